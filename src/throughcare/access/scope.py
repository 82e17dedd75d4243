"""Which people a membership may see now: those its team is involved with.

Involvement is the journal's Sight projection; this compares its dates with the clock. Data classes, consent and
gateways come with the next step; until then involvement is the only basis, and it is the narrow one.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughcare.accounts.models import Membership
from throughcare.journal.models import Sight
from throughcare.people.models import Person
from throughcare.rulebook.actors import ROLES


class NotInSight(LookupError):
    """No such person for this team: whether there is one at all is not said."""


def people(*, membership: Membership, at: datetime) -> QuerySet[Person]:
    """Everyone the membership's team may see at this instant. A search begins with them, not with everyone there is."""
    seen = Sight.objects.filter(team=membership.organisation_id).values("person")
    return Person.objects.filter(is_in_sight(membership=membership, at=at, person="pk"), pk__in=seen)


def is_in_sight(*, membership: Membership, at: datetime, person: str = "person") -> Exists | Q:
    """The same as a condition on rows about people, which looks at no person: `person` is the column that names one."""
    if not _has_records(membership):
        return Q(pk__in=())
    in_force = Q(until=None) | Q(until__gt=at)
    return Exists(
        Sight.objects.filter(in_force, person=OuterRef(person), team=membership.organisation_id, from_at__lte=at)
    )


def person(*, reference: str, membership: Membership, at: datetime) -> Person:
    """The person with this reference, if the team may see them; else NotInSight."""
    found = people(membership=membership, at=at).filter(reference=reference).first()
    if found is None:
        raise NotInSight(reference)
    return found


def _has_records(membership: Membership) -> bool:
    """An administrator manages accounts and sees no one's record."""
    return ROLES[membership.role].kind is not None and membership.role != "administrator"  # type: ignore[index]
