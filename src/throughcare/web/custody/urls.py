"""The custody desk."""

from django.urls import URLPattern, path

from throughcare.web import addresses
from throughcare.web.custody import (
    arrangements,
    book_in,
    booking,
    handover,
    notices,
    papers,
    risks,
    signs,
    suite,
    without_ra1,
)

urlpatterns: list[URLPattern] = [
    path("suite", suite.suite, name="suite"),
    path("suite/book-in", book_in.book_in, name="book_in"),
    path("suite/handover", handover.handover, name="handover"),
    path("suite/handover.pdf", handover.handover_pdf, name="handover_pdf"),
    path("suite/handover/take-over", handover.take_over, name="take_over"),
    path("suite/papers", papers.paper_list, name="papers"),
    path("suite/papers/pack-<int:pack>.pdf", papers.pack_pdf, name="pack_pdf"),
    path("suite/papers/<slug:number>", papers.enter_paper, name="paper"),
    path("suite/arrangements", arrangements.write_arrangements, name="write_arrangements"),
    path("suites/<uuid:organisation>/arrangements", arrangements.arrangements, name="arrangements"),
    path("people/<reference:reference>/risks/<uuid:entry>", risks.take_on_risk, name="take_on_risk"),
    path("people/<reference:reference>/residence", book_in.residence_page, name="residence"),
    path("people/<reference:reference>/signs", signs.signs, name="signs"),
    path("people/<reference:reference>/book", booking.book, name="book"),
    path("people/<reference:reference>/ra1-not-given", without_ra1.not_given, name="not_given"),
    path("people/<reference:reference>/reason-for-no-ra1", without_ra1.why_no_ra1, name="why_no_ra1"),
    path("people/<reference:reference>/notices", notices.notices, name="notice"),
    path("people/<reference:reference>/notices/<uuid:notice>.pdf", notices.notice_pdf, name="notice_pdf"),
]

__all__ = ["addresses", "urlpatterns"]
