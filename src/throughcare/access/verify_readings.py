"""Walks the read log and its seals, a thousand readings at a time, and names the first that does not fit (C3)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from throughcare.access.models import Reading, ReadingOf, ReadSeal
from throughcare.access.read_log import hash_of
from throughcare.access.read_seals import BEFORE_ALL, MARK, leaf
from throughcare.access.read_seals import hash_of as hash_of_seal
from throughcare.journal.merkle import Tree

AT_ONCE = 1000


class Fault(StrEnum):
    CHANGED = "this reading, or whom it showed, was changed"
    GONE = "a reading that was sealed after this one is gone"
    PUT_IN = "this reading was put in after the hour was sealed"
    MOVED = "this reading is not at the place where it was sealed"
    SEAL = "this seal does not agree with what was sealed"
    SEAL_GONE = "the seal before this one is gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Where: the number of a seal, 0 for what is not sealed yet, and of a reading."""

    fault: Fault
    seal: int
    reading: int | None = None

    def __str__(self) -> str:
        where = f"read log, seal {self.seal}" if self.seal else "read log, not sealed yet"
        return f"{where}{'' if self.reading is None else f', reading {self.reading}'}: {self.fault}"


@dataclass(slots=True, kw_only=True)
class ReadReport:
    readings: int = 0
    seals: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.findings


def verify_readings() -> ReadReport:
    """Every seal in order, then what nobody has sealed yet."""
    report, before = ReadReport(), ReadSeal(number=0, last=BEFORE_ALL, hash="")
    for seal in ReadSeal.objects.order_by("number").iterator():
        if (seal.number, seal.previous) != (before.number + 1, before.hash):
            report.findings.append(Finding(fault=Fault.SEAL_GONE, seal=seal.number))
        report.findings += _sealed(report, seal, after=before.last)
        report.seals += 1
        before = seal
    for reading, people in _readings(after=before.last):
        report.readings += 1
        if hash_of(reading, people) != reading.hash:
            report.findings.append(Finding(fault=Fault.CHANGED, seal=0, reading=reading.pk))
    return report


def _sealed(report: ReadReport, seal: ReadSeal, *, after: int) -> Iterator[Finding]:
    """Each reading against its own hash, then all of them against the seal."""
    tree, kept = Tree(), []
    for reading, people in _readings(after=after, upto=seal.last):
        report.readings += 1
        if hash_of(reading, people) != reading.hash:
            yield Finding(fault=Fault.CHANGED, seal=seal.number, reading=reading.pk)
        tree.add(leaf(reading.pk, reading.hash))
        kept.append((reading.pk, reading.hash[:MARK]))
    if (tree.head(), tree.leaves, hash_of_seal(seal)) != (seal.root, seal.count, seal.hash):
        yield _first_wrong(seal, kept)


def _first_wrong(seal: ReadSeal, kept: Sequence[tuple[int, str]]) -> Finding:
    """The first place at which what is there is not what was sealed there; for what is gone, the reading before it."""
    marks = [seal.marks[at : at + MARK] for at in range(0, len(seal.marks), MARK)]
    before: int | None = None
    for place, (number, mark) in enumerate(kept):
        if place >= len(marks) or mark != marks[place]:
            fault = _fault(mark, place, marks=marks, kept=[one for _, one in kept])
            return Finding(fault=fault, seal=seal.number, reading=before if fault is Fault.GONE else number)
        before = number
    return Finding(fault=Fault.GONE if len(kept) < len(marks) else Fault.SEAL, seal=seal.number, reading=before)


def _fault(mark: str, place: int, *, marks: Sequence[str], kept: Sequence[str]) -> Fault:
    if mark not in marks:
        return Fault.PUT_IN if len(kept) > len(marks) else Fault.CHANGED
    return Fault.MOVED if place < len(marks) and marks[place] in kept else Fault.GONE


def _readings(*, after: int, upto: int | None = None) -> Iterator[tuple[Reading, list[UUID]]]:
    """In the order in which they were written, each with whom it showed."""
    wanted = Reading.objects.order_by("pk") if upto is None else Reading.objects.filter(pk__lte=upto).order_by("pk")
    while part := list(wanted.filter(pk__gt=after)[:AT_ONCE]):
        people: defaultdict[int, list[UUID]] = defaultdict(list)
        of = ReadingOf.objects.filter(reading__gte=part[0].pk, reading__lte=part[-1].pk)
        for reading, person in of.values_list("reading", "person"):
            people[reading].append(person)
        yield from ((reading, people[reading.pk]) for reading in part)
        after = part[-1].pk
