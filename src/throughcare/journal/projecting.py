"""Brings the rows of some people into line with their records: only what changed is written.

Live writing and rebuild are the same comparison; rebuild prints it before it writes it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from throughcare.journal.projected import Projected
from throughcare.journal.projections import PROJECTIONS, Projection
from throughcare.people.models import Person
from throughcare.rulebook import journey
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.history import History
from throughcare.rulebook.spells import home_area
from throughcare.rulebook.standing import Given

IDENTITY = ("given_name", "family_name", "names_folded", "born_on", "area_code")


@dataclass(slots=True, kw_only=True)
class Change:
    """What one table needs in order to agree with the records."""

    projection: Projection
    new: list[Projected]
    changed: list[tuple[Projected, Projected]]
    """As stored, and as it follows; the second has the first one's primary key."""
    gone: list[Projected]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def changes(histories: Mapping[UUID, History], *, given: Given, known: Collection[UUID] | None = None) -> list[Change]:
    """Against what is stored of these people; `known` leaves out those who cannot have rows yet."""
    follows = {person_id: (history, journey.follow(history, given)) for person_id, history in histories.items()}
    return [_change(projection, follows, histories if known is None else known) for projection in PROJECTIONS]


def write(found: Collection[Change]) -> None:
    for change in found:
        model = change.projection.model
        if change.new:
            model._default_manager.bulk_create(change.new)
        if change.changed:
            rows = [row for _, row in change.changed]
            model._default_manager.bulk_update(rows, _not_key(model))
        if change.gone:
            model._default_manager.filter(pk__in=[row.pk for row in change.gone]).delete()


def take_identity(person: Person, history: History) -> None:
    """Names, birth and area as the standing details give them. Where none were ever given, nothing is touched."""
    details = history.last(DetailsGiven)
    if details is not None:
        person.take_names(given_name=details.fact.given_name, family_name=details.fact.family_name)
        person.born_on = details.fact.born_on
    elif history.every(DetailsGiven):
        person.take_names(given_name="", family_name="")
        person.born_on = None
    person.area_code = home_area(history) or None


def _change(projection: Projection, follows: Mapping[UUID, Any], known: Collection[UUID]) -> Change:
    key, values = attrgetter("person_id", *projection.key.split(",")), _values(projection.model)
    stored = {key(row): row for row in _stored(projection.model, known)}
    change = Change(projection=projection, new=[], changed=[], gone=[])
    for row in _rows(projection, follows):
        old = stored.pop(key(row), None)
        if old is None:
            change.new.append(row)
        elif values(old) != values(row):
            row.pk = old.pk
            change.changed.append((old, row))
    change.gone = list(stored.values())
    return change


def _stored(model: type[Projected], known: Collection[UUID]) -> Iterable[Projected]:
    return model._default_manager.filter(person_id__in=known) if known else ()  # type: ignore[misc]


def _rows(projection: Projection, follows: Mapping[UUID, Any]) -> Iterator[Projected]:
    for person_id, (history, standing) in follows.items():
        yield from projection.rows(person_id, history, standing)


@cache
def columns(model: type[Projected]) -> tuple[str, ...]:
    """Everything but a number the database gives."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname != "id")


@cache
def _values(model: type[Projected]) -> "attrgetter[Any]":
    return attrgetter(*columns(model))


@cache
def _not_key(model: type[Projected]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key and field.name != "person"]
