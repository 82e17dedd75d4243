"""One person's page, why each duty is as it is, recording and mending."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.person import mend, page, record, reports

PERSON = "people/<reference:reference>"

urlpatterns: list[URLPattern] = [
    path("reports", reports.reports, name="reports"),
    path(PERSON, page.person, name="person"),
    path(f"{PERSON}/why/<key:key>", page.why, name="why"),
    path(f"{PERSON}/record/<slug:kind>", record.record, name="record"),
    path(f"{PERSON}/mend/<uuid:entry>", mend.mend, name="mend"),
]

__all__ = ["addresses", "urlpatterns"]
