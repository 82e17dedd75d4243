"""Who may change whose membership, and which dates it may have. Each function gives a sentence, or None."""

from datetime import datetime

from django.db.models import Q

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import MANAGES, ROLES, OrganisationKind, Role, roles_of
from throughcare.rulebook.calendar import local_day

OWN = "This is your own. Nobody changes their own roles or dates: ask another manager of this team or an administrator."


def refusal_to_manage(*, organisation: Organisation, by: Membership | None, at: datetime) -> str | None:
    """Set-up from the command line is by nobody, and may."""
    if by is None:
        return None
    if not Membership.objects.live(at=at).filter(pk=by.pk, account__is_active=True).exists():
        return "Your own membership has ended, so you cannot change who belongs to a team."
    if by.role == Role.ADMINISTRATOR:
        return None
    if by.role not in MANAGES:
        return "Only a manager of this team or an administrator can change who belongs to it."
    if by.organisation_id != organisation.pk:
        return "A manager can change who belongs to their own team only; ask a manager of that team."
    return None


def refusal_to_change(*, membership: Membership, by: Membership | None, at: datetime) -> str | None:
    """Of giving, ending and dating alike; the membership need not be saved yet."""
    refusal = refusal_to_manage(organisation=membership.organisation, by=by, at=at)
    if refusal or by is None:
        return refusal
    if by.account_id == membership.account_id:
        return OWN
    given = MANAGES.get(Role(by.role))
    if given is not None and membership.role not in given:
        return f"{ROLES[Role(membership.role)].title}: this role is given and ended by an administrator."
    return None


def refusal_to_give(*, organisation: Organisation, role: Role) -> str | None:
    row = ROLES[role]
    if not row.signs_in:
        return f"{row.title}: this role only receives papers, and nobody signs in with it."
    if role not in roles_of(OrganisationKind(organisation.kind)):
        return f"{row.title}: this role belongs to a {row.kind}; {organisation.name} is a {organisation.kind}."
    return None


def refusal_of_dates(*, membership: Membership, at: datetime) -> str | None:
    """Of one that is to be given: it begins now or later, ends after that, and the team exists when it begins."""
    if membership.from_at < at:
        return "A role begins now or on a later day. What was done before today stays as it was recorded."
    if membership.until_at is not None and membership.until_at <= membership.from_at:
        return "The last day is before the first day. Check both."
    team, first = membership.organisation, local_day(membership.from_at)
    if team.until_on is not None and team.until_on <= first:
        return f"{team.name} has closed by then, so nobody can begin there."
    if team.from_on > first:
        return f"{team.name} does not exist yet on that day."
    if membership.account.closes_at is not None:
        return "This account is closed or about to be. An administrator can open it again."
    return refusal_of_overlap(membership=membership)


def refusal_of_overlap(*, membership: Membership) -> str | None:
    """The same role twice at once, for the same person in the same team, would make its end mean nothing."""
    begins_before = Q() if membership.until_at is None else Q(from_at__lt=membership.until_at)
    same = Membership.objects.filter(
        begins_before, Q(until_at=None) | Q(until_at__gt=membership.from_at), account=membership.account_id,
        organisation=membership.organisation_id, role=membership.role,
    )  # fmt: skip
    if not same.exclude(pk=membership.pk).exists():
        return None
    title = ROLES[Role(membership.role)].title
    return f"{membership.account.full_name} already has this role here in that time: {title}."
