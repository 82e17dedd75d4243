"""Stands around every view and its template: what shows a person leaves only after the log has kept it."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from throughcare.access import read_log
from throughcare.people import shown
from throughcare.people.shown import Shown

Next = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger(__name__)


class NobodyAsked(Exception):
    """An answer about people for somebody who works nowhere: it is not shown."""


class ReadLog:
    """The innermost middleware. No log, no data: if the row cannot be written, the answer is a plain page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with shown.collecting() as found:
            response = self.get_response(request)
        if not found.people or _shows_nothing(request, response):
            return response
        try:
            _write(request, found)
        except (DatabaseError, NobodyAsked) as error:
            log.error("the read log could not be written: %s", type(error).__name__)
            return HttpResponse(render_to_string("503.html"), status=503)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """What answers instead is a page that is the same for everyone."""
        request.has_failed = True  # type: ignore[attr-defined]


def _shows_nothing(request: HttpRequest, response: HttpResponse) -> bool:
    """A way to another page, or a page of errors."""
    return hasattr(request, "has_failed") or (300 <= response.status_code < 400 and not response.content)


def _write(request: HttpRequest, found: Shown) -> None:
    working, match = request.working_as, request.resolver_match  # type: ignore[attr-defined]
    if working is None or match is None:
        raise NobodyAsked
    asked = read_log.Asked(
        membership=working.membership, operation=match.url_name or "", method=request.method or "",
        at=request.now,  # type: ignore[attr-defined]
    )  # fmt: skip
    read_log.write(found, asked=asked)
