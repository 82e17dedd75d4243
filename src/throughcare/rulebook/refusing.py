"""How a refusal is stated: a named row with its paragraph, and a check that gives the sentence or None."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any, TypeVar
from uuid import UUID

from throughcare.rulebook.facts.base import Fact, kind_of
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.standing import Actor, Given, Refusal

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One fact someone wants to record, or one that stands and is judged again."""

    history: History
    """Everything recorded, without what this fact replaces."""
    fact: Any
    happened_at: datetime
    root: UUID
    team: str
    given: Given
    by: Actor | None = None
    """None when a standing entry is judged again: who recorded it was judged then."""
    at: datetime | None = None
    """When it is being recorded; None when judged again."""
    replaces: UUID | None = None
    target: AnyRecorded | None = None
    """What `replaces` names, if it is on the record."""
    why: str = ""

    @cached_property
    def then(self) -> History:
        """The record as the world stood when this happened: order rules are judged on it."""
        return self.history.at(self.happened_at)

    def others(self, kind: type[F]) -> Sequence[Recorded[F]]:
        """What stood of this kind when this happened, leaving out the fact itself."""
        return [entry for entry in self.then.all(kind) if entry.root != self.root]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A check's answer: what is refused, the fact that caused it, what can be done instead."""

    sentence: str
    instead: str
    because: AnyRecorded | None = None


Check = Callable[[Case], Refused | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRow:
    """One row of the table of refusals."""

    name: str
    kinds: tuple[type[Fact], ...]
    check: Check
    cites: tuple[str, ...]
    requirements: tuple[str, ...]
    readings: tuple[str, ...]
    about_actor: bool
    ours: bool
    """Not in the guidance: a rule we made, because nothing could be true without it."""

    def judge(self, case: Case) -> Refusal | None:
        found = self.check(case)
        if found is None:
            return None
        because = found.because.id if found.because else None
        return Refusal(
            rule=self.name, sentence=found.sentence, instead=found.instead, cites=self.cites, because=because
        )


REFUSALS: dict[str, RefusalRow] = {}


def refuses(
    *kinds: type[Fact],
    cites: tuple[str, ...] = (),
    requirements: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
    about_actor: bool = False,
    ours: bool = False,
) -> Callable[[Check], Check]:
    """Enter a check in the table under its own name. No kinds: it judges every fact."""

    def enter(check: Check) -> Check:
        name = check.__name__
        if name in REFUSALS:
            raise ValueError(f"two refusals are called {name!r}")
        REFUSALS[name] = RefusalRow(
            name=name, kinds=kinds, check=check, cites=cites, requirements=requirements,
            readings=readings, about_actor=about_actor, ours=ours,
        )  # fmt: skip
        return check

    return enter


def first_refusal(case: Case) -> Refusal | None:
    """The first row that refuses, in the order of the table."""
    for row in _rows_for(kind_of(type(case.fact)).name, case.by is not None):
        refusal = row.judge(case)
        if refusal is not None:
            return refusal
    return None


def every_refusal(case: Case) -> list[Refusal]:
    """Each row that refuses, so that a page can teach all that is missing at once."""
    rows = _rows_for(kind_of(type(case.fact)).name, case.by is not None)
    return [refusal for row in rows if (refusal := row.judge(case)) is not None]


@cache
def _rows_for(kind: str, with_actor: bool) -> tuple[RefusalRow, ...]:
    """The rows that judge this kind: who may record it, then its links, then its own rules."""
    rows = [row for row in REFUSALS.values() if not row.kinds or any(kind_of(one).name == kind for one in row.kinds)]
    return tuple(sorted((row for row in rows if with_actor or not row.about_actor), key=_place))


def _place(row: RefusalRow) -> tuple[bool, bool]:
    """Among those about the recorder the particular come first; among the rest the general."""
    return not row.about_actor, bool(row.kinds) is not row.about_actor
