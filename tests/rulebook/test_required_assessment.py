"""IE1: the requirement, RA1 before release, the first assessment: Handbook 4.6.1; H-149 to H-157; R1, R2, R9, R30."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import BY_CHOICE, DISPUTED, FOLLOW_UP, NEGATIVE, RA1, Story, end_of, when

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param
CUSTODY_ENDS = when(2010, 3, 26, 19, 0)


def unserved():
    """Released on Thursday at 23:00 without RA1."""
    s = stages.required()
    s.place = s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    s.release = s.at(2010, 3, 25, 23, 0).released()
    return s


def spared():
    """An inspector decided at 20:10 not to require an assessment."""
    s = Story().at(2010, 3, 25, 19, 0)
    s.arrest = s.arrested()
    s.test = s.at(2010, 3, 25, 19, 50).tested()
    s.decision = s.at(2010, 3, 25, 20, 10).not_imposed()
    return s


def accepted():
    s = spared()
    s.offer = s.at(2010, 3, 25, 20, 30).offered(accepted=True)
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "owner", "arises", "due"),
    [
        row(
            stages.required, "book_initial_assessment", "nm-suite", when(2010, 3, 25, 20, 10), CUSTODY_ENDS,
            id="H-151 the police arrange the appointment",
        ),
        row(
            stages.required, "give_ra1", "nm-suite", when(2010, 3, 25, 20, 10), CUSTODY_ENDS,
            id="H-154 RA1 in writing before release",
        ),
        row(
            stages.required, "hold_initial_assessment", "nm-cjit", when(2010, 3, 25, 20, 10), when(2010, 3, 26, 19, 50),
            id="R1 provisional, from the test; N-18 by the CJIT",
        ),
        row(
            unserved, "reason_for_no_ra1", "nm-suite", when(2010, 3, 25, 23, 0), end_of(2010, 3, 26),
            id="H-154 an inspector says why not",
        ),
        row(
            unserved, "offer_by_choice", "nm-cjit", when(2010, 3, 25, 23, 0), end_of(2010, 3, 26),
            id="without RA1 only an offer is left",
        ),
        row(
            spared, "offer_by_choice", "nm-suite", when(2010, 3, 25, 20, 10), end_of(2010, 3, 26),
            id="H-150 spared, and offered",
        ),
        row(
            accepted, "book_by_choice", "nm-cjit", when(2010, 3, 25, 20, 30), end_of(2010, 3, 26),
            id="accepted by choice",
        ),
    ],
)  # fmt: skip
def test_it_is_owed(tell, kind, owner, arises, due):
    check_owed(tell, kind, owner, arises, due)


def seen_in_custody(s):
    return s.at(2010, 3, 25, 21, 0).assessed()


def failed(s):
    s.at(2010, 3, 26, 12, 0).came(stages.NO_SHOW)
    s.judged()
    return s.reported()


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(stages.required, "book_initial_assessment", lambda s: s.booked(2010, 3, 26, 10, 0), MET, id="H-151 booked"),
        row(stages.required, "book_initial_assessment", seen_in_custody, MET, id="H-151 seen at once"),
        row(stages.required, "book_initial_assessment", lambda s: s.released(), WITHDRAWN, id="book: released first"),
        row(stages.required, "book_initial_assessment", lambda s: s.died(), WITHDRAWN, id="book: death"),
        row(
            stages.required, "book_initial_assessment", lambda s: s.laboratory(confirmed=False), WITHDRAWN,
            id="book: R14",
        ),
        row(stages.required, "book_initial_assessment", lambda s: s.voids(s.requirement), WITHDRAWN, id="book: voided"),
        row(stages.required, "book_initial_assessment", lambda s: s.voids(s.test), WITHDRAWN, id="book: test voided"),
        row(
            stages.required, "book_initial_assessment", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN,
            id="book: N-41 corrected to negative",
        ),
        row(lambda: booked(), "give_ra1", lambda s: s.gave(RA1), MET, id="H-154 given"),
        row(lambda: booked(), "give_ra1", lambda s: s.released(), WITHDRAWN, id="H-154 too late once released"),
        row(lambda: booked(), "give_ra1", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="ra1: unconfirmed"),
        row(lambda: booked(), "give_ra1", lambda s: s.died(), WITHDRAWN, id="ra1: death"),
        row(lambda: booked(), "give_ra1", lambda s: s.voids(s.requirement), WITHDRAWN, id="ra1: voided"),
        row(
            lambda: booked(), "give_ra1", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN,
            id="ra1: N-41 corrected to negative",
        ),
        row(stages.released, "hold_initial_assessment", lambda s: s.assessed(), MET, id="H-83 N-18 held"),
        row(
            stages.released, "hold_initial_assessment", lambda s: s.assessed(engaged=False), MET,
            id="H-83 held, though the person would not talk",
        ),
        row(stages.released, "hold_initial_assessment", failed, WITHDRAWN, id="hold: failure reported"),
        row(stages.released, "hold_initial_assessment", lambda s: s.died(), WITHDRAWN, id="hold: death"),
        row(
            stages.released, "hold_initial_assessment", lambda s: s.laboratory(confirmed=False), WITHDRAWN,
            id="hold: H-63 unconfirmed",
        ),
        row(
            stages.released, "hold_initial_assessment", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN,
            id="hold: N-41 corrected to negative",
        ),
        row(stages.released, "hold_initial_assessment", lambda s: s.voids(s.requirement), WITHDRAWN, id="hold: voided"),
        row(
            stages.released, "hold_initial_assessment", lambda s: s.decides(ends=True), WITHDRAWN,
            id="hold: R16 decided by the team",
        ),
        row(
            lambda: booked(), "hold_initial_assessment", lambda s: s.released(), WITHDRAWN,
            id="hold: H-154 without RA1",
        ),
        row(unserved, "reason_for_no_ra1", lambda s: s.reason_for_no_ra1(), MET, id="H-154 reason given"),
        row(unserved, "reason_for_no_ra1", lambda s: s.died(), WITHDRAWN, id="reason: death"),
        row(unserved, "reason_for_no_ra1", lambda s: s.voids(s.release), WITHDRAWN, id="reason: not released"),
        row(
            unserved, "reason_for_no_ra1", lambda s: (s.at(2010, 3, 25, 22, 0), s.gave(RA1))[1], WITHDRAWN,
            id="H-154 RA1 written down late had been given in time",
        ),
        row(unserved, "offer_by_choice", lambda s: s.offered(), MET, id="offer: made"),
        row(
            unserved, "offer_by_choice", lambda s: s.booked(2010, 3, 29, 10, 0, purpose=BY_CHOICE), MET,
            id="offer: booked by choice",
        ),
        row(unserved, "offer_by_choice", lambda s: s.assessed(), MET, id="offer: came all the same"),
        row(unserved, "offer_by_choice", lambda s: s.died(), WITHDRAWN, id="offer: death"),
        row(unserved, "offer_by_choice", lambda s: s.laboratory(confirmed=False), WITHDRAWN, id="offer: unconfirmed"),
        row(spared, "offer_by_choice", lambda s: s.offered(accepted=False), MET, id="offer: H-150 declined"),
        row(spared, "offer_by_choice", lambda s: s.died(), WITHDRAWN, id="offer: H-150 death"),
        row(spared, "offer_by_choice", lambda s: s.voids(s.decision), WITHDRAWN, id="offer: H-150 voided"),
        row(
            accepted, "book_by_choice", lambda s: s.booked(2010, 3, 29, 10, 0, purpose=BY_CHOICE), MET,
            id="by choice: booked",
        ),
        row(accepted, "book_by_choice", lambda s: s.assessed(BY_CHOICE), MET, id="by choice: seen at once"),
        row(accepted, "book_by_choice", lambda s: s.died(), WITHDRAWN, id="by choice: death"),
        row(accepted, "book_by_choice", lambda s: s.voids(s.offer), WITHDRAWN, id="by choice: voided"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


def booked():
    s = stages.required()
    s.place = s.at(2010, 3, 25, 20, 20).booked(2010, 3, 26, 10, 30)
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(booked, "give_ra1", lambda s: s.prepared(RA1), id="H-154 prepared is not given"),
        row(
            stages.released, "hold_initial_assessment", lambda s: s.at(2010, 3, 26, 12, 0).came(stages.NO_SHOW),
            id="absent",
        ),
        row(stages.released, "hold_initial_assessment", lambda s: s.laboratory(confirmed=True), id="H-63 confirmed"),
        row(stages.released, "hold_initial_assessment", lambda s: s.decides(), id="decided, but not to end"),
        row(unserved, "reason_for_no_ra1", lambda s: s.at(2010, 3, 25, 23, 30).gave(RA1), id="H-154 RA1 after release"),
        row(
            unserved, "reason_for_no_ra1", lambda s: s.laboratory(confirmed=False),
            id="H-154 a debt, whatever came later",
        ),
        row(unserved, "reason_for_no_ra1", lambda s: s.assessed(), id="H-154 the person came all the same"),
        row(
            accepted, "book_by_choice", lambda s: also_required(s),
            id="R14 an assessment that another arrest requires",
        ),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def also_required(s):
    """Arrested the next day in gd, required there, and seen there."""
    s.released()
    s.here("gd").at(2010, 3, 26, 9, 0).arrested()
    s.tested()
    s.required()
    return s.assessed()


# --- when the first assessment is due (R1, R2, R9, R30), and what moved the date


def first_assessment(s):
    duty = s.duty("hold_initial_assessment", s.requirement)
    return (duty.due, duty.due_first, duty.moved_by, duty.owner)


PROVISIONAL = when(2010, 3, 26, 19, 50)


def test_release_moves_the_provisional_date():
    """R1: from the release on Thursday at 23:00."""
    s = stages.released()

    assert first_assessment(s) == (when(2010, 3, 26, 23, 0), PROVISIONAL, s.release, "nm-cjit")


def test_release_on_friday_afternoon_gives_until_the_end_of_monday():
    """R1, R29."""
    s = booked()
    s.gave(RA1)
    release = s.at(2010, 3, 26, 16, 30).released()

    assert first_assessment(s) == (end_of(2010, 3, 29), PROVISIONAL, release, "nm-cjit")


def test_someone_who_lives_elsewhere_is_seen_there_within_48_hours():
    """R2, H-73."""
    s = Story().at(2010, 3, 22, 8, 0)
    s.lives("gd")
    s.at(2010, 3, 22, 9, 0).arrested()
    s.at(2010, 3, 22, 10, 0).tested()
    s.requirement = s.required()

    assert first_assessment(s) == (when(2010, 3, 24, 10, 0), when(2010, 3, 24, 10, 0), None, "gd-cjit")


def test_an_address_found_later_moves_the_date_and_the_owner():
    """R2: both dates show, and the address is named."""
    s = stages.released()
    address = s.at(2010, 3, 26, 9, 0).lives("gd")

    assert first_assessment(s)[:3] == (end_of(2010, 3, 29), PROVISIONAL, address)


@pytest.mark.parametrize("area", ["nm", ""], ids=["R1 an address here", "R1 no fixed abode"])
def test_an_address_that_changes_nothing_is_not_blamed(area):
    s = stages.released()
    s.at(2010, 3, 26, 9, 0)

    _ = s.lives("nm") if area else s.no_fixed_abode()

    assert first_assessment(s)[:3] == (when(2010, 3, 26, 23, 0), PROVISIONAL, s.release)


def test_a_later_move_of_house_leaves_a_finished_assessment_alone():
    """Invariant 7: nothing that ended moves."""
    s = stages.assessed()
    before = first_assessment(s)

    s.at(2010, 9, 1, 9, 0).lives("gd")

    assert first_assessment(s) == before


def test_no_fixed_abode_is_seen_by_the_team_of_the_area_of_arrest():
    """R1."""
    s = stages.required()
    s.no_fixed_abode()

    assert first_assessment(s) == (PROVISIONAL, PROVISIONAL, None, "nm-cjit")


def test_a_corrected_time_of_the_test_moves_the_provisional_date():
    s = stages.required()

    correction = s.at(2010, 3, 25, 21, 0).corrects(s.test, happened=when(2010, 3, 25, 19, 20))

    assert first_assessment(s)[:3] == (when(2010, 3, 26, 19, 20), PROVISIONAL, correction)


def test_a_corrected_time_of_the_test_keeps_the_first_date_after_release_too():
    s = stages.released()

    s.at(2010, 3, 26, 9, 0).corrects(s.test, happened=when(2010, 3, 25, 19, 20))

    assert first_assessment(s)[:3] == (when(2010, 3, 26, 23, 0), PROVISIONAL, s.release)


def test_a_corrected_time_of_release_is_named():
    s = stages.released()

    correction = s.at(2010, 3, 26, 9, 0).corrects(s.release, happened=when(2010, 3, 25, 22, 0))

    assert first_assessment(s)[:3] == (when(2010, 3, 26, 22, 0), PROVISIONAL, correction)


def test_a_corrected_address_keeps_the_first_date():
    """Thursday: 24 hours in nm; corrected to gd, 48 hours that fall on a Saturday."""
    s = Story().at(2010, 3, 25, 18, 0)
    address = s.lives("nm")
    s.arrest = s.at(2010, 3, 25, 19, 0).arrested()
    s.test = s.at(2010, 3, 25, 19, 50).tested()
    s.requirement = s.at(2010, 3, 25, 20, 10).required()

    correction = s.at(2010, 3, 25, 21, 0).corrects(address, area="gd")

    assert first_assessment(s) == (end_of(2010, 3, 29), PROVISIONAL, correction, "gd-cjit")


def test_a_voided_address_keeps_the_first_date():
    s = Story().at(2010, 3, 25, 18, 0)
    address = s.lives("gd")
    s.arrest = s.at(2010, 3, 25, 19, 0).arrested()
    s.test = s.at(2010, 3, 25, 19, 50).tested()
    s.requirement = s.at(2010, 3, 25, 20, 10).required()

    void = s.at(2010, 3, 25, 21, 0).voids(address)

    assert first_assessment(s) == (PROVISIONAL, end_of(2010, 3, 29), void, "nm-cjit")


def test_a_correction_of_the_correction_back_again_moves_nothing():
    s = stages.required()
    once = s.at(2010, 3, 25, 21, 0).corrects(s.test, happened=when(2010, 3, 25, 19, 20))

    s.at(2010, 3, 25, 21, 30).corrects(once, happened=when(2010, 3, 25, 19, 50))

    assert first_assessment(s)[:3] == (PROVISIONAL, PROVISIONAL, None)


def test_a_sample_at_the_laboratory_has_28_days_at_most():
    """R9, R30: from the sample on 25 March to the end of 22 April."""
    s = stages.required(laboratory=DISPUTED)

    assert first_assessment(s)[:3] == (end_of(2010, 4, 22), end_of(2010, 4, 22), None)


def test_release_does_not_move_what_waits_for_the_laboratory():
    s = stages.required(laboratory=DISPUTED)
    s.booked(2010, 4, 7, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()

    assert first_assessment(s)[:3] == (end_of(2010, 4, 22), end_of(2010, 4, 22), None)


def test_the_answer_gives_five_working_days():
    """R30: from Maundy Thursday to the Friday after Easter."""
    s = stages.required(laboratory=DISPUTED)
    s.booked(2010, 4, 7, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()

    answer = s.at(2010, 4, 1, 15, 0).laboratory(confirmed=True)

    assert first_assessment(s)[:3] == (end_of(2010, 4, 12), end_of(2010, 4, 22), answer)


def test_a_result_disputed_later_is_named_as_what_moved_the_date():
    """R9: written as not sent, then corrected."""
    s = stages.required()

    correction = s.at(2010, 3, 25, 20, 15).corrects(s.test, laboratory=DISPUTED)

    assert first_assessment(s)[:3] == (end_of(2010, 4, 22), PROVISIONAL, correction)


# --- what may not be recorded


def negative():
    s = Story().at(2010, 3, 25, 19, 0)
    s.arrested()
    s.tested(NEGATIVE)
    return s


def positive(laboratory=DISPUTED):
    s = Story().at(2010, 3, 25, 19, 0)
    s.arrested()
    s.tested(laboratory=laboratory)
    return s


def unconfirmed():
    s = positive()
    s.at(2010, 3, 26, 12, 0).laboratory(confirmed=False)
    return s


def left():
    s = positive()
    s.at(2010, 3, 25, 23, 0).released()
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            "only_a_positive_test_requires", negative, lambda s: s.refusal(s.required),
            lambda _: positive().required(), id="H-63 N-41 negative",
        ),
        row(
            "only_a_positive_test_requires", unconfirmed, lambda s: s.refusal(s.required),
            lambda s: s.at(2010, 3, 26, 11, 59).required(), id="H-63 N-41 unconfirmed, but true before the answer",
        ),
        row(
            "only_a_positive_test_requires", negative, lambda s: s.refusal(s.not_imposed),
            lambda _: positive().not_imposed(), id="H-150 nothing to spare",
        ),
        row(
            "required_or_not_required", spared, lambda s: s.refusal(s.required),
            lambda s: (s.voids(s.decision), s.required()), id="H-149 H-150 spared already",
        ),
        row(
            "required_or_not_required", stages.required, lambda s: s.refusal(s.not_imposed),
            lambda s: (s.voids(s.requirement), s.not_imposed()), id="H-149 H-150 required already",
        ),
        row(
            "required_before_release", left, lambda s: s.at(2010, 3, 25, 23, 1).refusal(s.required),
            lambda s: s.at(2010, 3, 25, 23, 0).required(), id="H-149 H-154 before release",
        ),
        row(
            "the_warning_goes_with_the_requirement", positive, lambda s: s.refusal(s.required, warned=False),
            lambda s: s.required(warned=True), id="H-153 the warning",
        ),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_a_release_without_ra1_is_never_refused():
    """H-75, invariant 4: nothing here delays a release."""
    s = stages.required()

    assert s.accepts(s.released)


def test_the_cjit_is_told_by_the_release_and_the_appointment():
    """H-157: the nearest ruled thing is that the team named is responsible from the booking."""
    s = booked()

    assert s.care() == "nm-cjit"
    assert s.duty("record_attendance").owner == "nm-cjit"


def test_where_follow_up_and_first_assessment_meet_each_has_its_own_purpose():
    """H-149: both are required, and the first is not met by the second."""
    s = stages.released()

    s.at(2010, 3, 26, 12, 0).assessed(FOLLOW_UP, truly=True, engaged=False)

    assert s.open("hold_initial_assessment")
