"""Compares whoever is new, or whose names or birth have changed, with everyone. Only the worker does this.

Nothing that a desk waits for runs here, so no answer takes longer because somebody is known elsewhere.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from throughcare.matching.models import Compared, MatchKey, PossibleMatch
from throughcare.people.alike import details
from throughcare.people.likeness import LIKELY, keys, likelihood, weigh
from throughcare.people.models import Person

AT_ONCE, AT_MOST = 10, 2_000
CROWDED = 500
"""A key that so many share says nothing: "Unknown", born 1 January 1900."""


def compare_what_is_new(*, at: datetime) -> int:
    """How many people were compared; the rest waits for the next run. Few at once, so that nobody waits to record."""
    among, people = Person.objects.exclude(names_folded="").count(), list(not_compared()[:AT_MOST])
    for first in range(0, len(people), AT_ONCE):
        part = people[first : first + AT_ONCE]
        with transaction.atomic():
            _take_keys(part)
            for person in part:
                _compare(person, among, at)
    return len(people)


def not_compared() -> QuerySet[Person]:
    """People with a name that is not the one they were compared under."""
    as_now = Compared.objects.filter(
        Q(born_on=OuterRef("born_on")) | Q(born_on=None, person__born_on=None), person=OuterRef("pk"),
        given_name=OuterRef("given_name"), family_name=OuterRef("family_name"),
    )  # fmt: skip
    return Person.objects.exclude(names_folded="").exclude(Exists(as_now)).order_by("pk")


def _take_keys(people: Collection[Person]) -> None:
    MatchKey.objects.filter(person__in=people).delete()
    MatchKey.objects.bulk_create(
        MatchKey(person=person, key=key) for person in people for key in sorted(keys(details(person)))
    )
    for person in people:
        Compared.objects.update_or_create(
            person=person,
            defaults={"given_name": person.given_name, "family_name": person.family_name, "born_on": person.born_on},
        )


def _compare(person: Person, among: int, at: datetime) -> None:
    """Keeps the pair from both sides, or lets go of one that is no longer alike and that nobody has decided."""
    alike: dict[UUID, float] = {}
    for other in Person.objects.filter(pk__in=_sharing_a_key(person)).exclude(pk=person.pk).exclude(names_folded=""):
        chance = likelihood(weigh(details(person), details(other)), among=among)
        if chance >= LIKELY:
            alike[other.pk] = chance
    either = Q(about=person) | Q(other=person)
    gone = PossibleMatch.objects.filter(either, answer="").exclude(Q(about__in=alike) | Q(other__in=alike))
    gone.delete()
    PossibleMatch.objects.bulk_create(
        _both_sides(person.pk, alike, at), update_conflicts=True, unique_fields=["about", "other"],
        update_fields=["likelihood"],
    )  # fmt: skip


def _sharing_a_key(person: Person) -> QuerySet[MatchKey, UUID]:
    mine = MatchKey.objects.filter(person=person).values("key")
    held = MatchKey.objects.filter(key__in=mine).values("key").annotate(people=Count("pk"))
    few = held.filter(people__lte=CROWDED).values("key")
    return MatchKey.objects.filter(key__in=few).values_list("person_id", flat=True)


def _both_sides(person: UUID, alike: dict[UUID, float], at: datetime) -> Iterable[PossibleMatch]:
    for other, chance in alike.items():
        for about, to in ((person, other), (other, person)):
            yield PossibleMatch(about_id=about, other_id=to, likelihood=chance, found_at=at)
