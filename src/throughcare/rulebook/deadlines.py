"""Every time limit, in one table, dated and cited: hold it beside the Handbook.

A limit marked `ours` is not in the guidance: it is a default that we chose, and an area may change it.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from throughcare.rulebook.calendar import Calendar, elapsed, end_of_day, local_day, start_of_day


class Unit(StrEnum):
    """How an amount is counted. The start is an instant; a day is a local day."""

    HOURS = "elapsed hours"
    HOURS_OR_WORKING_DAY = (
        "elapsed hours; if they touch a day that is not a working day, to the end of the next working day"
    )
    DAYS = "days, to the end of the last"
    MONTHS = "calendar months, to the end of the same day of the month, or of its last day"
    WORKING_DAYS = "working days, to the end of the last; the first day is day 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    since: date
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One limit through time, with the sentence a practitioner would accept."""

    name: str
    sentence: str
    limits: tuple[Limit, ...]
    cites: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    ours: bool = False

    def limit_on(self, day: date) -> Limit:
        """The limit in force that day; the earliest one before the table begins."""
        if len(self.limits) == 1:
            return self.limits[0]
        in_force = [limit for limit in self.limits if limit.since <= day]
        return in_force[-1] if in_force else self.limits[0]

    def due(self, start: datetime, calendar: Calendar, *, arose: datetime | None = None) -> datetime:
        """The instant by which it must be done; the amount is the one in force when the duty arose."""
        limit = self.limit_on(local_day(arose or start))
        return _counted(limit.unit, start.astimezone(UTC), limit.amount, calendar)


def is_within(moment: datetime, limit: datetime) -> bool:
    """Exactly 24 hours later is within 24 hours; a limit that is the end of a day ends before 00:00 of the next."""
    return moment < first_too_late(limit)


def first_too_late(limit: datetime) -> datetime:
    """The instant from which it is late, as a list of places asks for it."""
    ends_a_day = limit == start_of_day(local_day(limit))
    return limit if ends_a_day else limit + timedelta.resolution


@lru_cache(maxsize=65_536)
def _counted(unit: Unit, start: datetime, amount: int, calendar: Calendar) -> datetime:
    """Kept, because a person's duties are counted again from the same instants at every new fact."""
    return _COUNT[unit](start, amount, calendar)


def _hours_or_working_day(start: datetime, amount: int, calendar: Calendar) -> datetime:
    end = elapsed(start, amount)
    if not calendar.touches_non_working_day(start, end):
        return end
    return end_of_day(calendar.first_working_day_on_or_after(local_day(end)))


def _days(start: datetime, amount: int, _: Calendar) -> datetime:
    return end_of_day(date.fromordinal(local_day(start).toordinal() + amount))


def _months(start: datetime, amount: int, _: Calendar) -> datetime:
    day = local_day(start)
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    return end_of_day(date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])))


def _working_days(start: datetime, amount: int, calendar: Calendar) -> datetime:
    return end_of_day(calendar.working_day_after(local_day(start), amount))


_COUNT = {
    Unit.HOURS: lambda start, amount, _: elapsed(start, amount),
    Unit.HOURS_OR_WORKING_DAY: _hours_or_working_day,
    Unit.DAYS: _days,
    Unit.MONTHS: _months,
    Unit.WORKING_DAYS: _working_days,
}

HANDBOOK = date(2010, 1, 1)
TESTING = date(2003, 1, 1)


def _limit(amount: int, unit: Unit, *, since: date = HANDBOOK) -> tuple[Limit, ...]:
    return (Limit(since=since, amount=amount, unit=unit),)


DEADLINES: dict[str, Deadline] = {
    row.name: row
    for row in (
        Deadline(
            name="initial_assessment_resident",
            sentence="Someone who lives in the area is seen as soon as possible, within 24 hours or 1 working day.",
            limits=_limit(24, Unit.HOURS_OR_WORKING_DAY),
            cites=("HB 4.1.1",), requirements=("H-72",), readings=("R1", "R9", "R29"),
        ),
        Deadline(
            name="initial_assessment_elsewhere",
            sentence="Someone who lives elsewhere is seen by the team there within 48 hours, or the next working day.",
            limits=_limit(48, Unit.HOURS_OR_WORKING_DAY),
            cites=("HB 4.1.1",), requirements=("H-73",), readings=("R2", "R9", "R29"),
        ),
        Deadline(
            name="initial_assessment_outer",
            sentence="An initial assessment later than 28 days after the sample is flagged.",
            limits=_limit(28, Unit.DAYS, since=TESTING), readings=("R9", "R30"), ours=True,
        ),
        Deadline(
            name="not_before_laboratory",
            sentence="Where the result is disputed, or goes to the laboratory, and being seen at once is declined, "
            "the initial assessment is set for after the laboratory's five working days.",
            limits=_limit(5, Unit.WORKING_DAYS), cites=("ICE 2.8",), requirements=("I-25",), readings=("R9",),
        ),
        Deadline(
            name="after_laboratory",
            sentence="After the laboratory's answer, the initial assessment is held within five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), readings=("R30",), ours=True,
        ),
        Deadline(
            name="laboratory_result",
            sentence="The laboratory answers within five working days of dispatch.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), cites=("ICE 2.8",), readings=("R9",), ours=True,
        ),
        Deadline(
            name="dispatch_sample",
            sentence="A sample for the laboratory leaves by the end of the next working day.",
            limits=_limit(1, Unit.WORKING_DAYS, since=TESTING), ours=True,
        ),
        Deadline(
            name="while_detained",
            sentence="What belongs to the suite is done before release; shown at the latest 24 hours after arrest.",
            limits=_limit(24, Unit.HOURS, since=TESTING), cites=("HB 4.6.1 v",), ours=True,
        ),
        Deadline(
            name="same_day",
            sentence="By the end of the same day.",
            limits=_limit(0, Unit.DAYS, since=TESTING), ours=True,
        ),
        Deadline(
            name="at_once",
            sentence="At once.",
            limits=_limit(0, Unit.HOURS, since=TESTING), cites=("HB 4.1.2",), ours=True,
        ),
        Deadline(
            name="follow_up",
            sentence="The follow-up takes place within five working days of the initial assessment.",
            limits=_limit(5, Unit.WORKING_DAYS),
            cites=("HB 4.1.3", "HB 4.7.1", "HB 4.7.2"), requirements=("H-101", "H-168", "H-175"),
            readings=("R3", "R29"),
        ),
        Deadline(
            name="report_failure",
            sentence="A failure is reported by the end of the next working day after every effort was made.",
            limits=_limit(1, Unit.WORKING_DAYS, since=TESTING), readings=("R21",), ours=True,
        ),
        Deadline(
            name="report_outcome",
            sentence="Police record what came of a report within 28 days.",
            limits=_limit(28, Unit.DAYS, since=TESTING), readings=("R21",), ours=True,
        ),
        Deadline(
            name="partnership_decision",
            sentence="The partnership decides within five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), readings=("R21",), ours=True,
        ),
        Deadline(
            name="next_working_day",
            sentence="By the end of the next working day.",
            limits=_limit(1, Unit.WORKING_DAYS, since=TESTING), readings=("R21",), ours=True,
        ),
        Deadline(
            name="recall",
            sentence="Once a consent is taken back, the recipient is told within an hour.",
            limits=_limit(1, Unit.HOURS, since=TESTING), ours=True,
        ),
        Deadline(
            name="caseload_review",
            sentence="A place on the caseload is reviewed no later than 16 weeks after admission.",
            limits=_limit(112, Unit.DAYS), cites=("HB 4.1.3", "HB 4.11.4"), requirements=("H-124",), readings=("R4",),
        ),
        Deadline(
            name="event_review",
            sentence="After a significant event, the place is reviewed within five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), readings=("R21",), ours=True,
        ),
        Deadline(
            name="assertive_outreach",
            sentence="Assertive outreach begins within 24 hours of the disengagement.",
            limits=_limit(24, Unit.HOURS), cites=("HB 4.1.3", "HB 4.11.3"), requirements=("H-121",),
            readings=("R5", "R11"),
        ),
        Deadline(
            name="unjudged_counts",
            sentence="A missed contact that nobody has judged by the end of the next working day counts as "
            "disengagement.",
            limits=_limit(1, Unit.WORKING_DAYS, since=TESTING), readings=("R5",), ours=True,
        ),
        Deadline(
            name="service_referral",
            sentence="A service that the person accepted is asked by the end of the next working day.",
            limits=_limit(1, Unit.WORKING_DAYS, since=TESTING), ours=True,
        ),
        Deadline(
            name="service_contact",
            sentence="Whether the person went to the service is known within five working days, after a miss anew.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), ours=True,
        ),
        Deadline(
            name="prescribing",
            sentence="Prescribing begins within four working days of the referral: an average once reached, as an aim.",
            limits=_limit(4, Unit.WORKING_DAYS, since=TESTING), cites=("PPO 67",), requirements=("P-70",), ours=True,
        ),
        Deadline(
            name="prison_month",
            sentence="A place is suspended for a stay in prison of no more than one calendar month.",
            limits=_limit(1, Unit.MONTHS), cites=("HB 4.11.5a", "HB 4.11.5b"), requirements=("H-195", "H-198"),
            readings=("R6",),
        ),
        Deadline(
            name="prison_length",
            sentence="How long a stay in prison will be is asked, and what it asks for decided, in five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), readings=("R6", "R32"), ours=True,
        ),
        Deadline(
            name="back_again",
            sentence="After prison or an order, the place is taken up or closed, and reviewed, in five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), readings=("R4",), ours=True,
        ),
        Deadline(
            name="prison_watch",
            sentence="While nobody can say when someone leaves prison, it is asked again within 16 weeks.",
            limits=_limit(112, Unit.DAYS, since=TESTING), ours=True,
        ),
        Deadline(
            name="decide_next",
            sentence="Where no rule says what comes next, someone decides within five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), ours=True,
        ),
        Deadline(
            name="record_stands",
            sentence="An assessment record less than 26 weeks old is brought up to date, not written anew.",
            limits=_limit(182, Unit.DAYS, since=TESTING), cites=("PPO 52",), requirements=("P-51",), ours=True,
        ),
        Deadline(
            name="check_record",
            sentence="An entry that would now be refused is checked within five working days.",
            limits=_limit(5, Unit.WORKING_DAYS, since=TESTING), ours=True,
        ),
    )
}  # fmt: skip
"""Every limit by name."""

LATEST_ADOPTION = date(2010, 12, 31)
"""All partnerships were to follow the Handbook by the end of 2010 (HB 1.6, H-16)."""
