"""RA1, RA2, RA4 and RA5: Handbook 4.6.1, 4.7.1, 4.7.2, 4.7.4; H-152 to H-155, H-166, H-169, H-175; R35."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import (
    BY_CHOICE,
    DRR,
    NEEDED,
    NO_FURTHER,
    NO_SHOW,
    RA1,
    RA2,
    RA4,
    RA5,
    SERGEANT,
    WORKER,
    end_of,
    when,
)
from throughcare.rulebook.facts.assessment import NoticePrepared

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def moved():
    """From Friday 10:30 to Friday 15:00, on Friday at 09:00."""
    s = stages.released()
    s.move = s.at(2010, 3, 26, 9, 0).moved(2010, 3, 26, 15, 0)
    return s


def follow_up_booked():
    """On Friday 26 March for Wednesday; RA4 not yet given."""
    s = stages.decided()
    s.place = s.at(2010, 3, 26, 11, 25).booked(2010, 3, 31, 10, 0, purpose=stages.FOLLOW_UP)
    return s


def given_ra1():
    """RA1 given at 03:00 on Friday, in the suite."""
    s = booked()
    s.at(2010, 3, 26, 3, 0).gave(RA1)
    return s


def no_follow_up(decision=NO_FURTHER, **how):
    return stages.decided(decision=decision, **how)


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(moved, "give_ra2", when(2010, 3, 26, 9, 0), end_of(2010, 3, 26), id="R35 the new time in writing"),
        row(
            follow_up_booked, "give_ra4", when(2010, 3, 26, 11, 25), end_of(2010, 3, 26),
            id="H-175 the follow-up in writing",
        ),
        row(no_follow_up, "give_ra5", when(2010, 3, 26, 11, 20), end_of(2010, 3, 26), id="H-166 no follow-up"),
        row(
            lambda: no_follow_up(DRR, consent=True), "give_ra5", when(2010, 3, 26, 11, 20), end_of(2010, 3, 26),
            id="H-169 under a DRR",
        ),
    ],
)  # fmt: skip
def test_a_paper_is_owed(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(moved, "give_ra2", lambda s: s.gave(RA2), MET, id="R35 given"),
        row(moved, "give_ra2", lambda s: s.at(2010, 3, 26, 15, 0).came(), WITHDRAWN, id="ra2: came at the new time"),
        row(moved, "give_ra2", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="ra2: unconfirmed"),
        row(moved, "give_ra2", lambda s: s.voids(s.move), WITHDRAWN, id="ra2: not moved after all"),
        row(moved, "give_ra2", lambda s: s.died(), WITHDRAWN, id="ra2: death"),
        row(follow_up_booked, "give_ra4", lambda s: s.gave(RA4), MET, id="H-175 given"),
        row(follow_up_booked, "give_ra4", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="ra4: unconfirmed"),
        row(follow_up_booked, "give_ra4", lambda s: s.at(2010, 3, 31, 10, 5).came(), WITHDRAWN, id="ra4: came"),
        row(follow_up_booked, "give_ra4", lambda s: s.voids(s.place), WITHDRAWN, id="ra4: never booked"),
        row(follow_up_booked, "give_ra4", lambda s: s.died(), WITHDRAWN, id="ra4: death"),
        row(no_follow_up, "give_ra5", lambda s: s.gave(RA5), MET, id="H-166 given"),
        row(no_follow_up, "give_ra5", lambda s: s.died(), WITHDRAWN, id="ra5: death"),
        row(
            no_follow_up, "give_ra5", lambda s: s.corrects(s.decision, decision=NEEDED), WITHDRAWN,
            id="H-166 a follow-up is needed after all",
        ),
    ],
)  # fmt: skip
def test_a_paper_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(moved, "give_ra2", lambda s: s.prepared(RA2), id="R35 prepared is not given"),
        row(follow_up_booked, "give_ra4", lambda s: s.prepared(RA4), id="H-175 prepared is not given"),
        row(no_follow_up, "give_ra5", lambda s: s.prepared(RA5), id="H-166 prepared is not given"),
        row(no_follow_up, "give_ra5", lambda s: s.decides(ends=True), id="H-166 a debt of the service"),
    ],
)
def test_a_paper_stays_owed(tell, kind, act):
    check_stays(tell, kind, act)


def test_moving_again_withdraws_the_paper_of_the_first_move():
    s = moved()

    again = s.moved(2010, 3, 26, 16, 0)

    assert s.ended("give_ra2", s.move) == (WITHDRAWN, again)
    assert s.open("give_ra2", again)


def test_the_initial_appointment_needs_no_ra4():
    assert not stages.released().duties("give_ra4")


def test_a_choice_needs_no_paper():
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).booked(2010, 3, 29, 9, 0, purpose=BY_CHOICE)
    s.moved(2010, 3, 29, 15, 0)

    assert not s.duties("give_ra2")
    assert not s.duties("give_ra4")


def test_ra1_given_before_release_serves_a_time_moved_in_custody():
    """R35: the paper with the new time is what counts, whichever form it has."""
    s = stages.required()
    s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    s.moved(2010, 3, 26, 15, 0, by=SERGEANT, from_team="nm-suite")

    given = s.gave(RA1)

    assert s.ended("give_ra2") == (MET, given)


@pytest.mark.parametrize("recalled", ["the notice", "the giving"])
def test_a_recalled_ra1_never_revives(recalled):
    """R35, H-154: still in custody, it is owed again under the same key; another must be given."""
    s = stages.required()
    s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    notice = s.prepared(RA1)
    giving = s.served(notice)
    key = s.duty("give_ra1").key

    s.voids(notice if recalled == "the notice" else giving)

    assert s.open("give_ra1")
    assert s.duty("give_ra1").key == key
    again = s.gave(RA1)
    assert s.ended("give_ra1") == (MET, again)


def test_ra1_recalled_after_release_takes_the_penalty_with_it():
    """R35, invariant 4."""
    s = stages.released()

    s.at(2010, 3, 26, 9, 0).voids(s.ra1)

    assert s.ended("hold_initial_assessment") == (WITHDRAWN, s.release)
    assert s.open("reason_for_no_ra1")
    assert s.open("offer_by_choice")


# --- what may not be recorded


def booked():
    s = stages.required()
    s.place = s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    return s


def unconfirmed():
    s = stages.released()
    s.at(2010, 3, 26, 9, 0).laboratory(confirmed=False)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            "a_notice_says_when_where_and_warns", booked, lambda s: s.refusal(s.prepared, RA1, warning=False),
            lambda s: s.prepared(RA1, warning=True), id="H-153 the warning",
        ),
        row(
            "a_notice_says_when_where_and_warns", booked, lambda s: s.refusal(s.prepared, RA1, place=" "),
            lambda s: s.prepared(RA1), id="H-152 the place",
        ),
        row(
            "a_notice_says_when_where_and_warns", stages.required, lambda s: s.refusal(without_an_appointment, s),
            lambda _: booked().prepared(RA1), id="H-152 H-154 time and appointment",
        ),
        row(
            "a_notice_says_when_where_and_warns", follow_up_booked,
            lambda s: s.refusal(s.prepared, RA4, warning=False), lambda s: s.prepared(RA4), id="H-175 RA4 warns too",
        ),
        row(
            "a_notice_says_when_where_and_warns", moved, lambda s: s.refusal(s.prepared, RA2, warning=False),
            lambda s: s.prepared(RA2), id="H-153 RA2 warns too",
        ),
        row(
            "a_notice_repeats_the_appointment", booked,
            lambda s: s.refusal(s.prepared, RA1, says=when(2010, 3, 26, 11, 30)),
            lambda s: s.prepared(RA1, says=when(2010, 3, 26, 10, 30)), id="H-152 the time of the appointment",
        ),
        row(
            "a_notice_repeats_the_appointment", booked, lambda s: s.refusal(s.prepared, RA1, place="9 High Street"),
            lambda s: s.prepared(RA1, place="12 Mill Lane"), id="H-152 the place of the appointment",
        ),
        row(
            "a_notice_repeats_the_appointment", moved,
            lambda s: s.refusal(s.prepared, RA2, says=when(2010, 3, 26, 10, 30)), lambda s: s.prepared(RA2),
            id="R35 not the old time once it was moved",
        ),
        row(
            "no_notice_after_the_requirement_ended", unconfirmed,
            lambda s: s.refusal(s.prepared, RA2, appointment=s.place),
            lambda s: s.at(2010, 3, 26, 8, 59).prepared(RA2, appointment=s.place), id="H-63 H-154 after the laboratory",
        ),
        row(
            "ra4_and_ra5_follow_the_decision", stages.assessed,
            lambda s: s.refusal(s.prepared, RA5), lambda _: no_follow_up().prepared(RA5), id="H-166 undecided",
        ),
        row(
            "ra4_and_ra5_follow_the_decision", stages.decided,
            lambda s: s.refusal(s.prepared, RA5), lambda _: no_follow_up().prepared(RA5), id="H-166 RA5, but needed",
        ),
        row(
            "ra4_and_ra5_follow_the_decision", stages.assessed,
            lambda s: s.refusal(s.prepared, RA4), lambda _: follow_up_booked().prepared(RA4), id="H-175 RA4, undecided",
        ),
        row(
            "each_form_has_its_sender", booked, lambda s: s.refusal(s.prepared, RA1, by=WORKER),
            lambda s: s.prepared(RA1), id="H-154 RA1 is given by police",
        ),
        row(
            "each_form_has_its_sender", follow_up_booked,
            lambda s: s.refusal(s.prepared, RA4, by=SERGEANT), lambda s: s.prepared(RA4, by=WORKER),
            id="H-175 RA4 is given by the CJIT",
        ),
        row(
            "each_form_has_its_sender", no_follow_up, lambda s: s.refusal(s.prepared, RA5, by=SERGEANT),
            lambda s: s.prepared(RA5, by=WORKER), id="H-166 RA5 is given by the CJIT",
        ),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            "what_was_given_was_not_missed", given_ra1, lambda s: s.refusal(s.not_given),
            lambda s: s.at(2010, 3, 26, 2, 59).not_given(), id="H-154 given, so not missed; before it, it was",
        ),
    ],
)  # fmt: skip
def test_ra1_not_given(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_an_attempt_that_failed_leaves_ra1_owed():
    """H-154: only giving it, or a release, ends that."""
    s = booked()

    assert s.accepts(s.not_given)
    assert s.open("give_ra1")


def without_an_appointment(s):
    fact = NoticePrepared(form=RA1, requirement=s.requirement)
    return s.tell(fact, by=SERGEANT)


@pytest.mark.parametrize("by", [WORKER, SERGEANT], ids=["H-160 the CJIT", "H-159 the police"])
def test_either_side_may_give_ra2(by):
    s = moved()

    assert s.accepts(s.prepared, RA2, by=by)


def test_ra5_can_be_prepared_after_the_requirement_has_ended():
    """H-166: that is what it says."""
    s = no_follow_up()

    assert s.accepts(s.prepared, RA5)


def test_a_notice_is_given_once():
    s = stages.released()

    s.refuses("happens_once", s.served)


def test_the_served_time_is_what_a_no_show_is_judged_by():
    """R35: not the old time once moved, nor the new one until RA2 was given."""
    s = moved()
    s.at(2010, 3, 26, 15, 20).came(NO_SHOW)
    s.judged()

    s.refuses("no_report_without_a_served_notice", s.reported)
