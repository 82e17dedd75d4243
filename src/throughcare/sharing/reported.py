"""Failures that were reported to police: a suite finds what it was told, a CJIT what it told (Handbook 4.1.2)."""

from datetime import datetime

from django.db.models import QuerySet

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.models import DutyRow
from throughcare.rulebook.actors import POLICE, OrganisationKind
from throughcare.rulebook.standing import State
from throughcare.sharing.models import Disclosure

KIND = "record_report_outcome"
"""The duty of police to say what came of a report. It is the report's row in lists."""


def unanswered(*, membership: Membership, at: datetime) -> QuerySet[DutyRow]:
    """Without an outcome. A CJIT finds its own by whom it told about whom, also after its part has ended."""
    seen = scope.is_in_sight(membership=membership, at=at)
    found = DutyRow.objects.filter(seen, kind=KIND, state=State.OPEN.value).select_related("person", "owner")
    if membership.role in POLICE:
        return found.filter(owner=membership.organisation_id)
    sent = told(membership=membership)
    return found.filter(person__in=sent.values("person"), because__in=sent.values("involved"))


def told(*, membership: Membership) -> QuerySet[Disclosure]:
    """What a suite was told because of a requirement; what a team told a suite."""
    team, found = membership.organisation_id, Disclosure.objects.filter(involved__isnull=False)
    if membership.role in POLICE:
        return found.filter(to_team=team)
    return found.filter(from_team=team, to_team__kind=OrganisationKind.POLICE_SUITE.value)
