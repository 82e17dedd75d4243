"""Both sides of every boundary of the words for time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from throughcare.web import words

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2010, 3, 29, 8, 12, tzinfo=UTC)


def london(*parts, **more):
    return datetime(*parts, tzinfo=LONDON, **more)


def test_a_moment_is_said_in_london_time():
    assert words.when(datetime(2010, 3, 26, 2, 14, tzinfo=UTC)) == "Fri 26 March, 02:14"
    assert words.when(datetime(2010, 4, 5, 23, 30, tzinfo=UTC)) == "Tue 6 April, 00:30"


def test_days_are_said_short_and_long():
    assert words.day(date(2010, 4, 6)) == "Tue 6 April"
    assert words.day(datetime(2010, 4, 5, 23, 30, tzinfo=UTC)) == "Tue 6 April"
    assert words.long_day(date(2010, 3, 26)) == "Friday 26 March 2010"
    assert words.clock(datetime(2010, 4, 5, 23, 30, tzinfo=UTC)) == "00:30"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (london(2010, 4, 7, 0, 0), "end of Tuesday 6 April"),
        (london(2010, 4, 7, 0, 1), "Wed 7 April, 00:01"),
        (london(2010, 4, 6, 23, 59), "Tue 6 April, 23:59"),
        (datetime(2010, 4, 6, 23, 0, tzinfo=UTC), "end of Tuesday 6 April"),
        (datetime(2010, 4, 7, 0, 0, tzinfo=UTC), "Wed 7 April, 01:00"),
        (london(2011, 1, 1, 0, 0), "end of Friday 31 December"),
    ],
)
def test_midnight_belongs_to_the_day_it_ends(due, said):
    assert words.limit(due) == said


@pytest.mark.parametrize(
    ("away", "state", "said"),
    [
        (timedelta(hours=-16, minutes=-12), "overdue", "Overdue by 16 h 12 min"),
        (timedelta(minutes=-1), "overdue", "Overdue by 1 min"),
        (timedelta(seconds=-59), "overdue", "Overdue by less than a minute"),
        (timedelta(0), "overdue", "Overdue by less than a minute"),
        (timedelta(seconds=1), "soon", "less than a minute left"),
        (timedelta(minutes=1), "soon", "1 min left"),
        (timedelta(minutes=59), "soon", "59 min left"),
        (timedelta(minutes=60), "soon", "1 h left"),
        (timedelta(hours=1, minutes=18), "soon", "1 h 18 min left"),
        (timedelta(hours=24), "soon", "24 h left"),
        (timedelta(hours=24, seconds=1), "open", "by Tue 30 March"),
        (timedelta(hours=-48, minutes=1), "overdue", "Overdue by 47 h 59 min"),
        (timedelta(hours=-48), "overdue", "Overdue by 2 days"),
    ],
)
def test_what_is_left(away, state, said):
    assert words.left(NOW + away, NOW) == (state, said)


def test_an_open_limit_at_midnight_is_by_the_day_it_ends():
    assert words.left(london(2010, 4, 7, 0, 0), NOW) == ("open", "by Tue 6 April")


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (london(2010, 10, 1, 0, 0), "the end of Thursday 30 September 2010"),
        (london(2010, 6, 8, 14, 0), "Tue 8 June 2010, 14:00"),
        (london(2011, 1, 1, 0, 0), "the end of Friday 31 December 2010"),
    ],
)
def test_what_ends_names_the_year_once_and_last(end, said):
    assert words.until(end) == said


def test_hours_left_are_elapsed_hours_over_a_clock_change():
    before, after = london(2010, 3, 28, 0, 30), london(2010, 3, 28, 3, 0)

    assert words.left(after, before).words == "1 h 30 min left"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (london(2010, 3, 29, 10, 30), "10:30 today"),
        (london(2010, 3, 30, 0, 0), "End of today"),
        (london(2010, 3, 30, 9, 0), "09:00 tomorrow"),
        (london(2010, 4, 4, 9, 0), "09:00 Sunday"),
        (london(2010, 4, 5, 9, 0), "09:00 Mon 5 April"),
        (london(2010, 3, 28, 17, 0), "Was 17:00 yesterday"),
        (london(2010, 3, 27, 0, 0), "Was end of Friday"),
        (NOW, "Was 09:12 today"),
    ],
)
def test_the_small_words_beneath(due, said):
    assert words.exact(due, NOW) == said
