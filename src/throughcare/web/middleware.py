"""What every answer carries, and who the person asking is working as."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from throughcare.access import reviews
from throughcare.web import clock, desks, working
from throughcare.web.context import Entry

Next = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "serial", "usb")
)


class SecurityHeaders:
    """Nothing from elsewhere runs, frames or reads a page, and a browser keeps no page about a person."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response


class WorkingAs:
    """Sets `now`, `working_as` and `navigation` on every request; without a live membership there is nothing to see."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = clock.now()
        found = working.working_as(request, at)
        request.now = at  # type: ignore[attr-defined]
        request.working_as = found  # type: ignore[attr-defined]
        request.navigation = _navigation(found, request.path, at) if found else ()  # type: ignore[attr-defined]
        return self.get_response(request)


class OnlyDeclared:
    """A view of which nobody said who may open it is refused to everyone (trust A2)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Next, args: object, kwargs: object) -> None:
        match = request.resolver_match
        is_open = not getattr(view, "login_required", True) or (match and match.url_name in desks.OPEN_TO_STAFF)
        if not is_open and not hasattr(view, "roles"):
            raise PermissionDenied


def _navigation(found: working.WorkingAs, path: str, at: datetime) -> list[Entry]:
    """Whoever reviews openings is told on every page how many wait for them; and whoever drafts, which end soon."""
    waiting = 0
    if found.role in desks.REVIEWERS:
        waiting = reviews.to_review(membership=found.membership, at=at).count()
    return desks.navigation(found.role, path, waiting={"openings": waiting, "drafts": found.drafts_ending})
