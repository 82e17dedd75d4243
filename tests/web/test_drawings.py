"""The clock of elapsed hours: the drawing and its sentence say the same."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.web.samples import hours_to_monday
from throughcare.web.drawn import drawings

LONDON = ZoneInfo("Europe/London")


def test_a_weekend_carries_the_limit_to_the_end_of_monday():
    clock = drawings.draw_hours(hours_to_monday())

    assert [day.name for day in clock.days] == ["Fri 26 March", "Sat 27", "Sun 28", "Mon 29"]
    assert [day.is_working for day in clock.days] == [True, False, False, True]
    assert clock.is_carried
    assert clock.limit == drawings.RIGHT
    assert clock.days[2].x < clock.run_to < clock.days[3].x
    assert clock.captions[1].strong == "03:14, Sunday"
    assert clock.captions[1].note == "clocks go forward that night"


def test_the_sentence_says_what_is_drawn():
    assert drawings.draw_hours(hours_to_monday()).text == (
        "Positive test: Fri 26 March, 02:14. "
        "48 hours later: Sun 28 March, 03:14 (clocks go forward that night). "
        "Not working days: Sat 27 March, Sun 28 March. Limit: end of Monday 29 March."
    )


def test_hours_that_end_on_a_working_day_are_not_carried():
    start = datetime(2010, 3, 23, 2, 14, tzinfo=LONDON)
    hours = replace(hours_to_monday(), start=start, limit=start + timedelta(hours=48), not_working=())

    clock = drawings.draw_hours(hours)

    assert not clock.is_carried
    assert clock.run_to == clock.limit
    assert [caption.strong for caption in clock.captions] == ["02:14", "02:14, Thursday"]
    assert "Not working" not in clock.text


def test_a_night_of_25_hours_says_that_the_clocks_went_back():
    start = datetime(2010, 10, 30, 12, 0, tzinfo=LONDON)
    limit = datetime(2010, 11, 2, 0, 0, tzinfo=LONDON)
    hours = replace(hours_to_monday(), start=start, hours=24, limit=limit, not_working=(date(2010, 10, 31),))

    assert hours.clocks_change == "clocks go back that night"
    assert drawings.draw_hours(hours).captions[1].strong == "11:00, Sunday"


@pytest.mark.parametrize(("days", "says"), [(4, True), (5, False)])
def test_narrow_days_leave_out_their_words(days, says):
    first = datetime(2010, 3, 26, 2, 14, tzinfo=LONDON)
    limit = datetime(2010, 3, 26, 0, 0, tzinfo=LONDON) + timedelta(days=days)
    clock = drawings.draw_hours(replace(hours_to_monday(), start=first, limit=limit))

    assert clock.days[1].says_why is says
