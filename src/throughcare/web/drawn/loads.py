"""Caseloads and waits, drawn: who holds how many people of 25, and how much of 24 hours is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, pi, sin

PER_PERSON = 10
DRAWN_PEOPLE = 30
BOX = 11


@dataclass(frozen=True, kw_only=True)
class Load:
    """One worker's people. Those paused or in prison stay in the load, hatched."""

    name: str
    active: int
    paused: int = 0
    capacity: int = 25
    url: str = ""
    note: str = ""
    """Instead of "Room for 3": "Away to 9 Apr"."""

    @property
    def total(self) -> int:
        return self.active + self.paused

    @property
    def over(self) -> int:
        return max(0, self.total - self.capacity)

    @property
    def words(self) -> str:
        room = self.capacity - self.total
        standing = f"Room for {room}" if room > 0 else f"{self.over} over {self.capacity}" if self.over else "Full"
        return self.note or standing

    @property
    def says(self) -> str:
        paused = f", {self.paused} paused or in prison" if self.paused else ""
        return f"{self.total} of {self.capacity}: {self.active} active{paused}"


@dataclass(frozen=True)
class LoadBar:
    """A load as lengths: solid, then hatched, then a box for those over the line."""

    load: Load
    solid: int
    hatched: int
    over_at: int
    over: int
    line: int
    width: int


def draw_load(load: Load) -> LoadBar:
    people = max(DRAWN_PEOPLE, load.capacity, load.total)
    within = min(load.total, load.capacity)
    solid = min(load.active, within)
    return LoadBar(
        load=load,
        solid=solid * PER_PERSON,
        hatched=(within - solid) * PER_PERSON,
        over_at=load.capacity * PER_PERSON,
        over=load.over * PER_PERSON,
        line=load.capacity * PER_PERSON,
        width=people * PER_PERSON,
    )


@dataclass(frozen=True)
class LoadBoxes:
    """One's own caseload, a box for each person and each free place."""

    load: Load
    filled: tuple[int, ...]
    empty: tuple[int, ...]
    width: int


def draw_boxes(load: Load) -> LoadBoxes:
    places = max(load.total, load.capacity)
    across = tuple(number * BOX + 2 for number in range(places))
    return LoadBoxes(load, across[: load.total], across[load.total :], places * BOX + 3)


def ring(*, due: datetime, now: datetime, whole: timedelta = timedelta(hours=24)) -> str:
    """The part of a circle that is still left, clockwise from the top, as an SVG path; empty when none is."""
    share = min(max((due - now) / whole, 0), 0.9999)
    if not share:
        return ""
    turn = 2 * pi * share
    x, y = 14 + 10.5 * sin(turn), 14 - 10.5 * cos(turn)
    return f"M14 3.5A10.5 10.5 0 {int(share > 0.5)} 1 {x:.2f} {y:.2f}"
