"""The only way into a person's record: judge, claim, append, follow, project, in one transaction (design section 3).

A refusal is a value: it leaves nothing behind and does not spoil a transaction of the caller's. A batch of one is
the usual case; imports and simulation take the same steps over many people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from throughcare.accounts.models import Membership
from throughcare.journal import quality
from throughcare.journal.codec import decode
from throughcare.journal.ledger import Batch, Ledgers, Proposed
from throughcare.journal.models import Entry
from throughcare.journal.quality import Draw, counts
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.mendings import Moved, Voided
from throughcare.rulebook.standing import Refusal

__all__ = ["Batch", "Proposed", "correct", "move", "record", "record_many", "void"]

PEOPLE_AT_ONCE = 200


def record(entries: Sequence[Proposed], *, by: Membership, at: datetime) -> list[Entry] | Refusal:
    """Makes these entries, all or none. Sent again, the same entries come back and nothing is added."""
    return _in_one_transaction([Batch(entries=entries, by=by, at=at)], quality.by_chance)[0]


def record_many(
    batches: Iterable[Batch], *, people_at_once: int = PEOPLE_AT_ONCE, draw: Draw | None = None
) -> Iterator[tuple[Batch, list[Entry] | Refusal]]:
    """The same for many people, a few hundred in each transaction; the batches of a person in the order given.

    What comes in bulk happened elsewhere, and its quality samples with it: none is drawn, unless `draw` says how.
    """
    for some in _parts(batches, people_at_once):
        yield from zip(some, _in_one_transaction(some, draw), strict=True)


def correct(
    *, entry: Entry, key: UUID, fact: Fact, happened_at: datetime, why: str, by: Membership, at: datetime
) -> list[Entry] | Refusal:
    """The same thing happened, but otherwise than was written: this version replaces that one."""
    version = Proposed(
        id=key, person_id=entry.person_id, fact=fact, happened_at=happened_at, replaces=entry.pk, why=why
    )
    return record([version], by=by, at=at)


def void(*, entry: Entry, key: UUID, why: str, by: Membership, at: datetime) -> list[Entry] | Refusal:
    """It never happened: the entry counts for nothing from now on."""
    voided = Proposed(id=key, person_id=entry.person_id, fact=Voided(), happened_at=at, replaces=entry.pk, why=why)
    return record([voided], by=by, at=at)


def move(
    *, entry: Entry, keys: tuple[UUID, UUID], to_person: UUID, links: Mapping[str, UUID], why: str, by: Membership,
    at: datetime,
) -> list[Entry] | Refusal:  # fmt: skip
    """It happened to someone else. `keys` are those of the entry here and there; `links` name facts on that record.

    A link left as it was names nothing there, and is refused by the rule that links name something on the record.
    """
    fact = replace(decode(entry.kind, entry.version, entry.body.text), **links)  # type: ignore[type-var]
    away = Proposed(
        id=keys[0],
        person_id=entry.person_id,
        fact=Moved(to_person=to_person),
        happened_at=at,
        replaces=entry.pk,
        why=why,
    )
    there = Proposed(id=keys[1], person_id=to_person, fact=fact, happened_at=entry.happened_at)
    return record([away, there], by=by, at=at)


def _in_one_transaction(batches: Sequence[Batch], draw: Draw | None) -> list[list[Entry] | Refusal]:
    try:
        return _attempt(batches, draw)
    except IntegrityError:
        # Two at once used one key for different people: the second look finds the first one's entry.
        return _attempt(batches, draw)


def _attempt(batches: Sequence[Batch], draw: Draw | None) -> list[list[Entry] | Refusal]:
    proposed = [one for batch in batches for one in batch.entries]
    suites = {batch.by.organisation_id for batch in batches for one in batch.entries if counts(one.fact, one.replaces)}
    with transaction.atomic():
        ledgers = Ledgers(
            person_ids={one.person_id for one in proposed}, ids={one.id for one in proposed}, suites=suites, draw=draw
        )
        outcomes = [ledgers.enter(batch) for batch in batches]
        ledgers.write()
    return outcomes


def _parts(batches: Iterable[Batch], people_at_once: int) -> Iterator[list[Batch]]:
    part: list[Batch] = []
    people: set[UUID] = set()
    for batch in batches:
        wanted = {one.person_id for one in batch.entries}
        if part and len(people | wanted) > people_at_once:
            yield part
            part, people = [], set()
        part.append(batch)
        people |= wanted
    if part:
        yield part
