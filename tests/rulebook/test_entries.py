"""What any entry must be like: an offence of our list, years we can count, a mending that says what it mends. H-50."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.stories import SERGEANT, Story
from throughcare.rulebook.facts.mendings import Voided

row = pytest.param


def booked():
    s = stages.released()
    return s.at(2010, 3, 26, 9, 0)


def over():
    """Attendance is recorded."""
    s = booked()
    s.at(2010, 3, 26, 11, 0).came()
    return s.at(2010, 3, 26, 11, 30)


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("the_offence_is_on_our_list", lambda: Story().at(2010, 3, 25, 19, 50),
            lambda s: s.refusal(s.arrested, "no_such_offence"), lambda s: s.arrested("other"),
            id="H-45 no such offence; any other is 'other'"),
        row("the_offence_is_on_our_list", stages.required,
            lambda s: s.refusal(s.charged, "theft"), lambda s: s.charged("theft_s1"), id="H-45 charged by a code"),
        row("within_the_years_we_can_count", lambda: Story().at(2002, 12, 31, 23, 0),
            lambda s: s.refusal(s.arrested), lambda s: s.at(2003, 1, 1, 9, 0).arrested(), id="H-50 first year"),
        row("within_the_years_we_can_count", booked,
            lambda s: s.refusal(s.moved, 2035, 1, 2, 9, 0), lambda s: s.moved(2034, 12, 29, 9, 0), id="H-50 last year"),
        row("what_is_over_is_not_moved", over,
            lambda s: s.refusal(s.moved, 2010, 3, 29, 9, 0), lambda s: s.died(), id="R35 after attendance"),
        row("a_mending_names_what_it_mends", booked,
            lambda s: s.refusal(s.tell, Voided(), by=SERGEANT), lambda s: s.voids(s.ra1), id="H-50 voids nothing"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_an_appointment_is_moved_until_it_is_over():
    """R35: the neighbour of what is over."""
    s = booked()

    assert s.accepts(s.moved, 2010, 3, 29, 9, 0)
