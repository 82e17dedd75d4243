"""Which forms are kept when they come too late, and what becomes of them. Never a password: only pages of the desks."""

from uuid import UUID

from django.http import HttpRequest

from throughcare.accounts import kept
from throughcare.accounts.models import Account
from throughcare.web import clock, typed

NOT_KEPT = frozenset({typed.GUARD, "kept"})
TAKEN = frozenset({200, 302, 303, 409, 422})
"""Answers after which the text is recorded, or stands in the form before the person again."""


def is_kept(request: HttpRequest) -> bool:
    """Pages that name their roles are the desks'; those about one's own sign-in name none."""
    found = request.resolver_match
    return request.method == "POST" and found is not None and hasattr(found.func, "roles")


def keep(request: HttpRequest, account: Account) -> bool:
    """Whether it was."""
    if not is_kept(request):
        return False
    answers = [(name, value) for name, value in typed.answers(request) if name not in NOT_KEPT]
    done = kept.keep(account=account, path=request.get_full_path(), answers=answers, at=clock.wall())
    return done is not None


def used_up(request: HttpRequest) -> None:
    if isinstance(request.user, Account):
        throw_away(request.user, request.POST["kept"])


def throw_away(account: Account, id: str) -> None:  # noqa: A002
    try:
        kept.throw_away(account=account, id=str(UUID(id)))
    except ValueError:
        return
