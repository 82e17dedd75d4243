"""People like somebody who is being written down now, among those the caller may see, and never among others."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from throughcare.organisations.spelling import folded
from throughcare.people.likeness import FEWEST, LIKELY, Details, likelihood, weigh
from throughcare.people.models import Person
from throughcare.people.search import UNINDEXED
from throughcare.people.shown import collecting

AT_MOST, LOOKED_AT = 5, 500


def alike(*, given_name: str, family_name: str, born_on: date | None, within: QuerySet[Person]) -> list[Person]:
    """The likeliest first. The register counts as one of fixed size: how many there are elsewhere changes no answer."""
    sought = Details(given_name, family_name, born_on)
    with collecting():  # whoever is compared and not alike is not shown
        candidates = list(within.alias(**UNINDEXED).filter(_near(sought)).order_by("names_folded", "pk")[:LOOKED_AT])
    chances = [(likelihood(weigh(sought, details(one)), among=FEWEST), one.pk) for one in candidates]
    likely = sorted((one for one in chances if one[0] >= LIKELY), key=_likeliest)[:AT_MOST]
    found = within.in_bulk([pk for _, pk in likely])
    return [found[pk] for _, pk in likely]


def details(person: Person) -> Details:
    return Details(person.given_name, person.family_name, person.born_on)


def _likeliest(one: tuple[float, UUID]) -> tuple[Any, ...]:
    return -one[0], one[1]


def _near(sought: Details) -> Q:
    """Born the same day, or with a word of the family name among theirs."""
    near = Q(born=sought.born_on) if sought.born_on else Q()
    for word in folded(sought.family_name).split():
        near |= Q(names__startswith=word) | Q(names__contains=f" {word}")
    return near or Q(pk__in=())
