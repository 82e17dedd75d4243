"""The diary desk."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.diary import keep, moving, nobody, pages

urlpatterns: list[URLPattern] = [
    path("diary", pages.diary, name="diary"),
    path("diary/slots/<uuid:slot>", pages.slot, name="slot"),
    path("diary/keep", keep.keep_diary, name="keep_diary"),
    path("on-duty", keep.on_duty, name="on_duty"),
    path("on-duty/nobody", nobody.when_nobody, name="when_nobody"),
    path("places/<uuid:organisation>", pages.places_of, name="places_of"),
    path("people/<reference:reference>/another-time", moving.another_time, name="another_time"),
    path("people/<reference:reference>/withdraw", moving.withdraw, name="withdraw"),
    path("people/<reference:reference>/seen-now", moving.seen_now, name="seen_now"),
]

__all__ = ["addresses", "urlpatterns"]
