"""Reading the read log: who looked at a person, and what an account looked at (trust B7, C9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from throughcare.access.models import Conflict, Opening, OpeningTry, Reading, ReadingOf, ReadSeal
from throughcare.access.read_seals import HOUR, beginning_of_hour
from throughcare.access.reviews import in_reach
from throughcare.access.scope import knows
from throughcare.accounts.models import Account, Membership
from throughcare.journal.models import Sight
from throughcare.people.models import Person
from throughcare.rulebook.calendar import end_of_day, start_of_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Empty parts let everything through; `until` is the last day that counts."""

    account: UUID | None = None
    since: date | None = None
    until: date | None = None


def readings_of(person: Person, wanted: Filter) -> QuerySet[Reading]:
    """Newest first, each with who it was."""
    found = Reading.objects.filter(of__person=person).select_related("account", "membership", "team")
    if wanted.account:
        found = found.filter(account=wanted.account)
    if wanted.since:
        found = found.filter(at__gte=start_of_day(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=end_of_day(wanted.until))
    return found.order_by("-id")


def accounts_that_looked(person: Person) -> list[tuple[UUID, str]]:
    found = Account.objects.filter(pk__in=Reading.objects.filter(of__person=person).values("account"))
    return list(found.order_by("full_name", "pk").values_list("pk", "full_name"))


def readings_by(account: Account) -> QuerySet[Reading]:
    return Reading.objects.filter(account=account).select_related("account", "membership", "team").order_by("-id")


def people_of(readings: Sequence[Reading], *, at_most: int) -> dict[int, list[Person]]:
    """The first few whom each reading showed, in one question."""
    found: dict[int, list[Person]] = {reading.pk: [] for reading in readings}
    of = (
        ReadingOf.objects.filter(reading__in=found)
        .order_by("id")
        .annotate(place=Window(RowNumber(), partition_by="reading", order_by="id"))
    )
    for one in of.filter(place__lte=at_most).select_related("person"):
        found[one.reading_id].append(one.person)
    return found


def people_in_reach(membership: Membership) -> QuerySet[Person]:
    """Everyone with a record that a team of the auditor's area has ever had sight of; without an area everyone.

    Save whom the auditor knows (A10).
    """
    seen = Sight.objects.filter(person=OuterRef("pk"))
    area = membership.organisation.area_id
    people = Person.objects.filter(Exists(seen.filter(team__area=area) if area else seen))
    return people.exclude(knows(membership, "pk"))


def accounts_in_reach(membership: Membership) -> QuerySet[Account]:
    """Everyone who has worked in the auditor's area; without an area everyone."""
    area = membership.organisation.area_id
    worked = Membership.objects.filter(account=OuterRef("pk"))
    return Account.objects.filter(Exists(worked.filter(organisation__area=area) if area else worked))


def openings_in_reach(membership: Membership) -> QuerySet[Opening]:
    found = Opening.objects.filter(in_reach(membership))
    return found.select_related("membership__account", "membership__organisation", "care_team", "person")


def tries_in_reach(membership: Membership) -> QuerySet[OpeningTry]:
    """Those that opened nothing."""
    area = membership.organisation.area_id
    here = Q(membership__organisation__area=area) if area else Q()
    found = OpeningTry.objects.filter(here, opening=None)
    return found.select_related("membership__account", "membership__organisation")


def conflicts_in_reach(membership: Membership) -> QuerySet[Conflict]:
    found = Conflict.objects.filter(account__in=accounts_in_reach(membership), ended_at=None)
    return found.select_related("account", "person", "declared_by__account")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seals:
    newest: ReadSeal | None
    is_late: bool
    """An hour that is over by more than an hour has readings and no seal."""


def seals(*, at: datetime) -> Seals:
    newest = ReadSeal.objects.order_by("-number").first()
    unsealed = Reading.objects.filter(pk__gt=newest.last) if newest else Reading.objects.all()
    return Seals(newest=newest, is_late=unsealed.filter(at__lt=beginning_of_hour(at) - HOUR).exists())
