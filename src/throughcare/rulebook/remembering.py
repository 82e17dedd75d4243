"""Working something out once for a history: many duties read the same ties."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from throughcare.rulebook.history import History, Recorded

Memory = defaultdict[object, dict[int, Any]]
"""By what was worked out and for which entry: the entry, so that no other takes its place, and the answer."""

R = TypeVar("R")
E = TypeVar("E", bound="Recorded[Any]")


def remembered(tie: "Callable[[History, E], R]") -> "Callable[[History, E], R]":
    """Once for each history and entry."""

    @wraps(tie)
    def look_up(h: "History", entry: E) -> R:
        return _answer(h.memory[tie], tie, h, entry)

    return look_up


def belongs(tie: "Callable[[History, E], R]") -> "Callable[[History, E], R]":
    """Once for each entry. What something belongs to waits for no time: the answer holds `at` every moment."""

    @wraps(tie)
    def look_up(h: "History", entry: E) -> R:
        return _answer(h.belongings[tie], tie, h, entry)

    return look_up


def read_once(reading: "Callable[[History], R]") -> "Callable[[History], R]":
    """Once for each history, as a whole."""

    @wraps(reading)
    def look_up(h: "History") -> R:
        known = h.memory[reading]
        if not known:
            known[0] = reading(h)
        answer: R = known[0]
        return answer

    return look_up


def _answer(known: dict[int, Any], tie: "Callable[[History, E], R]", h: "History", entry: E) -> R:
    found = known.get(id(entry))
    if found is None:
        found = known[id(entry)] = (entry, tie(h, entry))
    answer: R = found[1]
    return answer
