"""Emergencies, people one knows, and who looked."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.access import audit, conflicts, emergency, looked

urlpatterns: list[URLPattern] = [
    path("emergency", emergency.emergency, name="emergency"),
    path("openings", emergency.openings_page, name="openings"),
    path("openings/<uuid:opening>/agree", emergency.agree, name="agree_opening"),
    path("openings/<uuid:opening>/review", emergency.review, name="review_opening"),
    path("openings/<uuid:opening>/close", emergency.close, name="close_opening"),
    path("people-i-know", conflicts.conflicts_page, name="conflicts"),
    path("people-i-know/end", conflicts.end, name="end_conflict"),
    path("people/<reference:reference>/i-know-this-person", conflicts.know, name="know_person"),
    path("people/<reference:reference>/who-looked", looked.who_looked, name="who_looked"),
    path("people/<reference:reference>/who-looked/account", looked.account_of, name="who_looked_account"),
    path("audit", audit.audit, name="audit"),
    path("audit/accounts/<uuid:account>", audit.account, name="audit_account"),
    path("audit/people/<reference:reference>", audit.person, name="audit_person"),
]

__all__ = ["addresses", "urlpatterns"]
