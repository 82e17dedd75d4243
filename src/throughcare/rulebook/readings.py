"""Where the guidance is silent or contradicts itself: our reading, by its number: `reading("R1")`.

A reading is ours, not the guidance's. Whoever meets a limit or a refusal that rests on one may ask for it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from throughcare.rulebook import guidance


class UnknownReading(LookupError):
    """No reading has this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading; `where` cites the paragraphs it interprets."""

    id: str
    where: tuple[str, ...]
    question: str
    reading: str
    reason: str | None


@cache
def readings() -> Mapping[str, Reading]:
    """All of them, R1 to R36."""
    file = tomllib.loads(resources.files(__package__).joinpath("readings.toml").read_text("utf-8"))
    return MappingProxyType(
        {
            number: Reading(
                id=number,
                where=tuple(row["where"]),
                question=row["question"],
                reading=row["reading"],
                reason=row.get("reason"),
            )
            for number, row in file.items()
        }
    )


def reading(number: str) -> Reading:
    try:
        return readings()[number]
    except KeyError:
        raise UnknownReading(f"No reading has the number {number!r}.") from None


def readings_of(ref: str) -> tuple[Reading, ...]:
    """The readings that interpret one paragraph, cited as rules cite it."""
    guidance.cite(ref)
    return tuple(row for row in readings().values() if ref in row.where)
