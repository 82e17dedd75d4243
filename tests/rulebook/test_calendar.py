"""Working days, the London day, elapsed hours: H-72, H-73, H-101, H-121 (R1, R2, R3, R29, R31)."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import holidays as holidays_library
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given
from hypothesis import strategies as st

from throughcare.rulebook import calendar

LONDON = ZoneInfo("Europe/London")
ENGLAND_AND_WALES = calendar.england_and_wales()
DAYS = st.dates(date(2003, 3, 1), date(2035, 10, 1))
INSTANTS = st.datetimes(datetime(2003, 3, 1), datetime(2035, 10, 1), timezones=st.just(UTC))


def london(year, month, day, hour=0, minute=0, *, fold=0):
    return datetime(year, month, day, hour, minute, tzinfo=LONDON, fold=fold)


# --- the file against two public lists


def weekdays_of(days):
    return {day for day in days if day.weekday() < 5}


@pytest.mark.parametrize("year", range(2003, 2036))
def test_our_holidays_are_those_of_the_holidays_library(year):
    theirs = holidays_library.country_holidays("GB", subdiv="ENG", years=year)

    ours = {day for day in ENGLAND_AND_WALES.holidays if day.year == year}

    assert ours == weekdays_of(theirs)


def test_our_holidays_are_those_of_the_published_list_for_its_years():
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    published = {holiday["date"] for holiday in listed}
    years = range(min(published).year, max(published).year + 1)

    ours = {day for day in ENGLAND_AND_WALES.holidays if day.year in years}

    assert len(years) > 10
    assert ours == weekdays_of(published)


def test_no_day_is_listed_twice_and_every_group_names_its_basis():
    file = tomllib.loads(resources.files("throughcare.rulebook").joinpath("public_holidays.toml").read_text("utf-8"))
    days = [day for group in file["group"] for day in group["days"]]

    assert len(days) == len(set(days)) == len(ENGLAND_AND_WALES.holidays)
    assert all(group["basis"] for group in file["group"])
    assert weekdays_of(days) == set(days)
    assert file["version"] == ENGLAND_AND_WALES.version


# --- names of days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2010, 3, 26), None),
        (date(2010, 3, 27), "Saturday"),
        (date(2010, 3, 28), "Sunday"),
        (date(2010, 4, 1), None),
        (date(2010, 4, 2), "Good Friday"),
        (date(2010, 4, 5), "Easter Monday"),
        (date(2010, 4, 6), None),
        (date(2010, 12, 27), "Christmas Day (substitute day)"),
        (date(2010, 12, 28), "Boxing Day (substitute day)"),
        (date(2010, 12, 31), None),
        (date(2011, 1, 3), "New Year's Day (substitute day)"),
        (date(2011, 4, 29), "Royal wedding of Prince William and Catherine Middleton"),
        (date(2012, 5, 28), None),
        (date(2012, 6, 4), "Spring bank holiday (moved)"),
        (date(2012, 6, 5), "Diamond Jubilee of Queen Elizabeth II"),
        (date(2020, 5, 4), None),
        (date(2020, 5, 8), "Early May bank holiday (VE day)"),
        (date(2022, 5, 30), None),
        (date(2022, 6, 3), "Platinum Jubilee of Queen Elizabeth II"),
        (date(2022, 9, 19), "State funeral of Queen Elizabeth II"),
        (date(2023, 5, 8), "Coronation of King Charles III"),
    ],
)
def test_a_day_that_does_not_count_says_why(day, name):
    assert ENGLAND_AND_WALES.name_of(day) == name
    assert ENGLAND_AND_WALES.is_working_day(day) is (name is None)


@pytest.mark.parametrize("day", [date(2002, 12, 31), date(2036, 1, 1)])
def test_a_day_outside_the_known_years_is_refused_by_name(day):
    with pytest.raises(calendar.DayNotCovered, match=rf"{day}.*2003 to 2035"):
        ENGLAND_AND_WALES.is_working_day(day)


@pytest.mark.parametrize("day", [date(2003, 1, 2), date(2035, 12, 31)])
def test_the_first_and_last_known_years_are_covered(day):
    assert ENGLAND_AND_WALES.is_working_day(day)


# --- counting working days


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param(date(2010, 3, 22), 1, date(2010, 3, 23), id="an ordinary Monday"),
        pytest.param(date(2010, 3, 22), 5, date(2010, 3, 29), id="H-101 one week over a weekend"),
        pytest.param(date(2010, 3, 26), 1, date(2010, 3, 29), id="Friday to Monday"),
        pytest.param(date(2010, 3, 27), 1, date(2010, 3, 29), id="Saturday counts as day 0"),
        pytest.param(date(2010, 3, 26), 5, date(2010, 4, 6), id="H-101 over Easter 2010"),
        pytest.param(date(2010, 4, 1), 1, date(2010, 4, 6), id="Maundy Thursday"),
        pytest.param(date(2010, 12, 24), 1, date(2010, 12, 29), id="Christmas 2010 with two substitute days"),
        pytest.param(date(2010, 12, 24), 5, date(2011, 1, 5), id="Christmas to New Year 2011"),
        pytest.param(date(2010, 12, 31), 1, date(2011, 1, 4), id="last day for adoption, a Friday"),
        pytest.param(date(2008, 2, 28), 1, date(2008, 2, 29), id="29 February is a Friday"),
        pytest.param(date(2008, 2, 29), 1, date(2008, 3, 3), id="after 29 February"),
        pytest.param(date(2012, 6, 1), 1, date(2012, 6, 6), id="two jubilee days"),
    ],
)
def test_the_nth_working_day_after_a_day(day, count, expected):
    assert ENGLAND_AND_WALES.working_day_after(day, count) == expected


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2010, 4, 6), 1, date(2010, 4, 1)),
        (date(2010, 4, 6), 2, date(2010, 3, 31)),
        (date(2010, 3, 29), 1, date(2010, 3, 26)),
        (date(2010, 12, 29), 1, date(2010, 12, 24)),
    ],
)
def test_the_nth_working_day_before_a_day(day, count, expected):
    assert ENGLAND_AND_WALES.working_day_before(day, count) == expected


@pytest.mark.parametrize("count", [0, -1])
def test_working_days_are_counted_from_one(count):
    with pytest.raises(ValueError, match=str(count)):
        ENGLAND_AND_WALES.working_day_after(date(2010, 3, 26), count)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2010, 4, 1), date(2010, 4, 1)),
        (date(2010, 4, 2), date(2010, 4, 6)),
        (date(2010, 4, 5), date(2010, 4, 6)),
        (date(2010, 12, 25), date(2010, 12, 29)),
    ],
)
def test_the_first_working_day_on_or_after_a_day(day, expected):
    assert ENGLAND_AND_WALES.first_working_day_on_or_after(day) == expected


@given(DAYS, st.integers(1, 30))
def test_the_count_lands_on_a_working_day_with_exactly_that_many_in_between(day, count):
    end = ENGLAND_AND_WALES.working_day_after(day, count)

    assert ENGLAND_AND_WALES.is_working_day(end)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(map(ENGLAND_AND_WALES.is_working_day, between)) == count


@given(DAYS, st.integers(1, 30))
def test_counting_back_undoes_counting_on_from_a_working_day(day, count):
    start = ENGLAND_AND_WALES.first_working_day_on_or_after(day)

    end = ENGLAND_AND_WALES.working_day_after(start, count)

    assert ENGLAND_AND_WALES.working_day_before(end, count) == start


@given(DAYS, st.integers(1, 20))
def test_the_drawn_days_end_on_the_number_that_was_counted(day, count):
    end = ENGLAND_AND_WALES.working_day_after(day, count)

    drawn = ENGLAND_AND_WALES.days_counted(day, end)

    assert (drawn[0].day, drawn[0].number) == (day, 0)
    assert (drawn[-1].day, drawn[-1].number) == (end, count)
    assert all(d.working is (d.why_not is None) for d in drawn)


def test_the_days_over_easter_are_drawn_with_their_numbers_and_reasons():
    drawn = ENGLAND_AND_WALES.days_counted(date(2010, 4, 1), date(2010, 4, 6))

    assert [(d.day.day, d.number, d.why_not) for d in drawn] == [
        (1, 0, None),
        (2, None, "Good Friday"),
        (3, None, "Saturday"),
        (4, None, "Sunday"),
        (5, None, "Easter Monday"),
        (6, 1, None),
    ]


def test_a_span_that_starts_on_a_saturday_still_draws_it_as_day_nought():
    drawn = ENGLAND_AND_WALES.days_counted(date(2010, 3, 27), date(2010, 3, 29))

    assert [(d.number, d.why_not) for d in drawn] == [(0, "Saturday"), (None, "Sunday"), (1, None)]


# --- spans (R29)


@pytest.mark.parametrize(
    ("start", "end", "touches"),
    [
        pytest.param(london(2010, 3, 25, 3), london(2010, 3, 26, 3), False, id="H-72 Thursday to Friday"),
        pytest.param(london(2010, 3, 26), london(2010, 3, 27), False, id="R29 ends at 00:00 of Saturday"),
        pytest.param(london(2010, 3, 26), london(2010, 3, 27, 0, 1), True, id="R29 one minute into Saturday"),
        pytest.param(london(2010, 3, 28, 23, 59), london(2010, 3, 29, 1), True, id="starts in Sunday's last minute"),
        pytest.param(london(2010, 3, 29), london(2010, 3, 30), False, id="starts at 00:00 of Monday"),
        pytest.param(london(2010, 4, 1, 12), london(2010, 4, 2, 12), True, id="into Good Friday"),
        pytest.param(london(2010, 3, 27, 5), london(2010, 3, 27, 5), False, id="no length at all"),
    ],
)
def test_a_span_touches_a_non_working_day(start, end, touches):
    assert ENGLAND_AND_WALES.touches_non_working_day(start, end) is touches


def test_a_span_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match="ends before it starts"):
        ENGLAND_AND_WALES.touches_non_working_day(london(2010, 3, 26, 1), london(2010, 3, 26))


@given(INSTANTS, st.integers(1, 100))
def test_a_span_touches_exactly_when_one_of_its_hours_or_ends_lies_in_such_a_day(start, hours):
    end = calendar.elapsed(start, hours)
    moments = [start + timedelta(hours=n) for n in range(hours)] + [end - timedelta(microseconds=1)]

    touched = any(not ENGLAND_AND_WALES.is_working_day(calendar.local_day(at)) for at in moments)

    assert ENGLAND_AND_WALES.touches_non_working_day(start, end) is touched


# --- the London day and elapsed hours over both clock changes


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2010, 3, 27, 23, 59, tzinfo=UTC), date(2010, 3, 27)),
        (datetime(2010, 3, 28, 0, 0, tzinfo=UTC), date(2010, 3, 28)),
        (datetime(2010, 3, 28, 22, 59, tzinfo=UTC), date(2010, 3, 28)),
        (datetime(2010, 3, 28, 23, 0, tzinfo=UTC), date(2010, 3, 29)),
        (datetime(2010, 10, 30, 23, 0, tzinfo=UTC), date(2010, 10, 31)),
        (datetime(2010, 10, 31, 23, 59, tzinfo=UTC), date(2010, 10, 31)),
        (datetime(2010, 12, 31, 23, 59, tzinfo=UTC), date(2010, 12, 31)),
    ],
)
def test_the_london_day_of_an_instant(at, day):
    assert calendar.local_day(at) == day


@pytest.mark.parametrize(
    ("day", "start", "hours"),
    [
        pytest.param(date(2010, 3, 28), datetime(2010, 3, 28, 0, tzinfo=UTC), 23, id="spring night"),
        pytest.param(date(2010, 10, 31), datetime(2010, 10, 30, 23, tzinfo=UTC), 25, id="autumn night"),
        pytest.param(date(2010, 6, 1), datetime(2010, 5, 31, 23, tzinfo=UTC), 24, id="summer"),
        pytest.param(date(2008, 2, 29), datetime(2008, 2, 29, 0, tzinfo=UTC), 24, id="29 February"),
    ],
)
def test_a_day_starts_and_ends_at_midnight_in_london(day, start, hours):
    assert calendar.start_of_day(day) == start
    assert calendar.end_of_day(day) - start == timedelta(hours=hours)
    assert calendar.start_of_day(day).tzinfo is UTC


@given(DAYS)
def test_a_day_ends_where_the_next_begins_and_belongs_to_itself(day):
    end = calendar.end_of_day(day)

    assert calendar.local_day(calendar.start_of_day(day)) == day
    assert calendar.local_day(end) == day + timedelta(days=1)
    assert calendar.local_day(end - timedelta(microseconds=1)) == day


@pytest.mark.parametrize(
    ("start", "hours", "clock"),
    [
        pytest.param(london(2010, 3, 27, 12), 24, london(2010, 3, 28, 13), id="H-121 spring: 12:00 becomes 13:00"),
        pytest.param(london(2010, 10, 30, 12), 24, london(2010, 10, 31, 11), id="H-121 autumn: 12:00 becomes 11:00"),
        pytest.param(london(2010, 10, 31, 1, 30), 1, london(2010, 10, 31, 1, 30, fold=1), id="the second 01:30"),
        pytest.param(london(2010, 12, 31, 12), 24, london(2011, 1, 1, 12), id="over the year"),
        pytest.param(london(2010, 6, 1, 12), 0.5, london(2010, 6, 1, 12, 30), id="half an hour"),
    ],
)
def test_elapsed_hours_are_real_hours(start, hours, clock):
    assert calendar.elapsed(start, hours) == clock.astimezone(UTC)


@given(INSTANTS, st.integers(0, 400))
def test_elapsed_hours_are_the_same_from_either_clock(at, hours):
    assert calendar.elapsed(at.astimezone(LONDON), hours) == at + timedelta(hours=hours)


@pytest.mark.parametrize("use", [calendar.local_day, lambda at: calendar.elapsed(at, 1)])
def test_a_time_without_a_zone_is_refused_with_its_value(use):
    with pytest.raises(ValueError, match="2010-03-28T01:30:00 has no time zone"):
        use(datetime(2010, 3, 28, 1, 30))


def test_a_day_proclaimed_late_makes_a_calendar_of_its_own():
    proclaimed = calendar.Calendar(
        holidays={**ENGLAND_AND_WALES.holidays, date(2010, 3, 29): "Proclaimed late"}, version="test"
    )

    assert proclaimed.working_day_after(date(2010, 3, 26), 1) == date(2010, 3, 30)
    assert proclaimed != ENGLAND_AND_WALES
    assert hash(proclaimed) != hash(ENGLAND_AND_WALES)
