"""Walks every chain and every seal, in memory that does not grow, and names what does not fit (trust C3).

A column that was changed, a body that was changed or lost, an entry that is missing, a tail that was cut, a person's
row that was put back, a seal that was made otherwise. Identifiers only: what was recorded is never shown.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from throughcare.journal.chain import START, digest_of, hash_of
from throughcare.journal.merkle import Tree
from throughcare.journal.models import Body, Disposal, Entry, Seal, SealedHead
from throughcare.journal.seals import Head, leaf, sealed_heads
from throughcare.journal.seals import hash_of as hash_of_seal
from throughcare.people.locking import lock
from throughcare.people.models import Person

PEOPLE_AT_ONCE = 200


class Fault(StrEnum):
    COLUMN = "a column of this entry was changed"
    BODY = "the body of this entry was changed"
    BODY_LOST = "the body of this entry is gone, and no disposal names it"
    MISSING = "the entry at this place is missing"
    RELINKED = "this entry does not follow the one before it"
    CUT = "the record ends before the length and head kept with the person"
    LONGER = "the record goes on after the length and head kept with the person"
    ROLLED_BACK = "the record does not hold what was sealed"
    SEAL = "this seal does not agree with what was sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not fit, and where: a person and a place in their record, or the number of a seal."""

    fault: Fault
    person: UUID | None = None
    seq: int | None = None
    entry: UUID | None = None

    def __str__(self) -> str:
        where = f"seal {self.seq}" if self.person is None else f"person {self.person}, entry {self.seq}"
        return f"{where}{f' ({self.entry})' if self.entry else ''}: {self.fault}"


@dataclass(slots=True, kw_only=True)
class ChainReport:
    people: int = 0
    entries: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """All that is kept of one person."""

    id: UUID
    head: Head
    entries: Sequence[Entry]
    bodies: dict[UUID, str]
    disposed: set[UUID]
    sealed: Head | None


def verify() -> ChainReport:
    """Everyone, up to the seal that is newest when this begins; who was removed is found by the seal."""
    report, tree = ChainReport(), Tree()
    number = Seal.objects.aggregate(newest=Max("number"))["newest"] or 0
    for part in _parts():
        for kept in _read(part, number):
            report.people += 1
            report.entries += len(kept.entries)
            report.findings += _confirmed(kept.id, number) if any(_chain(kept)) else ()
            if kept.sealed:
                tree.add(leaf(kept.id, kept.sealed))
    report.findings += _seals(tree, number)
    return report


def _confirmed(person_id: UUID, number: int) -> list[Finding]:
    """Looks again with the person locked: someone may have been writing while their record was read."""
    with transaction.atomic():
        lock(person_ids=[person_id])
        return [finding for kept in _read([person_id], number) for finding in _chain(kept)]


def _parts() -> Iterator[list[UUID]]:
    """Ids of people in order: those with a row, and those of whom only a seal is left."""
    after = UUID(int=0)
    while True:
        rows = Person.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:PEOPLE_AT_ONCE]
        sealed = SealedHead.objects.filter(person_id__gt=after).order_by("person_id").distinct()
        found = sorted({*rows, *sealed.values_list("person_id", flat=True)[:PEOPLE_AT_ONCE]})[:PEOPLE_AT_ONCE]
        if not found:
            return
        yield found
        after = found[-1]


def _read(part: list[UUID], number: int) -> Iterator[_Kept]:
    heads = {pk: (head, length) for pk, head, length in _heads(part)}
    sealed = sealed_heads(part, number=number)
    entries: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(person_id__in=part).order_by("person_id", "seq"):
        entries[entry.person_id].append(entry)
    bodies = dict(Body.objects.filter(entry__person_id__in=part).values_list("entry_id", "text"))
    disposed = set(Disposal.objects.filter(entry__person_id__in=part).values_list("entry_id", flat=True))
    for person_id in part:
        yield _Kept(
            id=person_id, head=heads.get(person_id, (START, 0)), entries=entries[person_id], bodies=bodies,
            disposed=disposed, sealed=sealed.get(person_id),
        )  # fmt: skip


def _heads(part: list[UUID]) -> Iterator[tuple[UUID, str, int]]:
    yield from Person.objects.filter(pk__in=part).values_list("pk", "head", "length")


def _chain(kept: _Kept) -> Iterator[Finding]:
    """From the first entry to the head, then against the seal."""
    previous, place = START, 1
    for entry in kept.entries:
        for missing in range(place, entry.seq):
            yield Finding(fault=Fault.MISSING, person=kept.id, seq=missing)
        fault = _fault(entry, previous if entry.seq == place else entry.previous, kept)
        if fault is not None:
            yield Finding(fault=fault, person=kept.id, seq=entry.seq, entry=entry.pk)
        previous, place = entry.hash, entry.seq + 1
    yield from _ends(kept, (previous, place - 1))


def _fault(entry: Entry, previous: str, kept: _Kept) -> Fault | None:
    if hash_of(entry) != entry.hash:
        return Fault.COLUMN
    if entry.previous != previous:
        return Fault.RELINKED
    body = kept.bodies.get(entry.pk)
    if body is None:
        return None if entry.pk in kept.disposed else Fault.BODY_LOST
    return None if digest_of(salt=entry.salt, body=body) == entry.body_digest else Fault.BODY


def _ends(kept: _Kept, end: Head) -> Iterator[Finding]:
    length, sealed = kept.head[1], kept.sealed
    if end != kept.head:
        fault = Fault.CUT if end[1] < length else Fault.LONGER if end[1] > length else Fault.COLUMN
        yield Finding(fault=fault, person=kept.id, seq=min(end[1], length) + 1 if end[1] != length else length)
    if sealed and not any((entry.hash, entry.seq) == sealed for entry in kept.entries):
        yield Finding(fault=Fault.ROLLED_BACK, person=kept.id, seq=sealed[1])


def _seals(tree: Tree, upto: int) -> Iterator[Finding]:
    """The chain of seals; and the newest against the heads that are kept of it."""
    newest: Seal | None = None
    previous, number = START, 0
    for newest in Seal.objects.filter(number__lte=upto).order_by("number").iterator():
        if (newest.number, newest.previous, newest.hash) != (number + 1, previous, hash_of_seal(newest)):
            yield Finding(fault=Fault.SEAL, seq=newest.number)
        previous, number = newest.hash, newest.number
    if newest is not None and (newest.people, newest.root) != (tree.leaves, tree.head()):
        yield Finding(fault=Fault.SEAL, seq=newest.number)
