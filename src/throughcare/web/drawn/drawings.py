"""Why a limit of hours ends when it does, drawn: days as boxes, hours run as a bar, hours carried as dots."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from throughcare.rulebook.calendar import LONDON
from throughcare.web import words

LEFT, RIGHT = 14.0, 506.0
PLATE = 108.0


@dataclass(frozen=True)
class DayBox:
    x: float
    width: float
    name: str
    is_working: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def plate_x(self) -> float:
        """Where the white plate behind "not a working day" begins."""
        return self.middle - PLATE / 2

    @property
    def says_why(self) -> bool:
        return not self.is_working and self.width > PLATE


@dataclass(frozen=True)
class Caption:
    x: float
    anchor: str
    head: str
    strong: str
    note: str = ""


@dataclass(frozen=True)
class Clock:
    """Everything the template draws, in units of its own, and the sentences that say the same."""

    days: tuple[DayBox, ...]
    start: float
    run_to: float
    limit: float
    is_carried: bool
    captions: tuple[Caption, ...]
    text: str

    @property
    def dots_to(self) -> float:
        """Clear of the bar that marks the limit."""
        return round(self.limit - 8, 1)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """A limit of elapsed hours. `limit` comes from the rulebook; nothing here decides it."""

    start: datetime
    hours: int
    limit: datetime
    not_working: Collection[date]
    started_by: str

    @property
    def run_to(self) -> datetime:
        return self.start.astimezone(UTC) + timedelta(hours=self.hours)

    @property
    def days(self) -> list[date]:
        first, last = self.start.astimezone(LONDON).date(), words.due_day(self.limit)
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    @property
    def day_width(self) -> float:
        return (RIGHT - LEFT) / len(self.days)

    @property
    def clocks_change(self) -> str:
        """Hours are elapsed, so a night on which the clocks change moves the time on the wall."""
        before, after = (at.astimezone(LONDON).utcoffset() or timedelta() for at in (self.start, self.run_to))
        return "" if before == after else f"clocks go {'forward' if after > before else 'back'} that night"


def draw_hours(hours: Hours) -> Clock:
    return Clock(
        days=tuple(
            DayBox(
                x=LEFT + number * hours.day_width,
                width=hours.day_width,
                name=_day_name(on, is_first=number == 0),
                is_working=on not in hours.not_working,
            )
            for number, on in enumerate(hours.days)
        ),
        start=_x(hours, hours.start),
        run_to=_x(hours, min(hours.run_to, hours.limit)),
        limit=_x(hours, hours.limit),
        is_carried=hours.limit > hours.run_to,
        captions=_captions(hours),
        text=_text(hours),
    )


def _x(hours: Hours, at: datetime) -> float:
    """By the share of its day that has passed: a spring Sunday has 23 hours, an autumn one 25."""
    on = words.due_day(at) if words.is_end_of_day(at) and at > hours.start else at.astimezone(LONDON).date()
    begins, ends = (_midnight(on + timedelta(days=number)) for number in (0, 1))
    share = (at.astimezone(UTC) - begins) / (ends - begins)
    return round(LEFT + ((on - hours.days[0]).days + share) * hours.day_width, 1)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(0), tzinfo=LONDON).astimezone(UTC)


def _day_name(on: date, *, is_first: bool) -> str:
    return words.day(on) if is_first else f"{on:%a} {on.day}"


def _captions(hours: Hours) -> tuple[Caption, ...]:
    start = Caption(LEFT, "start", hours.started_by, words.clock(hours.start))
    limit = Caption(RIGHT, "end", "Limit", _limit_words(hours.limit))
    if hours.limit <= hours.run_to:
        return start, limit
    run_to = hours.run_to.astimezone(LONDON)
    x = min(max(_x(hours, run_to), LEFT + 160), RIGHT - 170)
    ran = f"{run_to:%H:%M}, {run_to:%A}"
    return start, Caption(x, "middle", f"+ {hours.hours} hours", ran, hours.clocks_change), limit


def _limit_words(limit: datetime) -> str:
    if words.is_end_of_day(limit):
        return f"end of {words.due_day(limit):%A}"
    return f"{words.clock(limit)}, {limit.astimezone(LONDON):%A}"


def _text(hours: Hours) -> str:
    changed = f" ({hours.clocks_change})" if hours.clocks_change else ""
    off = ", ".join(words.day(on) for on in hours.days if on in hours.not_working)
    sentences = [
        f"{hours.started_by}: {words.when(hours.start)}.",
        f"{hours.hours} hours later: {words.when(hours.run_to)}{changed}.",
        f"Not working days: {off}." if off else "",
        f"Limit: {words.limit(hours.limit)}.",
    ]
    return " ".join(sentence for sentence in sentences if sentence)
