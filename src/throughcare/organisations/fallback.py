"""What an area says when nobody can book: exactly when and where (SPOC 4 b3), required or by choice."""

from dataclasses import dataclass

WHEN, WHERE, HOW = "When: ", "Where: ", "How: "


class NotExact(ValueError):
    """An instruction without days and hours, or without a place, sends somebody to a locked door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """`how`: whom to ring or what to write down, for the officer."""

    when: str
    where: str
    how: str = ""

    def __post_init__(self) -> None:
        if not self.when.strip() or not self.where.strip() or not any(sign.isdigit() for sign in self.when):
            raise NotExact("Say the days and hours, and the place.")


def written(fallback: Fallback) -> str:
    """As the setting is kept: a line each."""
    lines = [WHEN + _one_line(fallback.when), WHERE + _one_line(fallback.where)]
    return "\n".join([*lines, *([HOW + _one_line(fallback.how)] if fallback.how.strip() else [])])


def read(text: str) -> Fallback:
    """The lines of a setting; NotExact where it does not say when and where."""
    found = {label: line.removeprefix(label) for line in text.splitlines() for label in (WHEN, WHERE, HOW)
             if line.startswith(label)}  # fmt: skip
    return Fallback(when=found.get(WHEN, ""), where=found.get(WHERE, ""), how=found.get(HOW, ""))


def _one_line(text: str) -> str:
    return " ".join(text.split())
