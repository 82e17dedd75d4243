"""Whom an answer shows: everyone whose row or record was read while it was made, so that nobody can be forgotten.

The web opens a collection around every request (trust rule 5); outside one, nothing is collected.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why one person's record could be shown, and as what: the answer of the one decision function, in plain words."""

    purpose: str
    basis: str
    classes: frozenset[str]
    opening: UUID | None = None


@dataclass(slots=True)
class Shown:
    people: set[UUID] = field(default_factory=set)
    because: Because | None = None
    """Empty for lists of one's own people."""


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)


@contextmanager
def collecting() -> Iterator[Shown]:
    """From here to the end, everyone who is read is collected; an outer collection rests meanwhile."""
    shown = Shown()
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


def note(person_ids: Iterable[UUID]) -> None:
    shown = _shown.get()
    if shown is not None:
        shown.people.update(person_ids)


def note_because(because: Because) -> None:
    shown = _shown.get()
    if shown is not None:
        shown.because = because


class AboutSomeone:
    """Before `models.Model`, for rows that say something about a `person`: whoever is read is taken to be shown.

    A row that names nobody yet, as a request that no team has answered, shows nobody.
    """

    person_id: UUID | None

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row: Self = super().from_db(db, field_names, values, **more)  # type: ignore[misc]
        note(() if row.person_id is None else (row.person_id,))
        return row
