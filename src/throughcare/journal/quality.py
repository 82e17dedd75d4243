"""Which sample of a suite goes to the laboratory for quality assurance: one in each fifty, nobody knows which.

For every block of fifty samples of a suite one position is drawn by the operating system's own randomness and shown
on no page. Samples are counted in the transaction that records them, under a lock on the block, so two officers at
once neither skip it nor meet it twice. Whatever result the sample had counts, negatives included. Nothing is counted
back: mending a sample neither moves the position nor tells it. Lives that were told elsewhere bring their own.
"""

import secrets
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, replace
from uuid import UUID

from throughcare.journal.models import QualityBlock
from throughcare.journal.quality_models import SAMPLES
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.custody import DrugTested, ForLaboratory

Draw = Callable[[int], int]
"""A whole number from 0 up to, not including, the one given."""


def by_chance(below: int) -> int:
    """By the operating system: never by a generator whose next number can be worked out."""
    return secrets.randbelow(below)


def counts(fact: Fact, replaces: UUID | None) -> bool:
    """A sample that was properly taken and read, written down for the first time."""
    return isinstance(fact, DrugTested) and not fact.irregular and replaces is None


def as_sent(kept: Fact, sent: Fact) -> Fact:
    """What was recorded, as whoever sent it wrote it: the draw is ours, so a repeat does not carry it."""
    drawn = isinstance(kept, DrugTested) and kept.laboratory is ForLaboratory.QUALITY
    if drawn and isinstance(sent, DrugTested) and sent.laboratory is ForLaboratory.NO:
        return replace(kept, laboratory=ForLaboratory.NO)  # type: ignore[type-var]
    return kept


@dataclass
class Blocks:
    """The open block of each suite that records here, locked until the transaction ends."""

    draw: Draw

    def __post_init__(self) -> None:
        self._of: dict[UUID, QualityBlock] = {}

    def lock(self, suites: Iterable[UUID]) -> None:
        """In one order, so that no two wait for each other."""
        for suite in sorted(set(suites)):
            self._of[suite] = self._open(suite)

    def mark(self) -> dict[UUID, QualityBlock]:
        return {suite: copy(block) for suite, block in self._of.items()}

    def back(self, mark: dict[UUID, QualityBlock]) -> None:
        """What was refused was not counted."""
        self._of = mark

    def drawn(self, fact: Fact, *, suite: UUID, entry: UUID) -> Fact:
        """The fact, which says so if its sample is the one; one that goes to the laboratory anyway keeps its reason."""
        block = self._of[suite]
        if block.taken == SAMPLES:
            block = self._of[suite] = self._next(block)
        block.taken += 1
        if block.taken != block.position:
            return fact
        block.drawn = entry
        goes_anyway = isinstance(fact, DrugTested) and fact.laboratory is not ForLaboratory.NO
        return fact if goes_anyway else replace(fact, laboratory=ForLaboratory.QUALITY)  # type: ignore[type-var]

    def write(self) -> None:
        for block in self._of.values():
            block.save()

    def _open(self, suite: UUID) -> QualityBlock:
        QualityBlock.objects.bulk_create([self._new(suite, 1)], ignore_conflicts=True)
        return QualityBlock.objects.select_for_update().filter(suite=suite).latest("number")

    def _next(self, block: QualityBlock) -> QualityBlock:
        block.save()
        return self._new(block.suite_id, block.number + 1)

    def _new(self, suite: UUID, number: int) -> QualityBlock:
        return QualityBlock(suite_id=suite, number=number, position=self.draw(SAMPLES) + 1)
