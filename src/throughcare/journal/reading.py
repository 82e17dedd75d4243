"""Reading records: envelopes and bodies as the rulebook reads them, for one person or many in one query."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q

from throughcare.journal.codec import decode
from throughcare.journal.models import Entry
from throughcare.rulebook.history import AnyRecorded, History, Recorded

_READ = (
    "id", "person_id", "seq", "kind", "version", "happened_at", "recorded_at", "by_id", "team_id", "replaces", "why",
    "body__text",
)  # fmt: skip


class NoBody(LookupError):
    """An entry whose body is gone: it was disposed of, or lost. The message names the entry."""


def history(person_id: UUID) -> History:
    """Everything recorded about one person."""
    return History(entries([person_id])[person_id])


def entries(person_ids: Collection[UUID]) -> dict[UUID, list[AnyRecorded]]:
    """For each person, every entry in the order in which it was written down."""
    found, _ = read(person_ids=person_ids)
    return found


def read(
    *, person_ids: Collection[UUID], ids: Collection[UUID] = ()
) -> tuple[dict[UUID, list[AnyRecorded]], dict[UUID, tuple[UUID, AnyRecorded]]]:
    """The entries of these people; beside them, with their person, entries of other people that have these ids."""
    found: dict[UUID, list[AnyRecorded]] = {person_id: [] for person_id in person_ids}
    strangers: dict[UUID, tuple[UUID, AnyRecorded]] = {}
    wanted = Q(person_id__in=person_ids) | Q(id__in=ids) if ids else Q(person_id__in=person_ids)
    rows = Entry.objects.filter(wanted).order_by("person_id", "seq")
    for person_id, entry in _decoded(rows.values_list(*_READ)):
        if person_id in found:
            found[person_id].append(entry)
        else:
            strangers[entry.id] = person_id, entry
    return found, strangers


def recorded(entry: Entry, body: str) -> AnyRecorded:
    """A row just made, as it will be read again."""
    return Recorded(
        id=entry.id, fact=decode(entry.kind, entry.version, body), happened_at=entry.happened_at,
        recorded_at=entry.recorded_at, by=entry.by_id, team=str(entry.team_id), seq=entry.seq,
        replaces=entry.replaces, why=entry.why,
    )  # fmt: skip


def _decoded(rows: Iterable[tuple]) -> Iterable[tuple[UUID, AnyRecorded]]:  # type: ignore[type-arg]
    for id_, person_id, seq, kind, version, happened_at, recorded_at, by, team, replaces, why, body in rows:
        if body is None:
            raise NoBody(f"entry {id_} of person {person_id} has no body")
        yield person_id, Recorded(
            id=id_, fact=decode(kind, version, body), happened_at=happened_at, recorded_at=recorded_at, by=by,
            team=str(team), seq=seq, replaces=replaces, why=why,
        )  # fmt: skip
