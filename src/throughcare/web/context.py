"""What the frame around every page needs to know."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypedDict

from django.conf import settings
from django.http import HttpRequest


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


class Page(TypedDict):
    demo: bool
    navigation: Sequence[Entry]
    working_as: Working | None
    now: datetime | None


def page(request: HttpRequest) -> dict[str, Page]:
    """A request may carry `working_as`, `navigation` and `now`; whoever sets them decides them."""
    return {
        "page": {
            "demo": settings.DEMO,
            "navigation": getattr(request, "navigation", ()),
            "working_as": getattr(request, "working_as", None),
            "now": getattr(request, "now", None),
        }
    }
