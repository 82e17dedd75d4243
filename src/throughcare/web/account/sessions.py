"""Ends a session that has lived long enough, before any page is opened; what was being sent is kept for its owner."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from throughcare.accounts import sessions, sign_in_log
from throughcare.accounts.actions import live_memberships
from throughcare.accounts.models import Account
from throughcare.web import clock
from throughcare.web.account import devices, keeping

Next = Callable[[HttpRequest], HttpResponse]

SAID = "said"
NO_POST = "Your post has ended, so you were signed out. Ask your manager if that is wrong."

KEPT = "What you were sending is kept for you: sign in to see it."


class SessionLimits:
    """Stands before the check that somebody is signed in, and after the check where a form came from."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = getattr(request, "is_known_from_now", None)
        if known is not None:
            devices.remember(response, request, known)
        if "kept" in request.POST and response.status_code in keeping.TAKEN:
            keeping.used_up(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not isinstance(request.user, Account):
            return None
        ended = _ended(request)
        if ended is None:
            if not getattr(view, "is_no_use", False):
                sessions.note_use(request.session, at=clock.wall())
            return None
        is_kept = ended != NO_POST and keeping.keep(request, request.user)
        _leave(request, f"{ended} {KEPT}" if is_kept else ended)
        return None


def _ended(request: HttpRequest) -> str | None:
    """The sentence to be shown at the door, or None."""
    ran_out = sessions.ran_out(request.session, at=clock.wall())
    return ran_out or (NO_POST if _has_left(request) else None)


def _has_left(request: HttpRequest) -> bool:
    """Whether they had a post in this session and have none now."""
    if request.working_as is not None or not request.session.get(sessions.HAD_A_POST):  # type: ignore[attr-defined]
        return False
    return not live_memberships(account=request.user, at=request.now).exists()  # type: ignore[arg-type,attr-defined]


def _leave(request: HttpRequest, sentence: str) -> None:
    about = request.session.get(sessions.HANDLE)
    sign_in_log.note(sign_in_log.Kind.SESSION_RAN_OUT, account=request.user, at=clock.wall(), about=about)  # type: ignore[arg-type]
    request.session.flush()
    request.session[SAID] = sentence
    request.user = AnonymousUser()
    request.working_as, request.navigation = None, ()  # type: ignore[attr-defined]
