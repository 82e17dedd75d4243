"""The only writers of the registers of testing. Each change moves the version of what the rules are given."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from throughcare.accounts.actions import NotAllowed
from throughcare.accounts.models import Account, AuthorisedSuite, Membership, TrainedTester
from throughcare.accounts.register_models import Registered
from throughcare.organisations.given import given_changed
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import POLICE, OrganisationKind, Role
from throughcare.rulebook.standing import Days

Row = TypeVar("Row", TrainedTester, AuthorisedSuite)

KEEPS: Mapping[type[Registered], Role] = {
    TrainedTester: Role.CASCADE_TRAINER,
    AuthorisedSuite: Role.HOME_OFFICE_TESTING_POLICY,
}
"""Which post keeps which register."""


@transaction.atomic
def enter_tester(
    *, account: Account, force: Organisation, from_on: date, by: Membership | None, at: datetime,
    until_on: date | None = None,
) -> TrainedTester:  # fmt: skip
    """Trained from that day, in a force; `by` None: set up from the command line."""
    row = TrainedTester(account=account, force=force, from_on=from_on, until_on=until_on)
    _require(_refusal_to_keep(TrainedTester, force, by) or _refusal_of_tester(account, force, by))
    return _entered(row, TrainedTester.objects.filter(account=account, force=force), by, at)


@transaction.atomic
def authorise_suite(
    *, suite: Organisation, from_on: date, by: Membership | None, at: datetime, until_on: date | None = None
) -> AuthorisedSuite:
    """The suite may test from that day."""
    row = AuthorisedSuite(suite=suite, from_on=from_on, until_on=until_on)
    _require(_refusal_to_keep(AuthorisedSuite, None, by))
    if suite.kind != OrganisationKind.POLICE_SUITE:
        raise NotAllowed("Only a custody suite can be authorised to test.")
    return _entered(row, AuthorisedSuite.objects.filter(suite=suite), by, at)


@transaction.atomic
def end(*, row: TrainedTester | AuthorisedSuite, until_on: date, by: Membership, at: datetime) -> None:
    """From that day the row no longer holds. What was recorded before stands."""
    kept = type(row).objects.select_for_update().get(pk=row.pk)
    _require(_refusal_to_keep(type(row), getattr(kept, "force", None), by))
    if kept.ended_at is not None:
        raise NotAllowed("This was ended already.")
    if until_on <= kept.from_on:
        raise NotAllowed(f"It began on {kept.from_on:%-d %B %Y}; the end is a later day.")
    kept.until_on, kept.ended_by, kept.ended_at = until_on, by, at
    kept.save(update_fields=["until_on", "ended_by", "ended_at"])
    given_changed()


def may_be_trained(*, force: Organisation, at: datetime) -> QuerySet[Account]:
    """Everyone at work in a suite of the force, in a role that may take samples."""
    posts = Membership.objects.live(at=at).filter(organisation__parent=force, role__in=POLICE)
    return Account.objects.filter(pk__in=posts.values("account")).order_by("full_name", "pk")


def trained_days() -> dict[UUID, tuple[Days, ...]]:
    """By membership, as the rules are given them."""
    found: dict[UUID, tuple[Days, ...]] = {}
    rows = TrainedTester.objects.order_by("from_on").values_list("account__memberships", "from_on", "until_on")
    for membership, since, until in rows:
        if membership is not None:
            found[membership] = (*found.get(membership, ()), Days(since=since, until=until))
    return found


def authorised_days() -> dict[str, tuple[Days, ...]]:
    """By suite."""
    found: dict[str, tuple[Days, ...]] = {}
    for suite, since, until in AuthorisedSuite.objects.order_by("from_on").values_list("suite", "from_on", "until_on"):
        found[str(suite)] = (*found.get(str(suite), ()), Days(since=since, until=until))
    return found


def _entered(row: Row, same: QuerySet[Row], by: Membership | None, at: datetime) -> Row:
    if row.until_on is not None and row.until_on <= row.from_on:
        raise NotAllowed("The last day is after the first.")
    begins_before = Q() if row.until_on is None else Q(from_on__lt=row.until_on)
    if same.select_for_update().filter(begins_before, Q(until_on=None) | Q(until_on__gt=row.from_on)).exists():
        raise NotAllowed("The register has an entry for some of these days already. End that one first.")
    row.added_by, row.added_at = by, at
    if row.until_on is not None:
        row.ended_by, row.ended_at = by, at
    row.save(force_insert=True)
    given_changed()
    return row


def _refusal_to_keep(register: type[Registered], force: Organisation | None, by: Membership | None) -> str | None:
    if by is None:
        return None
    if by.role != KEEPS[register] or (force is not None and by.organisation_id != force.pk):
        return "This register is kept by another post."
    return None


def _refusal_of_tester(account: Account, force: Organisation, by: Membership | None) -> str | None:
    if by is None:
        return None
    if by.account_id == account.pk:
        return "Nobody enters themselves as trained. Another cascade trainer does."
    works_there = Membership.objects.filter(account=account, organisation__parent=force, role__in=POLICE)
    return None if works_there.exists() else "Only people who work in a suite of this force can be entered."


def _require(refusal: str | None) -> None:
    if refusal:
        raise NotAllowed(refusal)
