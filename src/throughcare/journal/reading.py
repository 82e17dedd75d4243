"""Reading records: envelopes and bodies as the rulebook reads them, for one person or many in one query."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.journal.codec import decode
from throughcare.journal.models import Entry
from throughcare.journal.rows import ids, to_id, to_instant
from throughcare.people import shown
from throughcare.rulebook.history import AnyRecorded, History, Recorded

AT_ONCE = 500
"""How many ids one query names."""


class NoBody(LookupError):
    """An entry whose body is gone: it was disposed of, or lost. The message names the entry."""


def history(person_id: UUID) -> History:
    """Everything recorded about one person."""
    return History(entries([person_id])[person_id])


def entries(person_ids: Collection[UUID]) -> dict[UUID, list[AnyRecorded]]:
    """For each person, every entry in the order in which it was written down."""
    found: dict[UUID, list[AnyRecorded]] = {person_id: [] for person_id in person_ids}
    shown.note(found)
    for person_id, entry in _read("person_id", person_ids):
        found[person_id].append(entry)
    return found


def with_ids(keys: Collection[UUID]) -> dict[UUID, tuple[UUID, AnyRecorded]]:
    """Those that exist, each with its person."""
    found = {entry.id: (person_id, entry) for person_id, entry in _read("id", keys)}
    shown.note(person_id for person_id, _ in found.values())
    return found


def recorded(entry: Entry, body: str) -> AnyRecorded:
    """A row just made, as it will be read again. The root is right where nothing is replaced; History sees to it."""
    return Recorded(
        id=entry.id, root=entry.id, fact=decode(entry.kind, entry.version, body), happened_at=entry.happened_at,
        recorded_at=entry.recorded_at, by=entry.by_id, team=str(entry.team_id), seq=entry.seq,
        replaces=entry.replaces, why=entry.why,
    )  # fmt: skip


def _read(column: str, wanted: Collection[UUID]) -> Iterator[tuple[UUID, AnyRecorded]]:
    """One query for up to AT_ONCE people, envelopes joined with bodies."""
    everyone = list(wanted)
    for first in range(0, len(everyone), AT_ONCE):
        marks, values = ids(everyone[first : first + AT_ONCE])
        with connection.cursor() as cursor:
            cursor.execute(_select(connection.vendor).format(column=column, marks=marks), values)
            yield from map(_decoded, cursor.fetchall())


@cache
def _select(vendor: str) -> str:
    """Instants as text on SQLite, where the driver would otherwise read them slowly (see rows)."""
    select = (
        "SELECT e.id, e.person_id, e.seq, e.kind, e.version, e.happened_at, e.recorded_at, e.by_id, e.team_id, "
        "e.replaces, e.why, b.text FROM journal_entry e LEFT JOIN journal_body b ON b.entry_id = e.id "
        "WHERE e.{column} IN {marks} ORDER BY e.person_id, e.seq"
    )
    if vendor == "sqlite":
        return select.replace(
            "e.happened_at, e.recorded_at", "coalesce(e.happened_at, NULL), coalesce(e.recorded_at, NULL)"
        )
    return select


def _decoded(row: tuple[Any, ...]) -> tuple[UUID, AnyRecorded]:
    key, person_id, seq, kind, version, happened_at, recorded_at, by, team, replaces, why, body = row
    if body is None:
        raise NoBody(f"entry {key} of person {person_id} has no body")
    root = to_id(key)
    return to_id(person_id), Recorded(
        id=root, root=root, fact=decode(kind, version, body), happened_at=to_instant(happened_at),
        recorded_at=to_instant(recorded_at), by=to_id(by), team=str(to_id(team)), seq=seq,
        replaces=to_id(replaces) if replaces else None, why=why,
    )  # fmt: skip
