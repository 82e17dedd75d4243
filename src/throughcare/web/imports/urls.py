"""Bringing in a workbook."""

from django.urls import URLPattern, path

from throughcare.web.imports import acts, pages

urlpatterns: list[URLPattern] = [
    path("imports", pages.imports, name="imports"),
    path("imports/<uuid:imported>", pages.one_import, name="import"),
    path("imports/<uuid:imported>/columns", acts.import_columns, name="import_columns"),
    path("imports/<uuid:imported>/record", acts.import_record, name="import_record"),
    path("imports/<uuid:imported>/cancel", acts.import_cancel, name="import_cancel"),
    path("imports/<uuid:imported>/not-used.xlsx", pages.import_not_used, name="import_not_used"),
]
