"""Opening accounts, and giving and taking memberships: each change is logged with who made it."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from throughcare.accounts.managing import (
    refusal_of_dates,
    refusal_of_overlap,
    refusal_to_change,
    refusal_to_give,
)
from throughcare.accounts.models import Account, Membership, MembershipChange, TrainedTester, one_spelling
from throughcare.accounts.staying import refusal_to_end
from throughcare.organisations.given import given_changed
from throughcare.rulebook.actors import MANAGES, Role

MANAGE_THEIR_OWN_TEAM = frozenset(MANAGES)


class NotAllowed(Exception):
    """The message is the sentence to show."""


def open_account(*, email: str, full_name: str, password: str | None, id: uuid.UUID | None = None) -> Account:  # noqa: A002
    """Without a password nobody can sign in with it: for people who only appear on records."""
    account = Account(id=id or uuid.uuid4(), email=one_spelling(email), full_name=full_name)
    account.set_password(password)
    account.save(force_insert=True)
    return account


def live_memberships(*, account: Account, at: datetime) -> QuerySet[Membership]:
    return Membership.objects.live(at=at).filter(account=account).select_related("organisation__area")


def next_membership(*, account: Account, at: datetime) -> Membership | None:
    """The first that has not begun yet."""
    later = Membership.objects.filter(account=account, from_at__gt=at).exclude(until_at__lte=F("from_at"))
    return later.select_related("organisation").order_by("from_at").first()


@transaction.atomic
def add_membership(*, membership: Membership, by: Membership | None, at: datetime) -> Membership:
    """Not yet saved; begins at once unless it names a later beginning, and may name its end."""
    _lock(membership.account)
    membership.from_at = membership.from_at or at
    _require(refusal_to_give(organisation=membership.organisation, role=Role(membership.role)))
    _require(refusal_to_change(membership=membership, by=by, at=at))
    _require(refusal_of_dates(membership=membership, at=at))
    membership.save(force_insert=True)
    if TrainedTester.objects.filter(account=membership.account).exists():
        given_changed()  # the register names people, and the rules know them by their posts
    _log(membership, MembershipChange.Change.ADDED, by, at)
    return membership


def end_membership(*, membership: Membership, by: Membership | None, at: datetime) -> None:
    """Ends at once; one that had not yet begun never begins."""
    date_end(membership=membership, until_at=at, by=by, at=at)


@transaction.atomic
def date_end(*, membership: Membership, until_at: datetime | None, by: Membership | None, at: datetime) -> None:
    """Sets the first instant at which it no longer holds, now or later; or None: until further notice.

    Refused while anything hangs on the post (see staying), save when set up from the command line.
    """
    account = _lock(membership.account)
    membership.refresh_from_db(fields=["from_at", "until_at"])
    _require(refusal_to_change(membership=membership, by=by, at=at))
    if membership.until_at is not None and membership.until_at <= at:
        raise NotAllowed("This membership has already ended.")
    if account.closes_at is not None and (until_at is None or until_at > account.closes_at):
        raise NotAllowed("This account is closed or about to be, so no post can last longer.")
    if by is not None and _is_sooner(membership.until_at, until_at):
        _require(refusal_to_end(membership=membership))
    membership.until_at = max(at, until_at, membership.from_at) if until_at is not None else None
    _require(refusal_of_overlap(membership=membership))
    membership.save(update_fields=["until_at"])
    _log(membership, MembershipChange.Change.KEPT if until_at is None else MembershipChange.Change.ENDED, by, at)


@transaction.atomic
def change_role(
    *, membership: Membership, role: Role, from_at: datetime, by: Membership | None, at: datetime
) -> Membership:
    """One role ends and the other begins at the same instant; the end that was agreed stays."""
    agreed = membership.until_at
    begins_at = max(from_at, membership.from_at)
    date_end(membership=membership, until_at=begins_at, by=by, at=at)
    following = Membership(
        account=membership.account, organisation=membership.organisation, role=role, number=membership.number,
        from_at=begins_at, until_at=agreed,
    )  # fmt: skip
    return add_membership(membership=following, by=by, at=at)


def _is_sooner(agreed: datetime | None, until_at: datetime | None) -> bool:
    return until_at is not None and (agreed is None or until_at < agreed)


def _lock(account: Account) -> Account:
    """One change to an account's memberships at a time, so that no two overlap."""
    return Account.objects.select_for_update().get(pk=account.pk)


def _log(membership: Membership, change: MembershipChange.Change, by: Membership | None, at: datetime) -> None:
    MembershipChange.objects.create(membership=membership, change=change, until_at=membership.until_at, by=by, at=at)


def _require(refusal: str | None) -> None:
    if refusal:
        raise NotAllowed(refusal)
