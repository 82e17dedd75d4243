"""Somebody half-way through signing in. Until the last step their session is nobody's, so every other page is closed.

What is still to do follows from what is known: show the second step, choose a new password, set up a second step.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from throughcare.accounts import factors, sessions, sign_in_log
from throughcare.accounts.actions import live_memberships
from throughcare.accounts.backend import PasswordBackend
from throughcare.accounts.models import Account, Factor, RecoveryCode
from throughcare.web import clock
from throughcare.web.account import devices, step_up

HELD_AS, LASTS = "signing_in", timedelta(minutes=15)
BACKEND = f"{PasswordBackend.__module__}.{PasswordBackend.__qualname__}"
AddressedTo = Callable[..., HttpResponse]


@dataclass(frozen=True, kw_only=True)
class Pending:
    """`account` and `since` as text, because a session holds nothing else."""

    account: str
    since: str
    is_factor_shown: bool = False
    is_password_lost: bool = False
    is_factor_lost: bool = False
    is_recovering: bool = False
    is_vouched_for: bool = False
    next: str = ""


def begin(request: HttpRequest, account: Account, *, code: RecoveryCode | None = None, vouched: bool = False) -> str:
    """The first step is passed: the session gets a new name. Where to go next.

    `vouched`: the account's organisation asks for a second step itself, so ours is not asked for.
    """
    onward = request.session.get("next", "")
    request.session.flush()
    pending = Pending(
        account=str(account.pk), since=clock.wall().isoformat(), next=onward, is_vouched_for=vouched,
        is_recovering=code is not None, is_password_lost=bool(code and code.is_password_lost),
        is_factor_lost=bool(code and code.is_factor_lost),
    )  # fmt: skip
    return onward_from(request, pending)


def half_way(page: str) -> Callable[[AddressedTo], AddressedTo]:
    """Opens a view to who is half-way in and has this page to do; it is given the account. Others go to sign in."""

    def guard(view: AddressedTo) -> AddressedTo:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            pending, account = found(request, at=clock.wall())
            if pending is None or account is None:
                return redirect("sign_in")
            if _page(pending, account) != page:
                return redirect(onward_from(request, pending))
            return view(request, account, *args, **kwargs)

        guarded.login_required = False  # type: ignore[attr-defined]
        return guarded

    return guard


def found(request: HttpRequest, *, at: datetime) -> tuple[Pending | None, Account | None]:
    held = request.session.get(HELD_AS)
    if held is None or at >= datetime.fromisoformat(held["since"]) + LASTS:
        return None, None
    pending = Pending(**held)
    return pending, PasswordBackend().get_user(pending.account)


def second_step_shown(request: HttpRequest, account: Account) -> HttpResponse:
    return _went_on(request, account, is_factor_shown=True)


def password_chosen(request: HttpRequest, account: Account) -> HttpResponse:
    return _went_on(request, account, is_password_lost=False)


def factor_added(request: HttpRequest, account: Account, factor: Factor) -> HttpResponse:
    """Where the old ones were lost, they are removed."""
    pending, _ = found(request, at=clock.wall())
    if pending and pending.is_factor_lost:
        factors.remove_all_but(factor=factor, at=clock.wall())
    return _went_on(request, account, is_factor_shown=True, is_factor_lost=False)


def onward_from(request: HttpRequest, pending: Pending) -> str:
    """The page that is to do now; with none left to do, the person is signed in."""
    account = Account.objects.get(pk=pending.account)
    page = _page(pending, account)
    if page is None:
        return _signed_in(request, account, pending)
    request.session[HELD_AS] = asdict(pending)
    return reverse(page)


def _went_on(request: HttpRequest, account: Account, **known: Any) -> HttpResponse:
    pending, _ = found(request, at=clock.wall())
    assert pending is not None, "asked only by a view that is half-way"
    assert pending.account == str(account.pk), account.pk
    return redirect(onward_from(request, replace(pending, **known)))


def _page(pending: Pending, account: Account) -> str | None:
    """Nobody who lost neither passes without showing one; nobody gets in without having one."""
    if pending.is_vouched_for:
        return None
    if not (pending.is_factor_lost or pending.is_factor_shown) and account.factors.exists():
        return "second_step"
    if pending.is_password_lost:
        return "new_password"
    if pending.is_factor_lost or not pending.is_factor_shown:
        return "set_up"
    return None


def _signed_in(request: HttpRequest, account: Account, pending: Pending) -> str:
    at = clock.wall()
    request.session.pop(HELD_AS, None)
    request.session.cycle_key()
    login(request, account, backend=BACKEND)
    device = devices.in_words(request.headers.get("User-Agent", ""))
    has_post = live_memberships(account=account, at=clock.now()).exists()
    sessions.begin(request.session, device=device, has_post=has_post, at=at)
    step_up.confirm(request, at=at)
    if pending.is_recovering:
        sessions.end_sessions(account=account, but=request.session.session_key)
    sign_in_log.note(sign_in_log.Kind.SIGNED_IN, account=account, at=at, about=request.session[sessions.HANDLE])
    request.is_known_from_now = account  # type: ignore[attr-defined]
    request.session["next"] = pending.next
    return reverse("front")
