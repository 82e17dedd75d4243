"""Working days of England and Wales, the London day, and elapsed hours counted across clock changes.

A working day is not a Saturday, a Sunday or a public holiday. The holidays come from a dated file,
and the calendar is passed to every rule that needs it: a day proclaimed later moves open limits by a
named change (R31).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
WEEKEND = {5: "Saturday", 6: "Sunday"}


class DayNotCovered(ValueError):
    """A date lies outside the years whose public holidays are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day of a drawn clock: its number if it counts, or why it does not."""

    day: date
    working: bool
    number: int | None
    why_not: str | None


@dataclass(frozen=True)
class Calendar:
    """Named public holidays between two years; the version is stored beside every limit it gave."""

    holidays: Mapping[date, str] = field(hash=False)
    version: str
    first_year: int = 2003
    last_year: int = 2035

    def is_working_day(self, day: date) -> bool:
        return self.name_of(day) is None

    def name_of(self, day: date) -> str | None:
        """Why the day is not a working day: the holiday's name, "Saturday" or "Sunday"."""
        if not self.first_year <= day.year <= self.last_year:
            raise DayNotCovered(
                f"{day.isoformat()} is outside the years whose public holidays are known, "
                f"{self.first_year} to {self.last_year} (calendar {self.version})."
            )
        return self.holidays.get(day) or WEEKEND.get(day.weekday())

    def working_day_after(self, day: date, count: int) -> date:
        """The count-th working day after a day; the day itself is day 0 and never counts (R3)."""
        return self._working_day(day, count, DAY)

    def working_day_before(self, day: date, count: int) -> date:
        return self._working_day(day, count, -DAY)

    def first_working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += DAY
        return day

    def touches_non_working_day(self, start: datetime, end: datetime) -> bool:
        """Whether any moment from start up to, not including, end lies in a non-working day (R29)."""
        if end < start:
            raise ValueError(f"The span ends before it starts: {start.isoformat()} to {end.isoformat()}.")
        if end == start:
            return False
        last_moment = end.astimezone(UTC) - datetime.resolution
        return any(not self.is_working_day(day) for day in _days(local_day(start), local_day(last_moment)))

    def days_counted(self, start_day: date, end_day: date) -> tuple[CountedDay, ...]:
        """Every day from day 0 to the end, numbered as working days are counted, for drawing."""
        counted: list[CountedDay] = []
        number = 0
        for day in _days(start_day, end_day):
            why_not = self.name_of(day)
            working = why_not is None
            number += working and day != start_day
            shown = number if working or day == start_day else None
            counted.append(CountedDay(day=day, working=working, number=shown, why_not=why_not))
        return tuple(counted)

    def _working_day(self, day: date, count: int, step: timedelta) -> date:
        if count < 1:
            raise ValueError(f"Working days are counted from 1, not {count}.")
        while count:
            day += step
            count -= self.is_working_day(day)
        return day


@cache
def england_and_wales() -> Calendar:
    """The calendar this edition ships with, read once from its file."""
    file = tomllib.loads(resources.files(__package__).joinpath("public_holidays.toml").read_text("utf-8"))
    names = {day: group["name"] for group in file["group"] for day in group["days"]}
    return Calendar(
        holidays=MappingProxyType(dict(sorted(names.items()))),
        version=file["version"],
        first_year=file["first_year"],
        last_year=file["last_year"],
    )


def local_day(at: datetime) -> date:
    """The day it is in London at that instant."""
    return _day_of(_aware(at).astimezone(UTC))


@lru_cache(maxsize=65_536)
def _day_of(at: datetime) -> date:
    return at.astimezone(LONDON).date()


def start_of_day(day: date) -> datetime:
    """00:00 in London, as an instant in UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first instant that is no longer that day: 00:00 in London of the next."""
    return start_of_day(day + DAY)


def elapsed(start: datetime, hours: float) -> datetime:
    """The instant so many real hours later: counted in UTC, over both clock changes."""
    return _aware(start).astimezone(UTC) + timedelta(hours=hours)


def _aware(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise ValueError(f"{at.isoformat()} has no time zone: say which clock it was read from.")
    return at


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
