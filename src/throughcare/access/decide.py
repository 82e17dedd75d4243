"""The one decision about one record: whether this membership may open it now, why, and which classes of it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access import scope
from throughcare.access.models import Opening
from throughcare.accounts.models import Membership
from throughcare.journal.models import Sight
from throughcare.people.models import Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.sight import THE_CASE, Basis, Classes, Reader

OPENED = "opened in an emergency"
AUDIT = "audit"
AUDITED = frozenset(DataClass) - {DataClass.ASSESSMENT}
_STRENGTH = [basis.value for basis in Basis]


class NotInSight(LookupError):
    """No such person for this membership: whether there is one at all is not said."""


class Restricted(LookupError):
    """The team is involved and may know that there is a record; this membership may not open it."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What may be read of one person, and on which ground it is read."""

    person: Person
    classes: Classes
    """Of the record as it is."""
    of_own: Classes
    """Of what the membership's own team wrote down."""
    basis: str
    purpose: str = THE_CASE
    opening: Opening | None = None
    """The emergency opening on which alone this rests."""

    def reader(self, membership: Membership) -> Reader:
        """As the rulebook's redaction asks for it; an opened record is not narrowed to a suite's own arrests."""
        kind = None if self.opening else OrganisationKind(membership.organisation.kind)
        team = str(membership.organisation_id)
        return Reader(team=team, kind=kind, classes=self.classes, of_own=self.of_own)


def decide(*, reference: str, membership: Membership, at: datetime) -> Decision:
    """The decision about the person with this reference; NotInSight or Restricted where there is none to open.

    Somebody who does not exist costs the same questions as somebody whom this membership may not see.
    """
    seen = _seen(reference, membership, at)
    person = seen[0].person if seen else None
    involved = None
    if person is not None and _is_cleared(person, membership, at):
        involved = _by_involvement(person, membership, seen)
        if involved.classes >= scope.classes_of(membership):
            return involved
    opening = _opening(reference, membership, at)
    if opening is not None:
        return _by_opening(opening, membership)
    if involved is not None:
        return involved
    raise Restricted(reference) if seen else NotInSight(reference)


def decide_many(*, person_ids: Collection[UUID], membership: Membership, at: datetime) -> dict[UUID, Decision]:
    """The decisions about those of them that are open by involvement; nobody else is in it. Two questions for all."""
    rows = scope.in_force(at).filter(person__in=person_ids, team=membership.organisation_id)
    seen: dict[UUID, list[Sight]] = defaultdict(list)
    for row in rows.exclude(scope.knows(membership, "person")).select_related("person"):
        seen[row.person_id].append(row)
    cleared = scope.findable(membership=membership, at=at).filter(pk__in=seen).values_list("pk", flat=True)
    return {pk: _by_involvement(seen[pk][0].person, membership, seen[pk]) for pk in cleared}


def _seen(reference: str, membership: Membership, at: datetime) -> list[Sight]:
    """What is in force; nothing where the account declared to know the person, or the role opens no record."""
    if not scope.classes_of(membership):
        return []
    rows = scope.in_force(at).filter(person__reference=reference, team=membership.organisation_id)
    return list(rows.exclude(scope.knows(membership, "person")).select_related("person"))


def _is_cleared(person: Person, membership: Membership, at: datetime) -> bool:
    if not person.is_restricted:
        return True
    return scope.findable(membership=membership, at=at).filter(pk=person.pk).exists()


def _opening(reference: str, membership: Membership, at: datetime) -> Opening | None:
    live = Opening.objects.filter(membership=membership, opened_at__lte=at, until__gt=at)
    return live.filter(person__reference=reference).select_related("person").first()


def _by_involvement(person: Person, membership: Membership, seen: list[Sight]) -> Decision:
    may = scope.classes_of(membership)
    classes = frozenset(DataClass(one) for sight in seen for one in sight.classes.split(",") if one)
    basis = min((sight.basis for sight in seen), key=_STRENGTH.index)
    return Decision(person=person, classes=classes & may, of_own=may, basis=basis)


def _by_opening(opening: Opening, membership: Membership) -> Decision:
    """An emergency shows what the role may ever see; an audit all that it audits, and never what was said (R26)."""
    is_audit = membership.role == Role.AUDITOR
    classes = AUDITED if is_audit else scope.classes_of(membership)
    purpose = AUDIT if is_audit else THE_CASE
    return Decision(
        person=opening.person, classes=classes, of_own=classes, basis=OPENED, purpose=purpose, opening=opening
    )
