from datetime import UTC, date, datetime

import pytest

from throughcare.documents.plain_english import before, day_in_words, length_in_words, on_the_day, time_in_words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "12 midnight"),
        (0, 30, "12:30 at night"),
        (2, 14, "2:14 in the morning"),
        (10, 30, "10:30 in the morning"),
        (11, 59, "11:59 in the morning"),
        (12, 0, "12 noon"),
        (12, 30, "12:30 in the afternoon"),
        (17, 59, "5:59 in the afternoon"),
        (18, 0, "6:00 in the evening"),
        (22, 0, "10:00 at night"),
    ],
)
def test_a_time_is_said_as_people_say_it(hour, minute, words):
    winter = datetime(2010, 1, 15, hour, minute, tzinfo=UTC)

    assert time_in_words(winter) == words


def test_times_are_those_of_london():
    """The clocks went forward on 28 March 2010; 23:30 UTC that evening is the next day in London."""
    at = datetime(2010, 3, 28, 23, 30, tzinfo=UTC)

    assert (day_in_words(at), time_in_words(at)) == ("Monday 29 March 2010", "12:30 at night")


def test_a_day_within_a_week_needs_no_date():
    at = datetime(2010, 3, 29, 9, 30, tzinfo=UTC)

    assert before(at, on=date(2010, 3, 26)) == "Monday 10:30 in the morning"
    assert before(at, on=date(2010, 3, 23)) == "Monday 10:30 in the morning"
    assert before(at, on=date(2010, 3, 22)) == "Monday 29 March 10:30 in the morning"


def test_today_is_called_today():
    at = datetime(2010, 3, 25, 23, 50, tzinfo=UTC)

    assert on_the_day(at, on=date(2010, 3, 25)) == "today at 11:50 at night"
    assert on_the_day(at, on=date(2010, 3, 26)) == "on Thursday 25 March at 11:50 at night"


def test_lengths():
    assert [length_in_words(m) for m in (60, 45)] == ["about an hour", "about 45 minutes"]
