"""The one decision about one record: whether this membership may open it now, why, and which classes of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.access import scope
from throughcare.access.models import Opening
from throughcare.accounts.models import Membership
from throughcare.people.models import Person
from throughcare.rulebook.actors import DataClass, OrganisationKind, Role
from throughcare.rulebook.sight import THE_CASE, Basis, Classes, Reader

OPENED = "opened in an emergency"
AUDIT = "audit"
NOBODY = UUID(int=0)
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
    opening: UUID | None = None
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
    known = scope.knows(membership, "pk")
    person = Person.objects.annotate(is_known=known).filter(reference=reference).first()
    seen = _seen(person, membership, at)
    if person is not None and seen and _is_cleared(person, membership, at):
        return _by_involvement(person, membership, seen)
    opening = _opening(person, membership, at)
    if person is not None and opening is not None:
        return _by_opening(person, membership, opening)
    raise Restricted(reference) if seen else NotInSight(reference)


def _seen(person: Person | None, membership: Membership, at: datetime) -> list[tuple[str, str]]:
    """Sets of classes and their bases; none where the account declared to know the person, or the role opens none."""
    rows = scope.in_force(at).filter(person=person.pk if person else NOBODY, team=membership.organisation_id)
    found = list(rows.values_list("classes", "basis"))
    barred = person is None or person.is_known or not scope.classes_of(membership)  # type: ignore[attr-defined]
    return [] if barred else found


def _is_cleared(person: Person, membership: Membership, at: datetime) -> bool:
    if not person.is_restricted:
        return True
    return scope.findable(membership=membership, at=at).filter(pk=person.pk).exists()


def _opening(person: Person | None, membership: Membership, at: datetime) -> Opening | None:
    about = person.pk if person else NOBODY
    return Opening.objects.filter(membership=membership, person=about, opened_at__lte=at, until__gt=at).first()


def _by_involvement(person: Person, membership: Membership, seen: list[tuple[str, str]]) -> Decision:
    may = scope.classes_of(membership)
    classes = frozenset(DataClass(one) for joined, _ in seen for one in joined.split(",") if one)
    basis = min((basis for _, basis in seen), key=_STRENGTH.index)
    return Decision(person=person, classes=classes & may, of_own=may, basis=basis)


def _by_opening(person: Person, membership: Membership, opening: Opening) -> Decision:
    """An emergency shows what the role may ever see; an audit shows all that it audits."""
    is_audit = membership.role == Role.AUDITOR
    classes = frozenset(DataClass) if is_audit else scope.classes_of(membership)
    purpose = AUDIT if is_audit else THE_CASE
    return Decision(person=person, classes=classes, of_own=classes, basis=OPENED, purpose=purpose, opening=opening.pk)
