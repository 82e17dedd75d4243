"""Moved and withdrawn: SPOC 4 b5, Handbook 4.6.1; S-28, H-50, H-72, H-159, H-160; R1, R35; invariant 4."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import (
    ATTENDED,
    BY_CHOICE,
    FOLLOW_UP,
    LEFT,
    NO_FURTHER,
    NO_SHOW,
    RA1,
    RA2,
    RA4,
    SERGEANT,
    end_of,
    when,
)

MET, WITHDRAWN = "met", "withdrawn"
MONDAY = end_of(2010, 3, 29)
row = pytest.param


def moved(place="12 Mill Lane", at=(2010, 3, 26, 15, 0)):
    """From Friday 10:30 to 15:00; RA2 is not given yet."""
    s = stages.released()
    s.move = s.at(2010, 3, 26, 9, 0).moved(*at, place=place)
    return s


def withdrawn():
    s = stages.released()
    s.withdrawal = s.at(2010, 3, 26, 9, 0).withdrew()
    return s


def follow_up_withdrawn():
    s = stages.follow_up_booked()
    s.withdrawal = s.at(2010, 3, 29, 9, 0).withdrew(s.second_place)
    return s


# --- what a withdrawn appointment leaves


def test_a_withdrawn_appointment_is_to_be_replaced():
    check_owed(withdrawn, "book_again", "nm-cjit", when(2010, 3, 26, 9, 0), MONDAY)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(withdrawn, "book_again", lambda s: s.booked(2010, 3, 26, 15, 0), MET, id="S-28 replaced"),
        row(follow_up_withdrawn, "book_again", lambda s: s.booked(2010, 3, 31, 15, 0, purpose=FOLLOW_UP), MET,
            id="S-15 the follow-up replaced"),
        row(withdrawn, "book_again", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="the requirement ended"),
        row(withdrawn, "book_again", lambda s: s.died(), WITHDRAWN, id="withdrawn: death"),
        row(withdrawn, "book_again", lambda s: s.voids(s.withdrawal), WITHDRAWN, id="not withdrawn after all"),
        row(stages.released, "record_attendance", lambda s: s.withdrew(), WITHDRAWN, id="H-50 nobody to wait for"),
        row(moved, "give_ra2", lambda s: s.withdrew(), WITHDRAWN, id="R35 no paper of a time that does not stand"),
        row(lambda: ra4_not_given(), "give_ra4", lambda s: s.withdrew(s.second_place), WITHDRAWN, id="H-175 nor RA4"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


def ra4_not_given():
    s = stages.decided()
    s.second_place = s.at(2010, 3, 26, 11, 25).booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP)
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(withdrawn, "book_again", lambda s: s.booked(2010, 3, 29, 9, 0, purpose=BY_CHOICE), id="a choice is not it"),
        row(moved, "give_ra2", lambda s: s.gave(RA2, place="9 Mill Lane", truly=True), id="R35 nor another place"),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def test_an_appointment_by_choice_is_withdrawn_without_a_debt():
    s = stages.required()
    s.at(2010, 3, 26, 9, 0).booked(2010, 3, 26, 15, 0, purpose=BY_CHOICE)

    s.withdrew()

    assert not s.duties("book_again")


# --- the time and place that count are those of the last notice served before them (invariant 4, R35)


def not_there(s, *at):
    """Nobody came; asked why, no good cause."""
    s.at(*at).came(NO_SHOW)
    s.judged()
    return s


def ra2_at(*at, place="12 Mill Lane"):
    s = moved(place)
    s.at(*at).gave(RA2, place=place)
    return not_there(s, 2010, 3, 26, 15, 20)


def moved_back():
    """To 15:00 with RA2 given, then back to 10:30, of which only the first paper speaks."""
    s = moved()
    s.gave(RA2)
    s.at(2010, 3, 26, 9, 30).moved(2010, 3, 26, 10, 30)
    return not_there(s, 2010, 3, 26, 12, 0)


def missed_then_withdrawn():
    s = withdrawn()
    s.at(2010, 3, 26, 12, 0).came(NO_SHOW, truly=True)
    s.judged()
    return s


RULE = "no_report_without_a_served_notice"


@pytest.mark.parametrize(
    ("tell", "reportable"),
    [
        row(lambda: not_there(stages.released(), 2010, 3, 26, 12, 0), True, id="H-97 as RA1 said"),
        row(lambda: not_there(moved(), 2010, 3, 26, 15, 20), False, id="R35 moved, RA2 not given"),
        row(lambda: ra2_at(2010, 3, 26, 9, 30), True, id="R35 moved, RA2 given"),
        row(lambda: ra2_at(2010, 3, 26, 14, 59), True, id="R35 given at the time itself"),
        row(lambda: ra2_at(2010, 3, 26, 15, 0), False, id="R35 given a minute after the time"),
        row(lambda: not_there(moved("9 Mill Lane", (2010, 3, 26, 10, 30)), 2010, 3, 26, 12, 0), False,
            id="R35 only the place was moved, and not said"),
        row(moved_back, False, id="R35 the last paper says another time"),
        row(missed_then_withdrawn, False, id="R35 withdrawn"),
    ],
)  # fmt: skip
def test_a_no_show_is_reported_only_as_the_last_served_notice_says(tell, reportable):
    s = tell()

    assert s.duty("report_failure").open is reportable
    assert (s.refusal(s.reported) is None) is reportable
    if not reportable:
        assert s.refusal(s.reported).rule == RULE
        assert any(duty.open for duty in s.duties("book_again"))


# --- what may not be recorded

LATE = "a_late_place_needs_a_reason"
OVER = "what_is_over_is_not_moved"
DAY = "an_appointment_is_kept_on_its_day"


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(LATE, stages.released, lambda s: s.refusal(s.moved, 2010, 3, 26, 23, 1, late=""),
            lambda s: s.moved(2010, 3, 26, 23, 0, late=""), id="S-28 R1 exactly 24 hours later is within them"),
        row(LATE, stages.released, lambda s: s.refusal(s.moved, 2010, 3, 29, 9, 0, late=" "),
            lambda s: s.moved(2010, 3, 29, 9, 0, late="No worker."), id="S-28 H-72 past the limit with a reason"),
        row(LATE, stages.released, lambda s: s.refusal(s.moved, 2010, 3, 29, 9, 0, late=""),
            lambda _: stages.follow_up_booked().moved(2010, 4, 6, 9, 0, late=""), id="H-72 a follow-up has its own"),
        row(OVER, withdrawn, lambda s: s.refusal(s.moved, 2010, 3, 26, 15, 0),
            lambda s: s.booked(2010, 3, 26, 15, 0), id="S-28 withdrawn: another is booked"),
        row(OVER, lambda: came(), lambda s: s.refusal(s.withdrew), lambda _: withdrawn(), id="H-50 attended"),
        row("a_notice_repeats_the_appointment", withdrawn, lambda s: s.refusal(s.prepared, RA1),
            lambda s: (s.booked(2010, 3, 26, 15, 0), s.gave(RA2)), id="R35 no paper of what was withdrawn"),
        row("no_absence_before_the_time", withdrawn, lambda s: s.at(2010, 3, 26, 12, 0).refusal(s.came, NO_SHOW),
            lambda s: s.at(2010, 3, 26, 12, 0).came(ATTENDED), id="H-50 whoever comes all the same came"),
        row(DAY, stages.released, lambda s: s.at(2010, 3, 25, 23, 59).refusal(s.came, ATTENDED),
            lambda s: s.at(2010, 3, 26, 0, 0).came(ATTENDED), id="H-50 not the day before"),
        row(DAY, stages.released, lambda s: s.at(2010, 3, 25, 23, 59).refusal(s.assessed, appointment=s.place),
            lambda s: s.at(2010, 3, 25, 23, 59).assessed(), id="H-50 assessed without it"),
        row(DAY, lambda: moved_to_monday(),
            lambda s: s.at(2010, 3, 25, 23, 59).refusal(s.came, ATTENDED),
            lambda s: s.at(2010, 3, 26, 10, 30).came(ATTENDED), id="R35 came at the old time, not told of the new"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def came():
    s = stages.released()
    s.at(2010, 3, 26, 10, 40).came()
    return s


def moved_to_monday():
    s = stages.released()
    s.at(2010, 3, 25, 23, 10).moved(2010, 3, 29, 9, 0, late="No worker on Friday.")
    return s


def test_an_appointment_is_withdrawn_once():
    s = withdrawn()

    s.refuses("happens_once", s.withdrew)


@pytest.mark.parametrize("outcome", [NO_SHOW, LEFT])
def test_a_withdrawn_appointment_is_not_missed(outcome):
    s = withdrawn()

    s.at(2010, 3, 26, 12, 0).refuses("no_absence_before_the_time", s.came, outcome)


def test_police_may_move_and_withdraw():
    """H-159."""
    s = stages.released()

    assert s.accepts(s.moved, 2010, 3, 26, 15, 0, by=SERGEANT, from_team="nm-suite")
    assert s.accepts(s.withdrew, by=SERGEANT, from_team="nm-suite")


def test_the_end_of_the_requirement_needs_no_withdrawal():
    s = stages.decided(decision=NO_FURTHER)

    assert not s.duties("book_again")
    assert s.refusal(s.prepared, RA4).rule
