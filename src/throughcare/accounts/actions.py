"""Opening accounts, and giving and taking memberships: each change is logged with who made it."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from throughcare.accounts.models import Account, Membership, MembershipChange, one_spelling
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import ROLES, OrganisationKind, Role, roles_of

MANAGE_THEIR_OWN_TEAM = frozenset({Role.CJIT_MANAGER, Role.CUSTODY_INSPECTOR, Role.PARTNERSHIP_MANAGER})


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


def refusal_to_manage(*, organisation: Organisation, by: Membership | None, at: datetime) -> str | None:
    """A sentence, or None. Set-up from the command line is by nobody, and may."""
    if by is None:
        return None
    if not Membership.objects.live(at=at).filter(pk=by.pk).exists():
        return "Your own membership has ended, so you cannot change who belongs to a team."
    if by.role == Role.ADMINISTRATOR:
        return None
    if by.role not in MANAGE_THEIR_OWN_TEAM:
        return "Only a manager of this team or an administrator can change who belongs to it."
    if by.organisation_id != organisation.pk:
        return "A manager can change who belongs to their own team only; ask a manager of that team."
    return None


def refusal_to_give(*, organisation: Organisation, role: Role) -> str | None:
    row = ROLES[role]
    if not row.signs_in:
        return f"{row.title}: this role only receives papers, and nobody signs in with it."
    if role not in roles_of(OrganisationKind(organisation.kind)):
        return f"{row.title}: this role belongs to a {row.kind}; {organisation.name} is a {organisation.kind}."
    return None


@transaction.atomic
def add_membership(*, membership: Membership, by: Membership | None, at: datetime) -> Membership:
    """Not yet saved; begins at once. The database refuses a second one like it: IntegrityError."""
    organisation, role = membership.organisation, Role(membership.role)
    _require(refusal_to_give(organisation=organisation, role=role))
    _require(refusal_to_manage(organisation=organisation, by=by, at=at))
    membership.from_at = at
    membership.save(force_insert=True)
    MembershipChange.objects.create(membership=membership, change=MembershipChange.Change.ADDED, by=by, at=at)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by: Membership | None, at: datetime) -> None:
    """Ends at once; one that had not yet begun never begins."""
    _require(refusal_to_manage(organisation=membership.organisation, by=by, at=at))
    until_at = max(at, membership.from_at)
    if not Membership.objects.filter(pk=membership.pk, until_at=None).update(until_at=until_at):
        raise NotAllowed("This membership has already ended.")
    membership.until_at = until_at
    MembershipChange.objects.create(membership=membership, change=MembershipChange.Change.ENDED, by=by, at=at)


def _require(refusal: str | None) -> None:
    if refusal:
        raise NotAllowed(refusal)
