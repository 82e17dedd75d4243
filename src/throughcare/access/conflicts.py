"""Staff who know somebody outside work, and staff who are on record themselves (trust A10).

From the moment it is declared the account sees nothing of that person, until a manager ends it; only opening the
record in an emergency is left.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from throughcare.access.models import Conflict
from throughcare.access.openings import NotAllowed
from throughcare.accounts.models import Account, Membership
from throughcare.people.models import Person
from throughcare.rulebook.actors import MANAGES, Role


def refusal_to_declare(*, account: Account, by: Membership, at: datetime) -> str | None:
    if not by.is_live(at=at):
        return "Your own membership has ended."
    if account.pk == by.account_id or _manages(by, account, at):
        return None
    return "You can declare this for yourself or, as a manager, for someone of your team."


@transaction.atomic
def declare(*, account: Account, person: Person, note: str, by: Membership, at: datetime) -> Conflict:
    """Declared twice, the first one stands."""
    refusal = refusal_to_declare(account=account, by=by, at=at)
    if refusal:
        raise NotAllowed(refusal)
    made = {"declared_by": by, "declared_at": at, "note": note}
    return Conflict.objects.get_or_create(account=account, person=person, ended_at=None, defaults=made)[0]


def refusal_to_end(*, conflict: Conflict, by: Membership, at: datetime) -> str | None:
    if conflict.account_id == by.account_id:
        return "Nobody ends their own: ask another manager."
    if by.is_live(at=at) and _manages(by, conflict.account, at):
        return None
    return "Only a manager of a team in which this person works can end it."


@transaction.atomic
def end(*, conflict: Conflict, by: Membership, at: datetime) -> None:
    refusal = refusal_to_end(conflict=conflict, by=by, at=at)
    if refusal:
        raise NotAllowed(refusal)
    Conflict.objects.filter(pk=conflict.pk, ended_at=None).update(ended_by=by, ended_at=at)


def of_team(*, membership: Membership, at: datetime) -> QuerySet[Conflict]:
    """What a manager sees: those that stand for people who work in the team now."""
    here = Membership.objects.live(at=at).filter(organisation=membership.organisation_id, account=OuterRef("account"))
    standing = Conflict.objects.filter(Exists(here), ended_at=None)
    return standing.select_related("account", "person", "declared_by__account")


def _manages(by: Membership, account: Account, at: datetime) -> bool:
    here = Membership.objects.live(at=at).filter(organisation=by.organisation_id, account=account)
    return Role(by.role) in MANAGES and here.exists()
