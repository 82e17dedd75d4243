"""Which months have come in and which are late, both sides of the day. N-61 (Intensive status 6.2)."""

from datetime import date

import pytest

from tests.imports.steps import begun, csv_of, recorded
from throughcare.imports import monthly

pytestmark = pytest.mark.django_db
NAMES = {1: ("Abel", "Ann"), 2: ("Quirke", "Bob"), 3: ("Moss", "Cat")}


def line(number, day, *, result="cocaine"):
    family, given = NAMES[number]
    return f"CS/{number},{family},{given},19{60 + number}-11-09,{day},10:30,{result},arrest,Theft"


def stands(suite, on):
    return [(f"{one.first:%Y-%m}", one.is_here, one.is_late(on)) for one in monthly.months(suite, on=on)]


def test_a_suite_that_never_brought_anything_in_is_asked_for_nothing(castle_street, rhys):
    begun(rhys, content=csv_of(line(1, "2009-06-01")))

    assert monthly.months(castle_street, on=date(2010, 4, 30)) == []


@pytest.mark.parametrize(
    ("on", "july"),
    [
        (date(2009, 8, 1), [("2009-07", False, False)]),
        (date(2009, 8, 10), [("2009-07", False, False)]),
        (date(2009, 8, 11), [("2009-07", False, True)]),
        (date(2009, 7, 31), []),
    ],
)
def test_a_month_is_late_from_the_eleventh_of_the_next(castle_street, rhys, on, july):
    """N-61: awaited by the tenth, which is ours."""
    recorded(rhys, content=csv_of(line(1, "2009-05-31"), line(2, "2009-06-01"), line(3, "2009-06-30")))

    assert stands(castle_street, on) == [*july, ("2009-06", True, False), ("2009-05", True, False)]


def test_over_the_new_year_six_months_are_shown_and_none_before_the_first(castle_street, rhys):
    recorded(rhys, content=csv_of(line(1, "2009-08-15"), line(2, "2009-12-31")))

    assert [name for name, _, _ in stands(castle_street, date(2010, 1, 5))] == [
        "2009-12", "2009-11", "2009-10", "2009-09", "2009-08",
    ]  # fmt: skip
    assert len(stands(castle_street, date(2010, 4, 5))) == 6


def test_what_was_there_already_counts_and_what_cannot_be_used_does_not(castle_street, rhys):
    recorded(rhys, content=csv_of(line(1, "2009-06-01")))
    recorded(rhys, content=csv_of(line(1, "2009-06-01"), line(2, "2009-07-02"), line(3, "2009-08-03", result="blue")))

    assert stands(castle_street, date(2009, 9, 1)) == [
        ("2009-08", False, False), ("2009-07", True, False), ("2009-06", True, False),
    ]  # fmt: skip


def test_another_suite_is_asked_for_its_own(castle_street, mill_lane, rhys):
    recorded(rhys, content=csv_of(line(1, "2009-06-01")))

    assert monthly.months(mill_lane, on=date(2009, 9, 1)) == []
