"""Works out every row again from the entries, and compares: rebuild equals live (invariant 2).

A new edition of the rules, a holiday or an area's setting moves rows; the differences are counted by table and kind
before anything is written. Bookings are authoritative: they are compared, and never claimed again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.db import transaction

from throughcare.diary.models import Booking
from throughcare.journal import bookings, projecting
from throughcare.journal.given import given
from throughcare.journal.projecting import IDENTITY, Change
from throughcare.journal.reading import entries
from throughcare.journal.rows import table
from throughcare.people.locking import lock
from throughcare.people.models import Person
from throughcare.rulebook.history import History

PEOPLE_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row that is missing, differs or should not be: its table, its key, and the columns that differ."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    """Empty: the row is missing. ("*",): it should not be there."""


@dataclass(slots=True, kw_only=True)
class Differences:
    people: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    first: list[Difference] = field(default_factory=list)
    """As many as were asked for; the counts are of all."""

    def __bool__(self) -> bool:
        return bool(self.counts)

    def add(self, one: Difference, *, keep: int) -> None:
        named = "missing" if not one.columns else "too many" if one.columns == ("*",) else ", ".join(one.columns)
        self.counts[f"{one.table}: {named}"] += 1
        if len(self.first) < keep:
            self.first.append(one)


def rebuild(people: Iterable[UUID], *, write: bool = False, keep: int = 100) -> Differences:
    """Compares these people's rows with their entries; writes what differs when asked to."""
    found = Differences()
    for part in _parts(people):
        with transaction.atomic():
            for one in _part(part, write=write):
                found.add(one, keep=keep)
        found.people += len(part)
    return found


def everyone() -> Iterator[UUID]:
    """Everyone who has a record."""
    return Person.objects.filter(length__gt=0).order_by("pk").values_list("pk", flat=True).iterator()


def _part(part: list[UUID], *, write: bool) -> Iterator[Difference]:
    people = lock(person_ids=part)
    histories = {person_id: History(found) for person_id, found in entries(part).items()}
    for person in people:
        yield from _identity(person, histories[person.pk], write=write)
        yield from _bookings(person.pk, histories[person.pk])
    changes = projecting.changes(histories, given=given())
    for change in changes:
        yield from _rows(change)
    if write:
        projecting.write(changes)


def _rows(change: Change) -> Iterator[Difference]:
    rows, key = table(change.projection.model), change.projection.key
    at = [rows.columns.index(name) for name in key]
    for row in change.new:
        yield Difference(table=rows.name, key=tuple(str(row[one]) for one in at), columns=())
    for row in change.gone:
        yield Difference(table=rows.name, key=tuple(str(row[one]) for one in at), columns=("*",))
    for old, new in change.changed:
        columns = tuple(name for name, was, is_ in zip(rows.columns, old, new, strict=True) if was != is_)
        yield Difference(table=rows.name, key=tuple(str(new[one]) for one in at), columns=columns)


def _identity(person: Person, history: History, *, write: bool) -> Iterator[Difference]:
    before = [getattr(person, name) for name in IDENTITY]
    projecting.take_identity(person, history)
    columns = tuple(
        name for name, was in zip(IDENTITY, before, strict=True) if (was or None) != (getattr(person, name) or None)
    )
    if columns:
        yield Difference(table=Person._meta.db_table, key=(str(person.pk),), columns=columns)
        if write:
            person.save(update_fields=IDENTITY)


def _bookings(person_id: UUID, history: History) -> Iterator[Difference]:
    """Each standing appointment with a place holds that place, and no other place is held.

    One that stands again, having let its place go, may have lost it to somebody meanwhile.
    """
    if not bookings.has_places(history):
        return
    places = {root: place.slot for root, place in bookings.wanted(history).items()}
    once_held = set()
    for booking in Booking.objects.filter(person_id=person_id, entry_id__isnull=False):
        root = bookings.appointment_behind(history, booking.entry_id)
        if booking.released_at is not None:
            once_held.add((root, booking.slot_id))
        elif root is None or places.pop(root, None) != booking.slot_id:
            yield Difference(table=Booking._meta.db_table, key=(str(booking.pk),), columns=("*",))
    for root, slot in places.items():
        if (root, slot) not in once_held:
            yield Difference(table=Booking._meta.db_table, key=(str(root),), columns=())


def _parts(people: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(people)
    while part := list(islice(rest, PEOPLE_AT_ONCE)):
        yield part
