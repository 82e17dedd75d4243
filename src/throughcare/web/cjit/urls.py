"""The CJIT desk."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.cjit import (
    cover,
    find,
    follow_up,
    in_touch,
    manage,
    matches,
    missed,
    move,
    out_of_contact,
    plan,
    review_place,
    team,
    today,
    transfer,
)

urlpatterns: list[URLPattern] = [
    path("today", today.today, name="today"),
    path("team", manage.manage, name="manage"),
    path("arrivals", today.arrivals, name="arrivals"),
    path("my-people", team.my_people, name="my_people"),
    path("out-of-contact", out_of_contact.out_of_contact, name="out_of_contact"),
    path("allocate", team.allocate, name="allocate"),
    path("team/cover", cover.cover, name="cover"),
    path("team/cover/<uuid:made>/end", cover.end_cover, name="end_cover"),
    path("team/move", move.move_people, name="move_people"),
    path("find", find.find, name="find"),
    path("matches", matches.matches, name="matches"),
    path("matches/<uuid:match>", matches.match, name="match"),
    path("people/<reference:reference>/follow-up", follow_up.follow_up, name="follow_up"),
    path("people/<reference:reference>/missed", missed.missed, name="missed"),
    path("people/<reference:reference>/missed/<uuid:entry>.pdf", missed.missed_bundle, name="missed_bundle"),
    path("people/<reference:reference>/contact", in_touch.in_touch, name="in_touch"),
    path("people/<reference:reference>/care-plan", plan.plan, name="care_plan"),
    path("people/<reference:reference>/care-plan.pdf", plan.plan_paper, name="care_plan_paper"),
    path("people/<reference:reference>/review", review_place.review_place, name="review_place"),
    path("people/<reference:reference>/transfer", transfer.transfer, name="transfer"),
    path("people/<reference:reference>/case-manager", team.name_case_manager, name="name_case_manager"),
    path("people/<reference:reference>/case-manager/letter.pdf", move.new_worker_letter, name="new_worker_letter"),
]

__all__ = ["addresses", "urlpatterns"]
