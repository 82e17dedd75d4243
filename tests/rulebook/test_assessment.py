"""IE2 and IE3: Handbook 4.1.2, 4.1.3, 4.7.1, 4.7.2; H-83 to H-95, H-101, H-102, H-165 to H-175; R3, R29, R34."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused
from tests.rulebook.stories import (
    BY_CHOICE,
    DRR,
    FOLLOW_UP,
    FULL,
    INITIAL,
    NEEDED,
    NEGATIVE,
    NO_ACTION,
    NO_FURTHER,
    NO_SHOW,
    ON_CASELOAD,
    OUTREACH,
    RA5,
    WORKER,
    end_of,
    when,
)
from throughcare.rulebook.facts.assessment import MINIMUM_CONTENT, Assessed, Dependency, RiskLevel, Urgency

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param
FRIDAY, MONDAY, TUESDAY_AFTER_EASTER = end_of(2010, 3, 26), end_of(2010, 3, 29), end_of(2010, 4, 6)


def part_done():
    """Talked at 11:00 on Friday, but urgency was not covered."""
    return stages.assessed(says={"urgency": None})


def drr():
    return stages.decided(decision=DRR, consent=True)


def warned():
    s = stages.not_engaging()
    s.warning = s.at(2010, 3, 26, 11, 10).warned()
    return s


def reported():
    s = warned()
    s.report = s.at(2010, 3, 29, 9, 0).reported_not_engaging()
    return s


def plan_refused():
    s = stages.followed_up()
    s.refusal_of_plan = s.at(2010, 3, 31, 10, 50).refused_plan()
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(part_done, "complete_minimum", when(2010, 3, 26, 11, 0), FRIDAY, id="H-91 cover the minimum"),
        row(stages.assessed, "decide_follow_up", when(2010, 3, 26, 11, 0), FRIDAY, id="H-165 H-171 before it closes"),
        row(stages.decided, "book_follow_up", when(2010, 3, 26, 11, 20), FRIDAY, id="H-165 arranged at the initial"),
        row(
            stages.decided, "hold_follow_up", when(2010, 3, 26, 11, 20), TUESDAY_AFTER_EASTER,
            id="H-101 H-168 H-175 R3 five working days over Easter",
        ),
        row(drr, "tell_probation", when(2010, 3, 26, 11, 20), MONDAY, id="H-169 tell Probation"),
        row(stages.not_engaging, "warn", when(2010, 3, 26, 11, 0), FRIDAY, id="H-172 restate and warn"),
        row(plan_refused, "warn", when(2010, 3, 31, 10, 50), end_of(2010, 3, 31), id="H-190 plan refused: warn"),
        row(warned, "report_not_engaging", when(2010, 3, 26, 11, 10), MONDAY, id="H-172 H-190 R21 report"),
        row(
            reported, "partnership_weighs", when(2010, 3, 29, 9, 0), end_of(2010, 4, 7),
            id="H-173 R21 five working days over Easter",
        ),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def engaged_later(s):
    return s.at(2010, 3, 29, 15, 0).assessed()


def plan_later(s):
    s.at(2010, 3, 31, 12, 0)
    return s.planned(assessment=s.follow_up)


ENDS = [
    (part_done, "complete_minimum", lambda s: s.assessed(), MET, "H-91 covered"),
    (part_done, "complete_minimum", lambda s: (s.decided(), s.assessed(FOLLOW_UP))[1], MET, "H-83 at the follow-up"),
    (part_done, "complete_minimum", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "minimum: unconfirmed"),
    (part_done, "complete_minimum", lambda s: s.died(), WITHDRAWN, "minimum: death"),
    (part_done, "complete_minimum", lambda s: s.voids(s.initial), WITHDRAWN, "minimum: voided"),
    (
        part_done,
        "complete_minimum",
        lambda s: s.corrects(s.initial, urgency=Urgency.URGENT),
        WITHDRAWN,
        "minimum: had been covered",
    ),
    (stages.assessed, "decide_follow_up", lambda s: s.decided(), MET, "H-165 needed"),
    (stages.assessed, "decide_follow_up", lambda s: s.decided(NO_FURTHER), MET, "H-166 not needed"),
    (stages.assessed, "decide_follow_up", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "decide: unconfirmed"),
    (stages.assessed, "decide_follow_up", lambda s: s.died(), WITHDRAWN, "decide: death"),
    (stages.assessed, "decide_follow_up", lambda s: s.voids(s.initial), WITHDRAWN, "decide: voided"),
    (stages.assessed, "decide_follow_up", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN, "decide: N-41"),
    (stages.decided, "book_follow_up", lambda s: s.booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP), MET, "H-165 booked"),
    (stages.decided, "book_follow_up", lambda s: s.assessed(FOLLOW_UP), WITHDRAWN, "book: held at once"),
    (stages.decided, "book_follow_up", lambda s: s.planned(), WITHDRAWN, "H-104 book: a plan agreed at once"),
    (stages.decided, "book_follow_up", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "book: unconfirmed"),
    (stages.decided, "book_follow_up", lambda s: s.died(), WITHDRAWN, "book: death"),
    (stages.decided, "book_follow_up", lambda s: s.voids(s.decision), WITHDRAWN, "book: not decided"),
    (
        stages.decided,
        "book_follow_up",
        lambda s: s.corrects(s.decision, decision=NO_FURTHER),
        WITHDRAWN,
        "H-166 book: not needed after all",
    ),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.assessed(FOLLOW_UP), MET, "H-102 H-174 held"),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.assessed(FOLLOW_UP, engaged=False), MET, "hold: silent"),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.planned(), MET, "H-104 H-174 hold: a plan agreed at once"),
    (stages.follow_up_booked, "hold_follow_up", lambda s: failed(s), WITHDRAWN, "hold: failure reported"),
    (
        stages.follow_up_booked,
        "hold_follow_up",
        lambda s: s.laboratory(confirmed=False),
        WITHDRAWN,
        "hold: unconfirmed",
    ),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.died(), WITHDRAWN, "hold: death"),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.voids(s.decision), WITHDRAWN, "hold: not decided"),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN, "hold: N-41"),
    (drr, "tell_probation", lambda s: s.told_probation(), MET, "H-169 told"),
    (drr, "tell_probation", lambda s: s.died(), WITHDRAWN, "tell: death"),
    (drr, "tell_probation", lambda s: s.corrects(s.decision, written_consent=False), WITHDRAWN, "R34 no consent"),
    (stages.not_engaging, "warn", lambda s: s.warned(), MET, "H-172 warned"),
    (stages.not_engaging, "warn", engaged_later, WITHDRAWN, "warn: engaged"),
    (stages.not_engaging, "warn", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "warn: unconfirmed"),
    (stages.not_engaging, "warn", lambda s: s.corrects(s.test, result=NEGATIVE), WITHDRAWN, "warn: N-41"),
    (stages.not_engaging, "warn", lambda s: s.died(), WITHDRAWN, "warn: death"),
    (stages.not_engaging, "warn", lambda s: s.voids(s.initial), WITHDRAWN, "warn: voided"),
    (plan_refused, "warn", lambda s: s.warned(about=s.refusal_of_plan), MET, "H-190 warned"),
    (plan_refused, "warn", plan_later, WITHDRAWN, "H-190 agreed after all"),
    (warned, "report_not_engaging", lambda s: s.reported_not_engaging(), MET, "H-172 reported"),
    (warned, "report_not_engaging", engaged_later, WITHDRAWN, "report: engaged"),
    (warned, "report_not_engaging", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "report: unconfirmed"),
    (warned, "report_not_engaging", lambda s: s.died(), WITHDRAWN, "report: death"),
    (warned, "report_not_engaging", lambda s: s.voids(s.warning), WITHDRAWN, "report: not warned"),
    (reported, "partnership_weighs", lambda s: s.partners_decided(OUTREACH), MET, "H-173 decided"),
    (reported, "partnership_weighs", engaged_later, WITHDRAWN, "weigh: engaged"),
    (reported, "partnership_weighs", lambda s: s.laboratory(confirmed=False), WITHDRAWN, "weigh: unconfirmed"),
    (reported, "partnership_weighs", lambda s: s.died(), WITHDRAWN, "weigh: death"),
    (reported, "partnership_weighs", lambda s: s.voids(s.report), WITHDRAWN, "weigh: not reported"),
]


@pytest.mark.parametrize(("tell", "kind", "act", "how"), [row(*each[:4], id=each[4]) for each in ENDS])
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


def failed(s):
    s.at(2010, 3, 31, 11, 0).came(NO_SHOW, appointment=s.second_place)
    s.judged()
    return s.reported()


def engages_elsewhere(s):
    """Arrested again in gd, required there, and engaging there."""
    s.here("gd").at(2010, 3, 29, 9, 0).arrested()
    s.tested()
    s.required()
    s.assessed()
    s.decided()
    return s.planned()


STAYS = [
    (part_done, "complete_minimum", lambda s: s.assessed(engaged=False), "H-91 silence covers nothing"),
    (part_done, "complete_minimum", lambda s: s.assessed(says={"readiness": None}), "H-91 another part of it"),
    (part_done, "complete_minimum", engages_elsewhere, "R14 an assessment under another requirement"),
    (stages.decided, "book_follow_up", lambda s: s.booked(2010, 3, 31, 9, 0, purpose=BY_CHOICE), "H-165 not by choice"),
    (stages.follow_up_booked, "hold_follow_up", engages_elsewhere, "R14 the plan of another requirement"),
    (stages.follow_up_booked, "hold_follow_up", lambda s: s.assessed(BY_CHOICE), "H-174 an assessment by choice"),
    (drr, "tell_probation", lambda s: s.gave(RA5), "H-169 a debt of the service"),
    (drr, "tell_probation", lambda s: s.laboratory(confirmed=False), "H-169 the outcome is told all the same"),
    (stages.not_engaging, "warn", engages_elsewhere, "R14 engaging under another requirement"),
    (warned, "report_not_engaging", engages_elsewhere, "R14 engaging under another requirement"),
    (reported, "partnership_weighs", engages_elsewhere, "R14 engaging under another requirement"),
]


@pytest.mark.parametrize(
    ("tell", "kind", "act"), [row(*each[:3], id=each[3] + f" {n}") for n, each in enumerate(STAYS)]
)
def test_it_stays(tell, kind, act):
    s = tell()
    key = s.duty(kind).key

    act(s)

    assert next(duty for duty in s.duties(kind) if duty.key == key).open


# --- what an assessment must cover, and what it is (H-83 to H-95)

NOT_ASKED = [
    ("dependency", "H-85 dependency or propensity"),
    ("would_benefit", "H-86 whether help would be of benefit"),
    ("readiness", "H-87 readiness"),
    ("comprehensive_needed", "H-88 a comprehensive assessment"),
    ("risk_to_self", "H-89 risk to the person"),
    ("risk_to_others", "H-90 risk to others"),
    ("urgency", "H-91 urgency of referral"),
    ("other_drugs", "H-92 other drugs"),
    ("diversity_needs", "H-93 race, equality and diversity"),
    ("harm_advice_given", "H-94 advice and treatment explained"),
    ("support_explained", "H-95 wider support explained"),
]


@pytest.mark.parametrize("field", [row(name, id=words) for name, words in NOT_ASKED])
def test_each_item_of_the_minimum_is_asked_for(field):
    s = stages.assessed(says={field: None})

    assert s.open("complete_minimum")
    s.refuses("no_release_on_part_of_an_assessment", s.decided, NO_FURTHER)
    s.corrects(s.initial, **{field: FULL[field]})
    assert not s.open("complete_minimum")
    assert s.accepts(s.decided, NO_FURTHER)


def test_the_minimum_is_these_eleven_and_no_more():
    assert tuple(name for name, _ in NOT_ASKED) == MINIMUM_CONTENT


@pytest.mark.parametrize(
    ("field", "answer", "covered"),
    [
        row("dependency", Dependency.NONE, True, id="H-85 none found is an answer"),
        row("would_benefit", False, True, id="H-86 no is an answer"),
        row("comprehensive_needed", False, True, id="H-88 no is an answer"),
        row("risk_to_self", RiskLevel.NONE, True, id="H-89 none found is an answer"),
        row("urgency", Urgency.NONE, True, id="H-91 none needed is an answer"),
        row("other_drugs", "", False, id="H-92 an empty line is none"),
        row("diversity_needs", "", False, id="H-93 an empty line is none"),
        row("harm_advice_given", False, False, id="H-94 not given is not covered"),
        row("support_explained", False, False, id="H-95 not explained is not covered"),
    ],
)
def test_what_counts_as_an_answer(field, answer, covered):
    fact = Assessed(purpose=INITIAL, engaged=True, **(FULL | {field: answer}))

    assert fact.meets_minimum is covered


@pytest.mark.parametrize("purpose", [INITIAL, FOLLOW_UP, BY_CHOICE], ids=lambda p: f"H-83 {p}")
def test_the_same_minimum_holds_on_every_occasion(purpose):
    s = stages.released() if purpose is INITIAL else stages.not_engaging()
    _ = purpose is FOLLOW_UP and s.decided()

    s.at(2010, 3, 29, 12, 0).assessed(purpose, says={"urgency": None})

    assert s.open("complete_minimum")


def test_what_the_initial_assessment_covered_is_not_asked_again_at_the_follow_up():
    """H-174: its purpose is the care plan."""
    s = stages.decided()

    s.at(2010, 3, 29, 12, 0).assessed(FOLLOW_UP, says={"urgency": None})

    assert s.duty("complete_minimum").never_arose


def test_an_initial_assessment_that_was_silent_can_be_made_up_for_at_the_follow_up():
    """H-83, H-167: the follow-up does what circumstances did not allow at the initial."""
    s = stages.not_engaging()
    s.decided(NEEDED)

    s.at(2010, 3, 31, 10, 0).assessed(FOLLOW_UP)

    assert not s.duties("complete_minimum")
    assert s.open("agree_care_plan")


def test_a_triage_assessment_is_enough_to_go_on():
    """H-84, H-88: level 2; that a comprehensive one is needed is an answer, and nothing waits for it."""
    s = stages.assessed(says={"comprehensive_needed": True})

    s.decided()

    assert not s.duties("complete_minimum")
    assert s.accepts(s.planned)


def test_nothing_is_asked_of_who_would_not_talk():
    assert not stages.not_engaging().duties("complete_minimum")


# --- the follow-up: day 0, and who is excused


def test_an_assessment_completed_later_is_day_0():
    """R3: in part on Friday 26 March; completed on Monday: five working days from there."""
    s = part_done()
    s.at(2010, 3, 26, 11, 20).decided()
    full = s.at(2010, 3, 29, 16, 0).assessed()

    duty = s.duty("hold_follow_up")

    assert (duty.due, duty.due_first, duty.moved_by) == (end_of(2010, 4, 7), TUESDAY_AFTER_EASTER, full)


def test_without_an_assessment_that_met_the_minimum_the_initial_one_is_day_0():
    """R29."""
    s = stages.not_engaging()
    s.at(2010, 3, 29, 9, 0).decided()

    assert s.due("hold_follow_up") == TUESDAY_AFTER_EASTER


def test_a_corrected_day_of_assessment_moves_the_follow_up_and_shows_both():
    s = stages.decided()

    correction = s.at(2010, 3, 26, 12, 0).corrects(s.initial, appointment=None, happened=when(2010, 3, 25, 22, 0))

    duty = s.duty("hold_follow_up")
    assert (duty.due, duty.due_first, duty.moved_by) == (end_of(2010, 4, 1), TUESDAY_AFTER_EASTER, correction)


@pytest.mark.parametrize("decision", [NO_FURTHER, DRR, ON_CASELOAD], ids=["H-166", "H-169", "H-170"])
def test_each_exception_spares_the_follow_up(decision):
    s = stages.assessed()

    s.decided(decision, consent=True, truly=True)

    assert not s.duties("book_follow_up")
    assert not s.duties("hold_follow_up")
    assert s.open("give_ra5")


def test_the_follow_up_is_owed_by_the_team_it_is_booked_with():
    s = stages.decided()
    s.lives("gd")
    s.referred("gd")
    s.booked(2010, 3, 31, 10, 0, purpose=FOLLOW_UP, team="gd-cjit")

    assert s.duty("hold_follow_up").owner == "gd-cjit"


def test_without_written_consent_probation_is_told_nothing():
    """R34, H-169: the requirement ends, the refusal stands on the record, and RA5 is the way out."""
    s = stages.decided(decision=DRR, consent=False)

    assert not s.duties("tell_probation")
    s.gave(RA5)
    assert s.care() is None


def test_what_the_partnership_decides_may_be_the_end():
    """H-173, R16."""
    s = reported()

    end = s.partners_decided(NO_ACTION)

    assert s.episode(s.arrest).ended_by == end


# --- what may not be recorded


def on_caseload_and_arrested_again(engaged=True):
    """On nm's caseload; arrested, required and seen in gd on 7 April."""
    s = stages.on_caseload()
    s.here("gd").at(2010, 4, 7, 9, 0).arrested()
    s.tested()
    s.required()
    s.second = s.at(2010, 4, 7, 11, 0).assessed(engaged=engaged)
    return s


def by_choice():
    s = stages.released()
    s.at(2010, 3, 29, 9, 0).assessed(BY_CHOICE)
    return s


SPARED = "no_release_without_engagement"
OF_REQUIREMENT = "a_required_assessment_rests_on_a_requirement"


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(SPARED, stages.not_engaging, lambda s: s.refusal(s.decided, NO_FURTHER), lambda s: s.decided(NEEDED),
            id="H-166 H-167 the worker cannot decide so"),
        row(SPARED, lambda: on_caseload_and_arrested_again(engaged=False), lambda s: s.refusal(s.decided, ON_CASELOAD),
            lambda _: on_caseload_and_arrested_again().decided(ON_CASELOAD), id="H-170 no plan was reviewed"),
        row("no_release_on_part_of_an_assessment", part_done, lambda s: s.refusal(s.decided, NO_FURTHER),
            lambda s: s.decided(NEEDED), id="H-85 H-166 complete it, or arrange the follow-up"),
        row("already_on_a_caseload", stages.assessed, lambda s: s.refusal(s.decided, ON_CASELOAD),
            lambda _: on_caseload_and_arrested_again().decided(ON_CASELOAD), id="H-170 on a caseload"),
        row("consent_is_asked_before_probation_is_told", stages.assessed, lambda s: s.refusal(s.decided, DRR),
            lambda s: s.decided(DRR, consent=False), id="H-169 R34 asked, and refused"),
        row("the_decision_belongs_to_a_required_initial_assessment", stages.followed_up,
            lambda s: s.refusal(s.decided, assessment=s.follow_up),
            lambda _: stages.assessed().decided(), id="H-165 not at the follow-up"),
        row("the_decision_belongs_to_a_required_initial_assessment", by_choice, lambda s: s.refusal(s.decided),
            lambda _: stages.assessed().decided(), id="H-165 nor by choice"),
        row(OF_REQUIREMENT, stages.released, lambda s: s.refusal(without_requirement, s),
            lambda s: s.assessed(), id="H-63 H-83 an initial assessment names its requirement"),
        row(OF_REQUIREMENT, stages.released, lambda s: s.refusal(with_requirement, s),
            lambda s: s.assessed(BY_CHOICE), id="H-83 one by choice names none"),
        row("a_warning_answers_not_engaging", stages.assessed, lambda s: s.refusal(s.warned),
            lambda _: stages.not_engaging().warned(), id="H-172 nothing to warn about"),
        row("a_warning_answers_not_engaging", plan_refused, lambda s: s.refusal(s.warned, about=s.follow_up),
            lambda s: s.warned(about=s.refusal_of_plan), id="H-172 H-190 about the plan"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def without_requirement(s):
    return s.tell(Assessed(purpose=INITIAL, engaged=True, **FULL), by=WORKER)


def with_requirement(s):
    return s.tell(Assessed(purpose=BY_CHOICE, requirement=s.requirement, engaged=True, **FULL), by=WORKER)


def test_the_worker_decides_whatever_the_person_would_like():
    """H-166, H-168: someone who declines but needs it is given a follow-up within five working days."""
    s = stages.decided(decision=NEEDED)

    assert s.due("hold_follow_up") == TUESDAY_AFTER_EASTER


def test_a_follow_up_is_decided_once():
    s = stages.decided()

    s.refuses("happens_once", s.decided, NO_FURTHER)
