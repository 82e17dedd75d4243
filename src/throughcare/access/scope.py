"""Which people a membership may see now, as conditions for lists, counts and searches.

Involvement is the journal's Sight projection; this compares its dates with the clock, and leaves out whoever the
account declared to know. A restricted record stays in the lists, without a name, so that nobody is lost; only those
cleared for it find or open it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughcare.access.models import Conflict
from throughcare.accounts.models import Membership
from throughcare.journal.models import CaseloadRow, CustodyRow, Sight
from throughcare.people.models import Person
from throughcare.rulebook.actors import CJIT_MANAGER, INSPECTOR, ROLES, Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.sight import THE_CASE, Classes

ANY_RESTRICTED = CJIT_MANAGER | INSPECTOR
"""They answer for the team's people, restricted or not."""


def people(*, membership: Membership, at: datetime) -> QuerySet[Person]:
    """Everyone the membership's team may know of at this instant; pass what is shown through `mask`.

    A search begins with them, not with everyone there is.
    """
    seen = Sight.objects.filter(team=membership.organisation_id).values("person")
    return Person.objects.filter(is_in_sight(membership=membership, at=at, person="pk"), pk__in=seen)


def findable(*, membership: Membership, at: datetime) -> QuerySet[Person]:
    """Everyone the membership may find by name and open."""
    return people(membership=membership, at=at).filter(_cleared(membership))


def is_in_sight(
    *, membership: Membership, at: datetime, person: str = "person", data: str | DataClass | None = None
) -> Q:
    """The same as a condition on rows about people, which looks at no person: `person` is the column that names one.

    `data` asks for sight of one class: the class, or the name of the column that holds it.
    """
    if not classes_of(membership):
        return Q(pk__in=())
    seen = in_force(at).filter(person=OuterRef(person), team=membership.organisation_id)
    if data is not None:
        seen = seen.filter(classes__contains=data.value if isinstance(data, DataClass) else OuterRef(data))
    return Q(Exists(seen)) & ~Q(knows(membership, person))


def in_force(at: datetime) -> QuerySet[Sight]:
    """Sight by involvement at this instant."""
    return Sight.objects.filter(Q(until=None) | Q(until__gt=at), purpose=THE_CASE, from_at__lte=at)


def classes_of(membership: Membership) -> Classes:
    """What the role may read of a record at all; nothing for those who have no record to open."""
    return ROLES[Role(membership.role)].sees


def mask(shown: Iterable[Person], *, membership: Membership) -> None:
    """Takes the names from restricted records for which the membership is not cleared."""
    restricted = [person for person in shown if person.is_restricted]
    if not restricted:
        return
    known = {person.pk for person in restricted}
    cleared = set(Person.objects.filter(_cleared(membership), pk__in=known).values_list("pk", flat=True))
    for person in restricted:
        if person.pk not in cleared:
            person.mask()


def _cleared(membership: Membership) -> Q:
    if membership.role in ANY_RESTRICTED:
        return Q()
    manages = CaseloadRow.objects.filter(person=OuterRef("pk"), until=None, case_manager=membership.pk)
    holds = CustodyRow.objects.filter(person=OuterRef("pk"), released_at=None, suite=membership.organisation_id)
    return Q(is_restricted=False) | Q(Exists(manages)) | Q(Exists(holds))


def knows(membership: Membership, person: str) -> Exists:
    """Whether the account declared that it knows the person in that column."""
    return Exists(Conflict.objects.filter(account=membership.account_id, ended_at=None, person=OuterRef(person)))
