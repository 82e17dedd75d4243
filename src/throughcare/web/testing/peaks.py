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


def draw(arrests: Iterable[tuple[str, datetime]], *, few: int = 0) -> Peaks:
    """Offence and moment of each arrest. Counts under `few` are not told, and shaded like none."""
    at = [moment.astimezone(LONDON) for offence, moment in arrests if _is_trigger(offence, moment)]
    hours = Counter((one.weekday(), one.hour) for one in at)
    parts = Counter((one.weekday(), one.hour // PART) for one in at)
    shown = {place: number for place, number in hours.items() if number >= few}
    most = max(shown.values(), default=0)
    return Peaks(
        total=len(at), says=_says(parts, few),
        boxes=tuple(
            Box(x=LEFT + hour * BOX, y=TOP + day * ROW, shade=_shade(shown.get((day, hour), 0), most))
            for day in range(7) for hour in range(24)
        ),
        labels=(*_day_labels(), *_hour_labels()),
        columns=tuple(_part(number) for number in range(24 // PART)),
        rows=tuple(
            (name, tuple(_told(parts[day, number], few) for number in range(24 // PART)))
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


def _says(parts: Counter[tuple[int, int]], few: int) -> str:
    told = [(place, number) for place, number in parts.most_common(3) if number >= max(few, 1)]
    if not told:
        return "Too few arrests to say when they peak."
    found = [f"{DAYS[day]} {_part(number)} ({count})" for (day, number), count in told]
    return f"Most arrests: {'; '.join(found)}."


def _told(number: int, few: int) -> str:
    return f"under {few}" if 0 < number < few else str(number)


def _part(number: int) -> str:
    return f"{number * PART:02}:00 to {(number + 1) * PART % 24:02}:00"


def _day_labels() -> list[Label]:
    return [Label(x=0, y=TOP + day * ROW + 18, words=name) for day, name in enumerate(DAYS)]


def _hour_labels() -> list[Label]:
    return [Label(x=LEFT + hour * BOX, y=16, words=f"{hour:02}") for hour in range(0, 24, PART)]
