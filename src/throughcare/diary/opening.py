"""When a team is open: its hours by weekday, less holidays and days of its own, plus holidays it works on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from throughcare.diary.models import OpeningHours, SpecialDay
from throughcare.organisations.models import Organisation
from throughcare.rulebook.calendar import LONDON, WEEKEND, Calendar

Span = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Week:
    """All that decides whether a team is open on a day, read once for many days."""

    hours: Sequence[OpeningHours]
    special: dict[date, SpecialDay]
    calendar: Calendar

    def closed_because(self, day: date) -> str:
        """Empty when the team is open. A holiday of the calendar is closed unless the team said otherwise."""
        said = self.special.get(day)
        if said is not None and not said.is_open:
            return said.why
        holiday = self.calendar.holidays.get(day)
        if holiday and said is None:
            return holiday
        return "" if self._rows(day) else f"not on a {day:%A}" if self.hours else WEEKEND.get(day.weekday(), "")

    def spans(self, day: date) -> list[Span]:
        if self.closed_because(day):
            return []
        return [(moment(day, row.opens), moment(day, row.closes)) for row in self._rows(day)]

    def holds(self, starts_at: datetime, ends_at: datetime, day: date) -> bool:
        """Whether a slot lies within the hours; a team that has not said its hours is open on working days."""
        if self.closed_because(day):
            return False
        return not self.hours or any(opens <= starts_at and ends_at <= closes for opens, closes in self.spans(day))

    def _rows(self, day: date) -> list[OpeningHours]:
        return [
            row for row in self.hours
            if row.weekday == day.weekday() and row.from_on <= day and (row.until_on is None or day < row.until_on)
        ]  # fmt: skip


def week_of(*, organisation: Organisation, calendar: Calendar) -> Week:
    return Week(
        hours=tuple(OpeningHours.objects.filter(organisation=organisation)),
        special={row.day: row for row in SpecialDay.objects.filter(organisation=organisation)},
        calendar=calendar,
    )


def moment(day: date, at: time) -> datetime:
    """A time on the clock in London on that day."""
    return datetime.combine(day, at, LONDON)
