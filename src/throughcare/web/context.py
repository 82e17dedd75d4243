"""What the frame around every page needs to know."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypedDict

from django.conf import settings
from django.http import HttpRequest

from throughcare.accounts import sessions
from throughcare.web import clock


class Entry(NamedTuple):
    """One link of the navigation."""

    label: str
    url: str
    current: bool


class Working(Protocol):
    """In which membership somebody is at work."""

    name: str
    role_title: str
    organisation_name: str | None


class Opened(NamedTuple):
    """The record on this page is open in an emergency only: until when, and where it is closed."""

    until: str
    close: str
    is_audit: bool


class Page(TypedDict):
    demo: bool
    navigation: Sequence[Entry]
    working_as: Working | None
    now: datetime | None
    seconds_left: int
    opened: Opened | None


def page(request: HttpRequest) -> dict[str, Page]:
    """A request may carry `working_as`, `navigation`, `now` and `opened`; whoever sets them decides them."""
    return {
        "page": {
            "demo": settings.DEMO,
            "navigation": getattr(request, "navigation", ()),
            "working_as": getattr(request, "working_as", None),
            "now": getattr(request, "now", None),
            "seconds_left": _seconds_left(request),
            "opened": getattr(request, "opened", None),
        }
    }


def _seconds_left(request: HttpRequest) -> int:
    """Until the session runs out at the earliest; 0 for who is not signed in. The same on every page of a shift but its
    last, because nothing on a page may tell how long an answer took.
    """
    session = getattr(request, "session", None)
    if session is None or sessions.BEGAN_AT not in session:
        return 0
    left = min(sessions.left(session, at=clock.wall()), sessions.IDLE - sessions.NOTED_EVERY)
    return int(left.total_seconds())
