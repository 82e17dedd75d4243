"""Every limit against the wall calendar of 2010, typed by hand.

Handbook 1.6, 4.1.1, 4.1.3; R1 to R4, R9, R22, R29 to R31.

Good Friday was 2 April 2010 and Easter Monday 5 April; the clocks went on on 28 March and back on 31 October;
25 December was a Saturday, so Monday 27 and Tuesday 28 were the holidays, and Monday 3 January 2011 was one too.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import GIVEN, Story, end_of, given, when
from throughcare.rulebook.deadlines import DEADLINES, first_too_late, is_within

RESIDENT = [
    ("Thursday evening is a plain day", (2010, 3, 25, 23, 0), when(2010, 3, 26, 23, 0)),
    ("R29 Friday at midnight does not touch Saturday", (2010, 3, 26, 0, 0), when(2010, 3, 27, 0, 0)),
    ("R29 Friday a minute past midnight does", (2010, 3, 26, 0, 1), end_of(2010, 3, 29)),
    ("Friday afternoon runs to the end of Monday", (2010, 3, 26, 17, 0), end_of(2010, 3, 29)),
    ("Saturday before the clocks go on", (2010, 3, 27, 20, 0), end_of(2010, 3, 29)),
    ("Sunday noon has until the end of Monday, not noon", (2010, 3, 28, 12, 0), end_of(2010, 3, 29)),
    ("Maundy Thursday at midnight", (2010, 4, 1, 0, 0), when(2010, 4, 2, 0, 0)),
    ("Maundy Thursday afternoon runs over Easter", (2010, 4, 1, 17, 0), end_of(2010, 4, 6)),
    ("Easter Monday night", (2010, 4, 5, 23, 0), end_of(2010, 4, 6)),
    ("the Thursday before Christmas", (2010, 12, 23, 18, 0), when(2010, 12, 24, 18, 0)),
    ("Christmas Eve runs to Wednesday", (2010, 12, 24, 10, 0), end_of(2010, 12, 29)),
    ("New Year's Eve runs to Tuesday", (2010, 12, 31, 10, 0), end_of(2011, 1, 4)),
    ("the Saturday before the clocks go back", (2010, 10, 30, 10, 0), end_of(2010, 11, 1)),
    ("28 February 2012", (2012, 2, 28, 10, 0), when(2012, 2, 29, 10, 0)),
    ("29 February 2012", (2012, 2, 29, 10, 0), when(2012, 3, 1, 10, 0)),
]
ELSEWHERE = [
    ("Tuesday to Thursday", (2010, 3, 23, 10, 0), when(2010, 3, 25, 10, 0)),
    ("R29 Thursday at midnight does not touch Saturday", (2010, 3, 25, 0, 0), when(2010, 3, 27, 0, 0)),
    ("R29 Thursday a minute past midnight does", (2010, 3, 25, 0, 1), end_of(2010, 3, 29)),
    ("Friday afternoon", (2010, 3, 26, 17, 0), end_of(2010, 3, 29)),
    ("Saturday 23:30 before the clocks go on ends on Tuesday at 00:30", (2010, 3, 27, 23, 30), end_of(2010, 3, 30)),
    ("Saturday 22:30 before the clocks go on ends on Monday", (2010, 3, 27, 22, 30), end_of(2010, 3, 29)),
    ("Tuesday before Easter", (2010, 3, 30, 9, 0), when(2010, 4, 1, 9, 0)),
    ("Wednesday before Easter falls on Good Friday", (2010, 3, 31, 9, 0), end_of(2010, 4, 6)),
    ("Saturday 00:30 before the clocks go back ends on Sunday at 23:30", (2010, 10, 30, 0, 30), end_of(2010, 11, 1)),
    ("Wednesday before Christmas", (2010, 12, 22, 12, 0), when(2010, 12, 24, 12, 0)),
    ("Thursday before Christmas", (2010, 12, 23, 12, 0), end_of(2010, 12, 29)),
    ("27 February 2012, a Monday", (2012, 2, 27, 12, 0), when(2012, 2, 29, 12, 0)),
]
FIVE_WORKING_DAYS = [
    ("Thursday is day 0, whatever the hour", (2010, 3, 25, 0, 0), end_of(2010, 4, 1)),
    ("Thursday's last minute is day 0 too", (2010, 3, 25, 23, 59), end_of(2010, 4, 1)),
    ("from Friday, over Easter", (2010, 3, 26, 11, 0), end_of(2010, 4, 6)),
    ("from a Saturday", (2010, 3, 20, 11, 0), end_of(2010, 3, 26)),
    ("from Christmas Eve", (2010, 12, 24, 9, 0), end_of(2011, 1, 5)),
    ("from the autumn Sunday with two half past ones", (2010, 10, 31, 1, 30), end_of(2010, 11, 5)),
    ("to 29 February 2012", (2012, 2, 22, 9, 0), end_of(2012, 2, 29)),
]
NEXT_WORKING_DAY = [
    ("Thursday to Friday", (2010, 3, 25, 9, 0), end_of(2010, 3, 26)),
    ("Friday to Monday", (2010, 3, 26, 17, 0), end_of(2010, 3, 29)),
    ("Saturday to Monday", (2010, 3, 27, 17, 0), end_of(2010, 3, 29)),
    ("Maundy Thursday to Tuesday", (2010, 4, 1, 17, 0), end_of(2010, 4, 6)),
    ("Christmas Eve to Wednesday", (2010, 12, 24, 17, 0), end_of(2010, 12, 29)),
    ("28 to 29 February 2012", (2012, 2, 28, 17, 0), end_of(2012, 2, 29)),
]
TWENTY_EIGHT_DAYS = [
    ("over Easter and not rolled", (2010, 3, 25, 19, 50), end_of(2010, 4, 22)),
    ("to 29 February 2012", (2012, 2, 1, 0, 0), end_of(2012, 2, 29)),
    ("to Sunday 28 March, not rolled", (2010, 2, 28, 23, 59), end_of(2010, 3, 28)),
]
SIXTEEN_WEEKS = [
    ("H-124 from 31 March", (2010, 3, 31, 11, 30), end_of(2010, 7, 21)),
    ("H-124 to a Sunday, not rolled", (2010, 4, 4, 9, 0), end_of(2010, 7, 25)),
    ("H-124 to 29 February 2012", (2011, 11, 9, 23, 59), end_of(2012, 2, 29)),
    ("H-124 from the next day", (2011, 11, 10, 0, 0), end_of(2012, 3, 1)),
    ("H-124 over the clock change", (2010, 7, 11, 0, 30), end_of(2010, 10, 31)),
]
A_DAY_IN_CUSTODY = [
    ("over the night the clocks go on", (2010, 3, 27, 20, 0), when(2010, 3, 28, 21, 0)),
    ("over the night the clocks go back", (2010, 10, 30, 20, 0), when(2010, 10, 31, 19, 0)),
    ("custody knows no weekend", (2010, 4, 2, 20, 0), when(2010, 4, 3, 20, 0)),
]
SAME_DAY = [
    ("to midnight", (2010, 3, 26, 11, 0), end_of(2010, 3, 26)),
    ("to the last minute", (2010, 3, 26, 23, 59), end_of(2010, 3, 26)),
    ("a Sunday of 23 hours", (2010, 3, 28, 0, 0), when(2010, 3, 29, 0, 0)),
    ("a Sunday of 25 hours", (2010, 10, 31, 0, 0), when(2010, 11, 1, 0, 0)),
]
AT_ONCE = [("the same instant", (2010, 4, 4, 3, 15), when(2010, 4, 4, 3, 15))]

CASES = {
    "initial_assessment_resident": RESIDENT,
    "initial_assessment_elsewhere": ELSEWHERE,
    "initial_assessment_outer": TWENTY_EIGHT_DAYS,
    "not_before_laboratory": FIVE_WORKING_DAYS,
    "after_laboratory": FIVE_WORKING_DAYS,
    "laboratory_result": FIVE_WORKING_DAYS,
    "dispatch_sample": NEXT_WORKING_DAY,
    "while_detained": A_DAY_IN_CUSTODY,
    "same_day": SAME_DAY,
    "at_once": AT_ONCE,
    "follow_up": FIVE_WORKING_DAYS,
    "report_failure": NEXT_WORKING_DAY,
    "partnership_decision": FIVE_WORKING_DAYS,
    "next_working_day": NEXT_WORKING_DAY,
    "caseload_review": SIXTEEN_WEEKS,
    "decide_next": FIVE_WORKING_DAYS,
    "check_record": FIVE_WORKING_DAYS,
}
REQUIREMENT = {
    "initial_assessment_resident": "H-72 R1",
    "initial_assessment_elsewhere": "H-73 R2",
    "follow_up": "H-101 R3",
}


@pytest.mark.parametrize(
    ("name", "start", "due"),
    [
        pytest.param(name, start, due, id=f"{REQUIREMENT.get(name, '')} {name}: {words}".strip())
        for name, rows in CASES.items()
        for words, start, due in rows
    ],
)
def test_the_limit_ends_when_a_wall_calendar_says(name, start, due):
    assert DEADLINES[name].due(when(*start), GIVEN.calendar) == due


# --- from when the Handbook's limits hold (R22)


def found_in(area, *on):
    """Someone tested positive and required to attend in this area, on this day."""
    s = Story().here(area)
    s.at(*on, 9, 0).arrested()
    s.at(*on, 10, 0).tested()
    s.at(*on, 10, 30).required()
    return s


@pytest.mark.parametrize(
    ("area", "on", "binding"),
    [
        pytest.param("nm", (2010, 1, 3), False, id="R22 the day before the area adopted the Handbook"),
        pytest.param("nm", (2010, 1, 4), True, id="R22 the day the area adopted it"),
        pytest.param("gd", (2010, 9, 30), False, id="R22 another area, later"),
        pytest.param("gd", (2010, 10, 1), True, id="R22 another area's own day"),
        pytest.param("tl", (2010, 12, 30), False, id="R22 H-16 an area that said nothing, on 30 December 2010"),
        pytest.param("tl", (2010, 12, 31), True, id="R22 H-16 an area that said nothing, on 31 December 2010"),
    ],
)
def test_a_handbook_limit_binds_from_the_areas_adoption(area, on, binding):
    assert found_in(area, *on).duty("hold_initial_assessment").binding is binding


def test_no_area_may_adopt_later_than_the_last_day_of_2010():
    """R22, H-16."""
    late = given(tl=date(2012, 1, 1))
    s = Story(world=late).here("tl")
    s.at(2011, 3, 1, 9, 0).arrested()
    s.at(2011, 3, 1, 10, 0).tested()
    s.at(2011, 3, 1, 10, 30).required()

    assert s.duty("hold_initial_assessment").binding


def test_our_own_limits_bind_at_any_time():
    """R21, R22: what the guidance does not date was never the Handbook's."""
    assert found_in("tl", 2006, 5, 9).duty("give_ra1").binding


@pytest.mark.parametrize(
    ("minute", "binding"),
    [
        pytest.param((2010, 12, 30, 23, 59), False, id="R22 the last minute before"),
        pytest.param((2010, 12, 31, 0, 0), True, id="R22 the first minute"),
    ],
)
def test_the_moment_the_duty_arose_decides(minute, binding):
    s = Story().here("tl")
    s.at(2010, 12, 30, 20, 0).arrested()
    s.at(2010, 12, 30, 21, 0).tested()
    s.at(*minute).required()

    assert s.duty("hold_initial_assessment").binding is binding


def test_the_area_that_owes_it_decides():
    """R22, R14: found in nm, which had adopted; assessed in gd, which had not."""
    s = stages.required()
    s.lives("gd")

    assert s.duty("hold_initial_assessment").owner == "gd-cjit"
    assert not s.duty("hold_initial_assessment").binding


def test_a_holiday_proclaimed_late_moves_an_open_limit():
    """R31: the calendar is part of what is given."""
    s = stages.assessed()
    s.decided()
    proclaimed = replace(GIVEN.calendar, holidays={**GIVEN.calendar.holidays, date(2010, 3, 31): "Proclaimed"})

    assert s.due("hold_follow_up") == end_of(2010, 4, 6)
    s.world = replace(GIVEN, calendar=proclaimed)
    assert s.due("hold_follow_up") == end_of(2010, 4, 7)


def test_the_amount_is_that_in_force_when_the_duty_arose():
    """R31: a limit changed later moves nothing that had arisen."""
    row = DEADLINES["follow_up"]
    changed = replace(row, limits=(*row.limits, replace(row.limits[0], since=date(2011, 4, 1), amount=3)))

    assert changed.due(when(2011, 3, 31, 12, 0), GIVEN.calendar) == end_of(2011, 4, 7)
    assert changed.due(when(2011, 4, 1, 12, 0), GIVEN.calendar) == end_of(2011, 4, 6)
    assert changed.due(when(2011, 4, 1, 12, 0), GIVEN.calendar, arose=when(2011, 3, 31)) == end_of(2011, 4, 8)


@pytest.mark.parametrize(
    ("limit", "too_late"),
    [
        pytest.param(when(2010, 6, 8, 10, 30), timedelta(microseconds=1), id="H-72 exactly 24 hours later is in time"),
        pytest.param(when(2010, 6, 15), timedelta(), id="H-101 the end of a day is midnight, which is late"),
    ],
)
def test_a_list_of_places_counts_what_is_too_late_as_the_rules_do(limit, too_late):
    first = first_too_late(limit)

    assert first == limit + too_late
    assert not is_within(first, limit)
    assert is_within(first - timedelta.resolution, limit)
