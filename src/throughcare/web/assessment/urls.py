"""The assessment."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.assessment import attendance, pages, record, waiting

urlpatterns: list[URLPattern] = [
    path("drafts", waiting.drafts, name="drafts"),
    path("people/<reference:reference>/attendance", attendance.record, name="attendance"),
    path("people/<reference:reference>/assess", pages.assess, name="assess"),
    path("people/<reference:reference>/assess/<uuid:draft>", pages.check, name="assess_check"),
    path("people/<reference:reference>/assess/<uuid:draft>/<slug:name>", pages.section, name="assess_section"),
    path("people/<reference:reference>/update", record.update, name="update_record"),
    path(
        "people/<reference:reference>/assessment-record/<uuid:record>", record.record_pdf, name="assessment_record_pdf"
    ),
]

__all__ = ["addresses", "urlpatterns"]
