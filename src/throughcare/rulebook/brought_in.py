"""What was brought in acts on no one: it is left out of all that follows until a person opens work on it.

Design section 9, invariant 12; intensive guidance 6.2. `acting` is the one place that leaves it out.
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import DataClass, kind_of
from throughcare.rulebook.facts.brought_in import WorkOpened, WorkSettled
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.owing import Obligation, owed, within
from throughcare.rulebook.spells import death
from throughcare.rulebook.standing import Duty, Given

SETTLE = Obligation(
    kind="settle_work", action="Decide what to do about the test that was brought in", by=Role.CUSTODY_INSPECTOR,
    deadline="decide_next", point="", data=DataClass.TEST_RESULT, cites=("INT 6.2",), requirements=("N-35",),
    survives=True,
)  # fmt: skip

OBLIGATIONS = (SETTLE,)


def acting(h: History) -> History:
    """The record without what was brought in, save where somebody opened work on it."""
    silent = {entry.root for entry in h.written_down if is_imported(entry) and not h.every_naming(entry, WorkOpened)}
    return h.without_all(silent) if silent else h


def is_imported(entry: AnyRecorded) -> bool:
    return kind_of(type(entry.fact)).imported


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Whoever opened work settles it: their suite owes it, and care moves to nobody."""
    for opened in h.every(WorkOpened):
        yield owed(
            SETTLE, because=opened, owner=opened.team, due=within(SETTLE, opened.happened_at, given), given=given,
            met=h.first_naming(opened, WorkSettled), withdrawn=death(h),
        )  # fmt: skip
