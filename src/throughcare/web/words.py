"""Time in the words of a Friday night: "Fri 26 March, 02:14", "1 h 18 min left", "end of Tuesday 6 April"."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from throughcare.rulebook.calendar import LONDON

SOON = timedelta(hours=24)
IN_HOURS_UP_TO = timedelta(hours=48)
A_MINUTE = timedelta(minutes=1)


class Left(NamedTuple):
    """How a limit stands: the shape that says so, and the words beside it."""

    state: str
    words: str


def when(at: datetime) -> str:
    """Fri 26 March, 02:14"""
    local = at.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%B}, {local:%H:%M}"


def day(at: datetime | date) -> str:
    """Fri 26 March"""
    local = _local_day(at)
    return f"{local:%a} {local.day} {local:%B}"


def long_day(at: datetime | date) -> str:
    """Friday 26 March 2010"""
    local = _local_day(at)
    return f"{local:%A} {local.day} {local:%B %Y}"


def clock(at: datetime) -> str:
    """02:14"""
    return f"{at.astimezone(LONDON):%H:%M}"


def is_end_of_day(due: datetime) -> bool:
    """Midnight belongs to the day that it ends, and is never shown as 00:00 of the next."""
    return due.astimezone(LONDON).time() == time(0)


def due_day(due: datetime) -> date:
    local = due.astimezone(LONDON).date()
    return local - timedelta(days=1) if is_end_of_day(due) else local


def limit(due: datetime) -> str:
    """end of Tuesday 6 April; or Tue 30 March, 14:00"""
    if not is_end_of_day(due):
        return when(due)
    last = due_day(due)
    return f"end of {last:%A} {last.day} {last:%B}"


def until(end: datetime) -> str:
    """the end of Thursday 30 September 2010; or Tue 8 June 2010, 14:00"""
    last = due_day(end)
    return f"the end of {long_day(last)}" if is_end_of_day(end) else f"{day(last)} {last.year}, {clock(end)}"


def exact(due: datetime, now: datetime) -> str:
    """The small words beneath a time left: End of today, 09:00 tomorrow, Was Sunday 17:00."""
    days = (due_day(due) - now.astimezone(LONDON).date()).days
    name = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days) or _near(due_day(due), days)
    words = f"end of {name}" if is_end_of_day(due) else f"{clock(due)} {name}"
    if due <= now:
        return f"Was {words}"
    return words[:1].upper() + words[1:]


def left(due: datetime, now: datetime) -> Left:
    """A limit is missed from the very instant it names; it is soon in its last 24 hours."""
    remaining = due.astimezone(UTC) - now.astimezone(UTC)
    if remaining <= timedelta(0):
        return Left("overdue", f"Overdue by {length(-remaining)}")
    if remaining <= SOON:
        return Left("soon", f"{length(remaining)} left")
    return Left("open", f"by {day(due_day(due))}")


def length(span: timedelta) -> str:
    """In hours and minutes up to two days, beyond that in days. Part minutes are not counted."""
    if span < A_MINUTE:
        return "less than a minute"
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    if span >= IN_HOURS_UP_TO:
        return _some(hours // 24, "day")
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _local_day(at: datetime | date) -> date:
    return at.astimezone(LONDON).date() if isinstance(at, datetime) else at


def _near(on: date, days: int) -> str:
    return f"{on:%A}" if abs(days) < 7 else day(on)


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
