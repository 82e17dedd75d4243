"""Closing an account: every post ends, nobody signs in with it any more, and what it recorded keeps its name."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from throughcare.accounts.actions import NotAllowed, date_end
from throughcare.accounts.managing import OWN
from throughcare.accounts.models import Account, AccountChange, Membership
from throughcare.rulebook.actors import Role


def refusal_to_close(*, account: Account, by: Membership, at: datetime) -> str | None:
    """Of opening again too."""
    if by.role != Role.ADMINISTRATOR or not Membership.objects.live(at=at).filter(pk=by.pk).exists():
        return "Only an administrator can close an account or open it again."
    return OWN if by.account_id == account.pk else None


@transaction.atomic
def close_account(*, account: Account, from_at: datetime, why: str, by: Membership, at: datetime) -> None:
    """From that instant, now or later."""
    _require_reason(refusal_to_close(account=account, by=by, at=at), why)
    from_at = max(from_at, at)
    still = Q(until_at=None) | Q(until_at__gt=from_at)
    for membership in Membership.objects.filter(still, account=account).select_related("organisation", "account"):
        date_end(membership=membership, until_at=from_at, by=by, at=at)
    account.closes_at, account.is_active = from_at, account.is_active and from_at > at
    account.save(update_fields=["closes_at", "is_active"])
    _log(account, AccountChange.Change.CLOSED, from_at, why, by, at)


@transaction.atomic
def open_again(*, account: Account, why: str, by: Membership, at: datetime) -> None:
    """The account alone: its posts have ended and are given anew."""
    _require_reason(refusal_to_close(account=account, by=by, at=at), why)
    account.closes_at, account.is_active = None, True
    account.save(update_fields=["closes_at", "is_active"])
    _log(account, AccountChange.Change.OPENED, at, why, by, at)


def close_what_is_due(*, at: datetime) -> int:
    """Their posts ended at the very instant; this ends signing in."""
    return Account.objects.filter(is_active=True, closes_at__lte=at).update(is_active=False)


def _log(
    account: Account, change: AccountChange.Change, from_at: datetime, why: str, by: Membership, at: datetime
) -> None:  # fmt: skip
    AccountChange.objects.create(account=account, change=change, from_at=from_at, why=why, by=by, at=at)


def _require_reason(refusal: str | None, why: str) -> None:
    if refusal or not why.strip():
        raise NotAllowed(refusal or "Say why.")
