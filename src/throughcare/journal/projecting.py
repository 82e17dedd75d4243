"""Brings the rows of some people into line with their records: only what changed is written.

Live writing and rebuild are the same comparison; rebuild prints it before it writes it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from throughcare.journal.projections import PROJECTIONS, Projection
from throughcare.journal.rows import Stored, Table, ids, table
from throughcare.people.models import Person
from throughcare.rulebook import journey
from throughcare.rulebook.facts.brought_in import TestBroughtIn
from throughcare.rulebook.facts.identity import DetailsGiven, ResidenceEstablished
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import home_area, is_restricted
from throughcare.rulebook.standing import Given

IDENTITY = ("given_name", "family_name", "names_folded", "born_on", "area_code", "is_restricted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one table needs in order to agree with the records."""

    projection: Projection
    new: list[Stored] = field(default_factory=list)
    changed: list[tuple[Stored, Stored]] = field(default_factory=list)
    """As it is kept, and as it follows."""
    gone: list[Stored] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def changes(histories: Mapping[UUID, History], *, given: Given, known: Collection[UUID] | None = None) -> list[Change]:
    """Against every row kept of these people, or only such as the people `known` to have a record can have."""
    follows = [(person_id, history, journey.follow(history, given)) for person_id, history in histories.items()]
    found = []
    for projection in PROJECTIONS:
        people = histories if known is None else [one for one in known if _may_have(projection, histories[one])]
        found.append(_change(projection, follows, people, given))
    return found


def _may_have(projection: Projection, history: History) -> bool:
    return projection.of is None or bool(history.every(projection.of))


def write(found: Collection[Change]) -> None:
    for change in filter(None, found):
        rows, key = table(change.projection.model), change.projection.key
        rows.delete(change.gone, key=key)
        rows.insert(change.new)
        rows.update([row for _, row in change.changed], key=key)


def take_identity(person: Person, history: History) -> None:
    """As the standing details give them, else the oldest test brought in. Where none were ever given, nothing is."""
    details: Recorded[DetailsGiven] | Recorded[TestBroughtIn] | None
    details = history.last(DetailsGiven) or history.first(TestBroughtIn)
    if details is not None:
        person.take_names(given_name=details.fact.given_name, family_name=details.fact.family_name)
        person.born_on = details.fact.born_on
    elif any((history.every(DetailsGiven), history.every(TestBroughtIn))):
        person.take_names(given_name="", family_name="")
        person.born_on = None
    if history.every(ResidenceEstablished):
        person.area_code = home_area(history) or None
    person.is_restricted = is_restricted(history)


def _change(projection: Projection, follows: Sequence[Any], kept: Collection[UUID], given: Given) -> Change:
    rows, (in_order, key) = table(projection.model), _getters(projection, table(projection.model))
    stored = {key(row): row for row in _kept(rows, kept)}
    change = Change(projection=projection)
    for person_id, history, standing in follows:
        if not history.entries and not history.mended:
            continue
        for each in projection.rows(person_id, history, standing, given):
            row = rows.stored(in_order(each))
            old = stored.pop(key(row), None)
            if old is None:
                change.new.append(row)
            elif old != row:
                change.changed.append((old, row))
    change.gone.extend(stored.values())
    return change


def _kept(rows: Table, person_ids: Collection[UUID]) -> list[Stored]:
    if not person_ids:
        return []
    marks, values = ids(person_ids)
    return rows.select(where=f"person_id IN {marks}", values=values)


@cache
def _getters(projection: Projection, rows: Table) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """A projected row's values in the order of the columns; and of a stored row, what tells it apart."""
    return itemgetter(*rows.columns), itemgetter(*(rows.columns.index(name) for name in projection.key))
