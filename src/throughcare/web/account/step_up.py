"""Confirming, before something grave, that it is still the same person at the keyboard (trust.md G6: five minutes)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from throughcare.accounts.models import Account
from throughcare.web import clock
from throughcare.web.account import keeping

View = Callable[..., HttpResponse]

CONFIRMED_AT = "confirmed_at"
LASTS = timedelta(minutes=5)


def stepped_up(view: View) -> View:
    """Asks "Confirm it is you" first, unless that was less than five minutes ago, and then comes back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request, at=clock.wall()):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('confirm')}?{urlencode({'next': _back(request)})}")

    return guarded


def _back(request: HttpRequest) -> str:
    """To the page; with what was typed there, if it was being sent."""
    account = getattr(request, "user", None)
    if isinstance(account, Account) and keeping.keep(request, account):
        return reverse("front")
    return request.get_full_path()


def is_confirmed(request: HttpRequest, *, at: datetime) -> bool:
    confirmed_at = request.session.get(CONFIRMED_AT)
    return confirmed_at is not None and at < datetime.fromisoformat(confirmed_at) + LASTS


def confirm(request: HttpRequest, *, at: datetime) -> None:
    """The session gets a new name, so that one seen before has gained nothing."""
    request.session.cycle_key()
    request.session[CONFIRMED_AT] = at.isoformat()
