"""The custody desk."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.custody import book_in, booking, notices, suite

urlpatterns: list[URLPattern] = [
    path("suite", suite.suite, name="suite"),
    path("suite/book-in", book_in.book_in, name="book_in"),
    path("people/<reference:reference>/residence", book_in.residence_page, name="residence"),
    path("people/<reference:reference>/book", booking.book, name="book"),
    path("people/<reference:reference>/ra1-not-given", booking.not_given, name="not_given"),
    path("people/<reference:reference>/notices", notices.notices, name="notice"),
    path("people/<reference:reference>/notices/<uuid:notice>.pdf", notices.notice_pdf, name="notice_pdf"),
]

__all__ = ["addresses", "urlpatterns"]
