"""The page for when nothing can be done at this moment: it says so, and gives back what was typed, to be sent again.

What is sent again carries the id of its first sending, so that it is recorded once. Nothing here asks the database.
"""

import errno
import sys
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.views import defaults

from throughcare.web import typed

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
PROGRAMS = "/api/"
NOT_READ = (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, MultiPartParserError)


@dataclass(frozen=True, slots=True)
class Why:
    title: str
    says: str
    again_after: int
    """Seconds."""


BUSY = Why(
    "Too many people are at work here just now",
    "Custody comes first, so this page was not opened. Try again in a few seconds.",
    5,
)
CANNOT_WRITE = Why(
    "Nothing can be recorded at this moment",
    "The place where records are kept is full, or cannot be reached or written to. The fault is ours and has been "
    "noted: tell whoever runs this system. Write it on paper if it cannot wait; nobody’s release may wait for this.",
    60,
)


def answer(request: HttpRequest, why: Why) -> HttpResponse:
    if request.path_info.startswith(PROGRAMS):
        return _problem(why)
    sent = _sent(request)
    text = _page(request.get_full_path(), why, tuple(sent)) if sent else _plain(why)
    return HttpResponse(text, status=503, headers=_headers(why))


def server_error(request: HttpRequest) -> HttpResponse:
    """Whatever was not caught. Where records cannot be kept it is nobody’s mistake, and trying again may help."""
    error = sys.exc_info()[1]
    return answer(request, CANNOT_WRITE) if cannot_write(error) else defaults.server_error(request)


def cannot_write(error: BaseException | None) -> bool:
    """A database that is away, full, locked or read-only; a disk that is."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        error = error.__cause__
    return False


def _headers(why: Why) -> dict[str, str]:
    return {"Retry-After": str(why.again_after), "Cache-Control": "no-store"}


def _problem(why: Why) -> HttpResponse:
    """For other systems: a problem document (RFC 9457)."""
    said = {"type": "urn:throughcare:problem:unavailable", "title": why.title, "status": 503, "detail": why.says}
    return JsonResponse(said, status=503, headers=_headers(why), content_type="application/problem+json")


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed on a page of the desks; nothing of a page about signing in."""
    if request.method != "POST":
        return []
    try:
        return typed.answers(request) if hasattr(resolve(request.path_info).func, "roles") else []
    except (Resolver404, *NOT_READ):
        return []


@cache
def _plain(why: Why) -> str:
    return _page("", why, ())


def _page(address: str, why: Why, sent: tuple[tuple[str, str], ...]) -> str:
    context = {"why": why, "address": address, "sent": sent, "shown": typed.shown(sent)}
    return render_to_string("web/unavailable.html", context)
