"""Appointments, attendance, good cause, reports: Handbook 4.1.2, 4.6.1, 4.7; H-50, H-149, H-151, H-173; R9, R35."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import (
    ATTENDED,
    BY_CHOICE,
    DISPUTED,
    FOLLOW_UP,
    LEFT,
    NEGATIVE,
    NO_ACTION,
    NO_FURTHER,
    NO_SHOW,
    OUTREACH,
    RA1,
    RA2,
    Story,
    end_of,
    when,
)

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def absent():
    """Did not come on Friday at 10:30; recorded at noon, not yet judged."""
    s = stages.released()
    s.absence = s.at(2010, 3, 26, 12, 0).came(NO_SHOW)
    return s


def good_cause():
    return stages.absent(good_cause=True)


def judged_unasked(*, try_=False):
    """Judged at 15:00 without a word to the person; with `try_`, one at 16:30, and it is 16:00."""
    s = absent()
    s.judgement = s.at(2010, 3, 26, 15, 0).judged(tried=False)
    if try_:
        s.at(2010, 3, 26, 16, 30).tried()
    return s.at(2010, 3, 26, 16, 0)


def reported():
    s = stages.absent()
    s.report = s.at(2010, 3, 26, 16, 0).reported()
    return s


FRIDAY = end_of(2010, 3, 26)
MONDAY = end_of(2010, 3, 29)


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(stages.released, "record_attendance", when(2010, 3, 25, 20, 20), FRIDAY, id="H-50 the day it is for"),
        row(absent, "judge_good_cause", when(2010, 3, 26, 12, 0), MONDAY, id="H-99 R21 from Friday to Monday"),
        row(stages.absent, "report_failure", when(2010, 3, 26, 15, 0), MONDAY, id="H-97 R21 after the effort"),
        row(good_cause, "book_again", when(2010, 3, 26, 15, 0), MONDAY, id="R21 a new time"),
        row(
            reported, "partnership_decides", when(2010, 3, 26, 16, 0), end_of(2010, 4, 6),
            id="H-173 R21 five working days, over Easter",
        ),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def test_the_suite_that_was_told_owes_the_outcome():
    """N-45, R21: within 28 days, ours; Friday 26 March to Friday 23 April."""
    check_owed(reported, "record_report_outcome", "nm-suite", when(2010, 3, 26, 16, 0), end_of(2010, 4, 23))


def test_the_outcome_is_owed_though_nothing_more_is_asked_of_the_person():
    """N-45: a debt of the suite, not a step of the person's way."""
    s = reported()
    s.partners_decided(NO_ACTION)

    assert s.open("record_report_outcome")
    assert s.care() is None


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(stages.released, "record_attendance", lambda s: s.at(2010, 3, 26, 10, 35).came(), MET, id="H-50 recorded"),
        row(stages.released, "record_attendance", lambda s: s.at(2010, 3, 26, 10, 30).assessed(appointment=s.place),
            MET, id="H-50 assessed"),
        row(stages.released, "record_attendance", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="unconfirmed"),
        row(stages.released, "record_attendance", lambda s: s.died(), WITHDRAWN, id="record: death"),
        row(stages.released, "record_attendance", lambda s: s.voids(s.place), WITHDRAWN, id="record: never booked"),
        row(
            stages.released, "record_attendance", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN,
            id="record: N-41 corrected to negative",
        ),
        row(absent, "judge_good_cause", lambda s: s.judged(), MET, id="H-99 judged"),
        row(absent, "judge_good_cause", lambda s: s.judged(good_cause=True), MET, id="H-99 accepted"),
        row(absent, "judge_good_cause", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="judge: unconfirmed"),
        row(absent, "judge_good_cause", lambda s: s.died(), WITHDRAWN, id="judge: death"),
        row(
            absent, "judge_good_cause", lambda s: s.corrects(s.absence, outcome=ATTENDED), WITHDRAWN,
            id="judge: had come after all",
        ),
        row(absent, "judge_good_cause", lambda s: s.decides(ends=True), WITHDRAWN, id="judge: decided to end"),
        row(stages.absent, "report_failure", lambda s: s.reported(), MET, id="H-97 reported"),
        row(
            stages.absent, "report_failure", lambda s: s.booked(2010, 3, 29, 9, 0, late="Missed."), WITHDRAWN,
            id="H-99 a new place first",
        ),
        row(
            stages.absent, "report_failure", lambda s: s.laboratory(confirmed=False), WITHDRAWN,
            id="report: unconfirmed",
        ),
        row(stages.absent, "report_failure", lambda s: s.died(), WITHDRAWN, id="report: death"),
        row(stages.absent, "report_failure", lambda s: s.voids(s.judgement), WITHDRAWN, id="report: not judged"),
        row(
            stages.absent, "report_failure", lambda s: s.corrects(s.judgement, accepted=True), WITHDRAWN,
            id="report: there was good cause after all",
        ),
        row(good_cause, "book_again", lambda s: s.booked(2010, 3, 29, 9, 0, late="Ill."), MET, id="again: booked"),
        row(good_cause, "book_again", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="again: unconfirmed"),
        row(good_cause, "book_again", lambda s: s.died(), WITHDRAWN, id="again: death"),
        row(good_cause, "book_again", lambda s: s.voids(s.judgement), WITHDRAWN, id="again: not judged"),
        row(reported, "partnership_decides", lambda s: s.partners_decided(), MET, id="H-173 decided"),
        row(reported, "partnership_decides", lambda s: s.partners_decided(OUTREACH), MET, id="H-173 outreach"),
        row(reported, "partnership_decides", lambda s: s.partners_decided(NO_ACTION), MET, id="H-173 no more"),
        row(reported, "partnership_decides", lambda s: s.died(), WITHDRAWN, id="decide: death"),
        row(reported, "partnership_decides", lambda s: s.voids(s.report), WITHDRAWN, id="decide: not reported"),
        row(reported, "record_report_outcome", lambda s: s.outcome(), MET, id="N-45 outcome recorded"),
        row(reported, "record_report_outcome", lambda s: s.died(), WITHDRAWN, id="N-45 outcome: death"),
        row(reported, "record_report_outcome", lambda s: s.voids(s.report), WITHDRAWN, id="N-45 outcome: not reported"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(
            stages.absent, "report_failure", lambda s: s.booked(2010, 3, 29, 9, 0, purpose=BY_CHOICE),
            id="a choice is not a new time under the requirement",
        ),
        row(
            stages.released, "record_attendance", lambda s: s.moved(2010, 3, 29, 9, 0),
            id="H-50 moved, still to record",
        ),
        row(
            absent, "judge_good_cause", lambda s: s.booked(2010, 3, 29, 9, 0, late="Missed."),
            id="H-99 asked why all the same",
        ),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


@pytest.mark.parametrize("outcome", [NO_SHOW, LEFT], ids=["did not attend", "did not remain"])
def test_to_attend_is_also_to_remain(outcome):
    """H-153, H-97."""
    s = stages.released()

    s.at(2010, 3, 26, 12, 0).came(outcome)

    assert s.open("judge_good_cause")


def test_who_came_is_asked_nothing():
    s = stages.released()

    s.at(2010, 3, 26, 10, 40).came(ATTENDED)

    assert not s.duties("judge_good_cause")


def test_missing_an_appointment_by_choice_carries_no_penalty():
    """H-182: recorded, never judged or reported."""
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).booked(2010, 3, 26, 15, 0, purpose=BY_CHOICE)

    s.at(2010, 3, 26, 16, 0).came(NO_SHOW)

    assert not s.duties("judge_good_cause")
    s.judged()
    assert not s.duties("report_failure")
    assert not s.duties("book_again")


def test_moving_the_time_moves_the_day_to_record_it():
    s = stages.released()
    move = s.at(2010, 3, 26, 9, 0).moved(2010, 3, 29, 9, 0)

    duty = s.duty("record_attendance")

    assert (duty.due, duty.due_first, duty.moved_by) == (MONDAY, FRIDAY, move)


def test_correcting_the_time_names_the_correction():
    s = stages.released()
    correction = s.at(2010, 3, 26, 9, 0).corrects(
        s.place, starts_at=when(2010, 3, 29, 10, 30), late_because="No earlier place."
    )

    duty = s.duty("record_attendance")

    assert (duty.due, duty.due_first, duty.moved_by) == (MONDAY, FRIDAY, correction)


def test_moving_it_within_the_day_moves_no_date():
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).moved(2010, 3, 26, 15, 0)

    duty = s.duty("record_attendance")

    assert (duty.due, duty.due_first, duty.moved_by) == (FRIDAY, FRIDAY, None)


def test_whoever_the_appointment_is_with_records_it():
    s = stages.required()
    s.lives("gd")
    s.booked(2010, 3, 26, 10, 30, team="gd-cjit")

    assert s.duty("record_attendance").owner == "gd-cjit"


# --- a failure that could not be reported is not owed as a report (R35)


def unserved_move():
    """Moved from 10:30 to 15:00; no RA2; not there at 15:00."""
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).moved(2010, 3, 26, 15, 0)
    s.absence = s.at(2010, 3, 26, 15, 20).came(NO_SHOW)
    s.judgement = s.at(2010, 3, 26, 16, 0).judged()
    return s


def without_ra1():
    s = stages.required()
    s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    s.at(2010, 3, 25, 23, 0).released()
    s.absence = s.at(2010, 3, 26, 12, 0).came(NO_SHOW)
    s.judgement = s.at(2010, 3, 26, 15, 0).judged()
    return s


@pytest.mark.parametrize("tell", [unserved_move, without_ra1], ids=["R35 RA2 not given", "H-154 RA1 not given"])
def test_without_a_served_notice_a_new_time_is_owed_instead_of_a_report(tell):
    s = tell()

    assert s.duty("report_failure").state == WITHDRAWN
    assert s.duty("report_failure").never_arose
    assert s.open("book_again")


def test_ra2_written_down_late_brings_the_report_back():
    """Late paper keeps its true time."""
    s = unserved_move()
    s.at(2010, 3, 26, 9, 30).gave(RA2)

    assert s.open("report_failure")
    assert not s.open("book_again")


# --- what may not be recorded


def nothing_required():
    s = stages.required()
    s.voids(s.requirement)
    return s


def not_yet_required():
    s = Story().at(2010, 3, 25, 19, 0)
    s.arrested()
    s.tested()
    return s


def elsewhere():
    s = stages.required()
    s.lives("gd")
    return s


def at_laboratory():
    """Dispatched on Friday 26 March: the fifth working day after is Tuesday 6 April."""
    s = stages.required(laboratory=DISPUTED)
    s.at(2010, 3, 26, 9, 0).sent()
    return s


def booked_after_the_laboratory():
    s = at_laboratory()
    s.booked(2010, 4, 7, 10, 0)
    return s


def unconfirmed():
    s = stages.absent()
    s.at(2010, 3, 26, 15, 30).laboratory(confirmed=False)
    return s


def came():
    s = stages.released()
    s.at(2010, 3, 26, 10, 40).came()
    return s


MADE = "an_appointment_lies_ahead"
REQUIRED = "a_required_appointment_rests_on_a_requirement"
LATE = "a_late_place_needs_a_reason"
NOT_REPORTED = "only_a_failure_under_a_requirement_is_reported"


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            MADE, stages.required, lambda s: s.at(2010, 3, 26, 9, 0).refusal(s.booked, 2010, 3, 26, 8, 59),
            lambda s: s.at(2010, 3, 26, 9, 0).booked(2010, 3, 26, 9, 0), id="H-151 seen at once",
        ),
        row(
            MADE, stages.released, lambda s: s.at(2010, 3, 26, 9, 0).refusal(s.moved, 2010, 3, 26, 8, 59),
            lambda s: s.at(2010, 3, 26, 9, 0).moved(2010, 3, 26, 9, 0), id="H-151 moved ahead",
        ),
        row(
            "appointments_are_with_a_cjit", stages.required,
            lambda s: s.refusal(s.booked, 2010, 3, 26, 9, 0, team="nm-prison"),
            lambda s: s.booked(2010, 3, 26, 9, 0, team="nm-cjit"), id="H-151 N-18 N-23 a CJIT assesses",
        ),
        row(
            "appointments_are_with_a_cjit", stages.released,
            lambda s: s.refusal(s.moved, 2010, 3, 26, 15, 0, team="nm-suite"),
            lambda s: s.moved(2010, 3, 26, 15, 0, team="gd-cjit"), id="H-151 N-23 moved to a CJIT",
        ),
        row(
            REQUIRED, not_yet_required, lambda s: s.refusal(s.booked, 2010, 3, 26, 9, 0),
            lambda s: s.booked(2010, 3, 26, 9, 0, purpose=BY_CHOICE), id="H-149 nothing required: by choice",
        ),
        row(
            REQUIRED, unconfirmed, lambda s: s.refusal(s.booked, 2010, 3, 29, 9, 0),
            lambda s: s.at(2010, 3, 26, 15, 29).booked(2010, 3, 29, 9, 0, late="Missed."), id="H-63 unconfirmed",
        ),
        row(
            REQUIRED, lambda: stages.decided(decision=NO_FURTHER),
            lambda s: s.refusal(s.booked, 2010, 3, 31, 9, 0, purpose=FOLLOW_UP),
            lambda _: stages.decided().booked(2010, 3, 31, 9, 0, purpose=FOLLOW_UP), id="H-165 ended by the decision",
        ),
        row(
            "a_follow_up_is_booked_when_needed", stages.assessed,
            lambda s: s.refusal(s.booked, 2010, 3, 31, 9, 0, purpose=FOLLOW_UP),
            lambda _: stages.decided().booked(2010, 3, 31, 9, 0, purpose=FOLLOW_UP), id="H-165 H-171 decided first",
        ),
        row(
            "not_before_the_laboratory", at_laboratory, lambda s: s.refusal(s.booked, 2010, 4, 1, 23, 59),
            lambda s: s.booked(2010, 4, 6, 0, 0), id="R9 the fifth working day, over Easter",
        ),
        row(
            "not_before_the_laboratory", at_laboratory, lambda s: s.refusal(s.booked, 2010, 4, 5, 23, 59),
            lambda s: s.booked(2010, 3, 26, 17, 0), id="R9 or at once",
        ),
        row(
            "not_before_the_laboratory", lambda: stages.required(laboratory=DISPUTED),
            lambda s: s.refusal(s.booked, 2010, 3, 31, 23, 59), lambda s: s.booked(2010, 4, 1, 0, 0),
            id="R9 from the sample on Thursday while it was not sent",
        ),
        row(
            "not_before_the_laboratory", at_laboratory, lambda s: s.refusal(s.booked, 2010, 3, 30, 9, 0),
            lambda s: (s.at(2010, 3, 29, 9, 0).laboratory(confirmed=True), s.booked(2010, 3, 30, 9, 0)),
            id="R9 or once it has answered",
        ),
        row(
            "not_before_the_laboratory", booked_after_the_laboratory,
            lambda s: s.refusal(s.moved, 2010, 4, 1, 23, 59), lambda s: s.moved(2010, 4, 6, 0, 0),
            id="I-25 R9 moved to the fifth working day, over Easter",
        ),
        row(
            "not_before_the_laboratory", booked_after_the_laboratory,
            lambda s: s.refusal(s.moved, 2010, 3, 27, 0, 0), lambda s: s.moved(2010, 3, 26, 23, 59),
            id="I-25 R9 or moved to be seen at once",
        ),
        row(
            "not_before_the_laboratory", booked_after_the_laboratory, lambda s: s.refusal(s.moved, 2010, 3, 30, 9, 0),
            lambda s: (s.at(2010, 3, 29, 9, 0).laboratory(confirmed=True), s.moved(2010, 3, 30, 9, 0)),
            id="I-25 R9 or moved once it has answered",
        ),
        row(
            LATE, stages.required, lambda s: s.refusal(s.booked, 2010, 3, 26, 19, 51),
            lambda s: s.booked(2010, 3, 26, 19, 50), id="R1 exactly 24 hours later is within them",
        ),
        row(
            LATE, stages.required, lambda s: s.refusal(s.booked, 2010, 3, 26, 20, 0, late=" "),
            lambda s: s.booked(2010, 3, 26, 20, 0, late="No earlier place."), id="R1 with a reason",
        ),
        row(
            LATE, elsewhere, lambda s: s.refusal(s.booked, 2010, 3, 30, 0, 0, team="gd-cjit"),
            lambda s: s.booked(2010, 3, 29, 23, 59, team="gd-cjit"), id="R2 to the end of Monday",
        ),
        row(
            "no_absence_before_the_time", stages.released, lambda s: s.at(2010, 3, 26, 10, 29).refusal(s.came, NO_SHOW),
            lambda s: s.at(2010, 3, 26, 10, 30).came(NO_SHOW), id="H-50 not before its time",
        ),
        row(
            "no_absence_before_the_time", stages.released, lambda s: s.at(2010, 3, 26, 10, 29).refusal(s.came, LEFT),
            lambda s: s.at(2010, 3, 26, 10, 20).came(ATTENDED), id="H-50 early, and stayed",
        ),
        row(NOT_REPORTED, came, lambda s: (s.judged(), s.refusal(s.reported))[1], lambda _: stages.absent().reported(),
            id="H-97 came and stayed"),
        row(
            NOT_REPORTED, unconfirmed, lambda s: s.refusal(s.reported),
            lambda s: s.at(2010, 3, 26, 15, 29).reported(), id="H-97 unconfirmed",
        ),
        row(NOT_REPORTED, without_ra1, lambda s: s.refusal(s.reported), lambda _: stages.absent().reported(),
            id="H-154 released without RA1"),
        row(
            "no_report_without_a_served_notice", unserved_move, lambda s: s.refusal(s.reported),
            lambda s: (s.at(2010, 3, 26, 9, 30).gave(RA2), s.at(2010, 3, 26, 17, 0).reported()),
            id="R35 the new time in writing",
        ),
        row("effort_before_a_report", judged_unasked, lambda s: s.refusal(s.reported),
            lambda s: (s.tried(), s.reported()), id="H-99 try to reach the person first"),
        row("effort_before_a_report", lambda: judged_unasked(try_=True), lambda s: s.refusal(s.reported),
            lambda s: s.at(2010, 3, 26, 16, 30).reported(), id="H-99 a try after the report is none"),
        row("good_cause_before_a_report", absent, lambda s: (s.tried(), s.refusal(s.reported))[1],
            lambda s: (s.judged(), s.reported()), id="H-99 R21 ask why first"),
        row("good_cause_before_a_report", good_cause, lambda s: s.refusal(s.reported),
            lambda s: (s.corrects(s.judgement, accepted=False), s.reported()), id="H-99 R21 good cause"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_an_absence_at_the_old_time_of_a_moved_appointment_is_not_reportable():
    """R35: absent at 10:30, then the team itself moved the appointment."""
    s = absent()
    s.at(2010, 3, 26, 12, 30).moved(2010, 3, 26, 15, 0, truly=True)
    s.at(2010, 3, 26, 13, 0).judged()

    s.refuses("no_report_without_a_served_notice", s.reported)


def test_the_first_place_by_choice_needs_no_requirement():
    """H-149."""
    s = nothing_required()

    assert s.accepts(s.booked, 2010, 6, 1, 9, 0, purpose=BY_CHOICE)


def test_ra1_given_again_after_a_recall_makes_the_absence_reportable():
    """R35."""
    s = stages.required()
    s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    first = s.gave(RA1)
    s.voids(first)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()
    s.at(2010, 3, 26, 12, 0).came(NO_SHOW)
    s.judged()

    assert s.accepts(s.reported)
