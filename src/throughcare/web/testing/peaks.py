"""When arrests for trigger offences peak: seven days of 24 hours, drawn as shaded boxes, and the same in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from throughcare.rulebook import trigger_offences
from throughcare.rulebook.calendar import LONDON, local_day
from throughcare.rulebook.trigger_offences import UnknownOffence

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PART = 3
"""Hours in a column of the table."""
BOX, ROW, LEFT, TOP = 24, 28, 96, 26
SHADES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    x: int
    y: int
    words: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peaks:
    """The drawing, and everything in it as words and a table."""

    total: int
    says: str
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    width: int = LEFT + 24 * BOX + 2
    height: int = TOP + 7 * ROW + 2


def draw(arrests: Iterable[tuple[str, datetime]]) -> Peaks:
    """Offence and moment of each arrest."""
    at = [moment.astimezone(LONDON) for offence, moment in arrests if _is_trigger(offence, moment)]
    hours = Counter((one.weekday(), one.hour) for one in at)
    parts = Counter((one.weekday(), one.hour // PART) for one in at)
    most = max(hours.values(), default=0)
    return Peaks(
        total=len(at), says=_says(parts),
        boxes=tuple(
            Box(x=LEFT + hour * BOX, y=TOP + day * ROW, shade=_shade(hours[day, hour], most))
            for day in range(7) for hour in range(24)
        ),
        labels=(*_day_labels(), *_hour_labels()),
        columns=tuple(_part(number) for number in range(24 // PART)),
        rows=tuple(
            (name, tuple(str(parts[day, number]) for number in range(24 // PART)))
            for day, name in enumerate(DAYS)
        ),
    )  # fmt: skip


def _is_trigger(code: str, at: datetime) -> bool:
    try:
        return trigger_offences.is_trigger(code, local_day(at))
    except UnknownOffence:
        return False


def _shade(number: int, most: int) -> int:
    """0 for none, else one of five in proportion."""
    return -(-number * SHADES // most) if number else 0


def _says(parts: Counter[tuple[int, int]]) -> str:
    told = sorted(parts.items(), key=lambda one: (-one[1], one[0]))[:3]
    if not told:
        return "No arrest for a trigger offence in that time."
    found = [f"{DAYS[day]} {_part(number)} ({count})" for (day, number), count in told]
    return f"Most arrests: {'; '.join(found)}."


def _part(number: int) -> str:
    return f"{number * PART:02}:00 to {(number + 1) * PART % 24:02}:00"


def _day_labels() -> list[Label]:
    return [Label(x=0, y=TOP + day * ROW + 18, words=name) for day, name in enumerate(DAYS)]


def _hour_labels() -> list[Label]:
    return [Label(x=LEFT + hour * BOX, y=16, words=f"{hour:02}") for hour in range(0, 24, PART)]
