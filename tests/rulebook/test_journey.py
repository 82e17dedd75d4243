"""What holds for every duty, and the catch-all: Handbook 1.3, 3.2, 4.1; H-1, H-50; invariants 1, 7, 10."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends
from tests.rulebook.stories import (
    BY_CHOICE,
    DISPUTED,
    DRR,
    FOLLOW_UP,
    GIVEN,
    NEGATIVE,
    NO_FURTHER,
    NO_SHOW,
    OFFER_AGAIN,
    OPIATES,
    OUTREACH,
    RA1,
    RA5,
    Story,
    end_of,
    when,
)
from throughcare.rulebook import guidance, journey
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import Suitable
from throughcare.rulebook.facts.keeping_contact import Verdict
from throughcare.rulebook.readings import readings
from throughcare.rulebook.refusing import REFUSALS
from throughcare.rulebook.requirements import requirements

row = pytest.param
WITHDRAWN = "withdrawn"


# --- nobody without a date (invariant 1)


def suits_elsewhere():
    s = stages.follow_up_booked()
    s.at(2010, 3, 31, 10, 40).assessed(FOLLOW_UP, says={"suitable_for": Suitable.ELSEWHERE})
    return s


def outreach_decided():
    s = stages.absent()
    s.reported()
    s.partners_decided(OUTREACH)
    return s


def unserved_and_offered():
    s = stages.required()
    s.at(2010, 3, 25, 23, 0).released()
    s.reason_for_no_ra1()
    s.offered(accepted=True)
    s.booked(2010, 3, 26, 15, 0, purpose=BY_CHOICE)
    missed = s.at(2010, 3, 26, 15, 0).came(NO_SHOW)
    s.at(2010, 3, 26, 15, 0).weighed(Verdict.EXCUSED, missed)
    return s


@pytest.mark.parametrize(
    ("tell", "since"),
    [
        row(suits_elsewhere, (2010, 3, 31, 10, 40), id="H-96 something else suits better: who arranges it?"),
        row(unserved_and_offered, (2010, 3, 26, 15, 0), id="H-182 absent by choice, and excused: what now?"),
    ],
)
def test_where_no_rule_speaks_someone_decides_within_five_working_days(tell, since):
    s = tell()

    assert s.open_kinds() == ["decide_next"]
    duty = s.duty("decide_next")
    assert duty.owner == s.care() == "nm-cjit"
    assert duty.arises_at == duty.counted_from == when(*since)
    assert duty.due == (end_of(2010, 4, 9) if since[2] == 31 else end_of(2010, 4, 6))


@pytest.mark.parametrize(
    ("act"),
    [
        row(lambda s: s.decides(ends=True), id="decided to end"),
        row(lambda s: s.died(), id="death"),
        row(lambda s: s.planned(), id="a rule speaks again"),
    ],
)
def test_the_catch_all_goes_when_it_is_not_needed(act):
    s = suits_elsewhere()
    key = s.duty("decide_next").key

    act(s)

    assert not s.open("decide_next")
    assert s.duty("decide_next").key == key


def test_before_the_first_fact_nothing_is_owed():
    assert journey.follow(Story().history, GIVEN).duties == ()


EVERYONE = [
    stages.required, stages.released, stages.assessed, stages.decided, stages.follow_up_booked, stages.followed_up,
    stages.planned, stages.on_caseload, stages.absent, stages.not_engaging, suits_elsewhere, outreach_decided,
    unserved_and_offered,
]  # fmt: skip


@pytest.mark.parametrize("tell", EVERYONE, ids=lambda tell: tell.__name__)
def test_nobody_is_without_a_team_and_an_open_dated_duty(tell):
    """H-1, invariant 1: after every single fact."""
    s = tell()
    entries = s.entries
    for count in range(1, len(entries) + 1):
        s.entries = entries[:count]
        standing = s.standing()
        assert standing.care_team in GIVEN.teams
        assert standing.open_duties, s.entries[-1].fact
        assert all(duty.owner in GIVEN.teams for duty in standing.duties)


def test_death_leaves_no_duty_that_needs_the_person():
    """Invariant 10."""
    for tell in EVERYONE:
        s = tell()
        s.died()
        assert s.standing().open_duties == ()
        assert s.care() is None


def test_a_duty_says_what_it_rests_on():
    s = stages.released()
    duty = s.duty("hold_initial_assessment")

    assert duty.because == s.requirement
    assert duty.episode == s.arrest
    assert duty.key == f"hold_initial_assessment:{s.requirement}"
    assert duty.counted_from == when(2010, 3, 25, 23, 0)


# --- checking the record


def doubtful():
    s = stages.released()
    s.at(2010, 4, 1, 9, 0)
    s.correction = s.corrects(s.test, result=NEGATIVE)
    return s


def test_a_doubtful_record_is_checked_by_the_team_that_wrote_it():
    """H-50."""
    duty = doubtful().duty("check_record", "nm-suite")

    assert (duty.open, duty.owner, duty.due) == (True, "nm-suite", end_of(2010, 4, 12))


def test_the_check_goes_when_the_record_is_right_again():
    """Corrected back: the duty is withdrawn, and its key stays."""
    s = doubtful()
    key = s.duty("check_record", "nm-suite").key

    s.corrects(s.correction, result=OPIATES)

    assert s.ended("check_record", "nm-suite")[0] == WITHDRAWN
    assert s.duty("check_record", "nm-suite").key == key


def test_a_check_outlives_a_way_out():
    s = doubtful()
    s.no_misuse()

    assert s.open("check_record", "nm-suite")


# --- what a way out withdraws, kind by kind


def two_weeks_of_laboratory():
    s = stages.required(laboratory=DISPUTED)
    s.sent()
    return s


def drr():
    return stages.decided(decision=DRR, consent=True)


def irregular():
    s = Story()
    s.arrest = s.arrested()
    s.tested(NEGATIVE)
    s.tested(irregular=True)
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "how"),
    [
        row(stages.required, "book_initial_assessment", WITHDRAWN, id="book"),
        row(stages.required, "give_ra1", WITHDRAWN, id="ra1"),
        row(stages.released, "record_attendance", WITHDRAWN, id="attendance"),
        row(stages.decided, "hold_follow_up", WITHDRAWN, id="follow-up"),
        row(stages.not_engaging, "warn", WITHDRAWN, id="warning"),
        row(stages.followed_up, "agree_care_plan", WITHDRAWN, id="care plan"),
    ],
)
def test_what_was_a_step_of_the_way_is_withdrawn(tell, kind, how):
    """R16."""
    check_ends(tell, kind, lambda s: s.decides(ends=True), how)


@pytest.mark.parametrize(
    ("tell", "kind"),
    [
        row(irregular, "put_irregular_test_right", id="R10 an irregular test"),
        row(drr, "tell_probation", id="H-169 telling Probation"),
        row(lambda: stages.decided(decision=NO_FURTHER), "give_ra5", id="H-166 RA5"),
    ],
)
def test_what_is_a_debt_of_the_service_stays(tell, kind):
    s = tell()

    s.decides(ends=True)

    assert s.open(kind)


# --- the tables themselves

CITING = [
    *(row(one, id=f"duty {kind}") for kind, one in journey.OBLIGATIONS.items()),
    *(row(one, id=f"refusal {name}") for name, one in REFUSALS.items()),
    *(row(one, id=f"limit {name}") for name, one in DEADLINES.items()),
]


@pytest.mark.parametrize("one", CITING)
def test_what_a_row_names_is_there(one):
    assert set(one.cites) <= set(guidance.paragraphs())
    assert set(one.requirements) <= set(requirements())
    assert set(one.readings) <= set(readings())


@pytest.mark.parametrize("name", sorted(REFUSALS))
def test_every_refusal_cites_a_paragraph_and_says_what_it_is_about(name):
    assert REFUSALS[name].cites
    assert REFUSALS[name].check.__doc__.endswith(".")


@pytest.mark.parametrize("kind", sorted(journey.OBLIGATIONS))
def test_every_duty_cites_a_paragraph(kind):
    assert journey.OBLIGATIONS[kind].cites


def test_offered_again_by_the_partnership_keeps_the_requirement():
    """H-173."""
    s = stages.absent()
    s.reported()
    s.partners_decided(OFFER_AGAIN)

    assert s.episode(s.arrest).ended_by is None


def test_ra5_leaves_nothing_open():
    """R16."""
    s = stages.decided(decision=NO_FURTHER)
    s.gave(RA5)

    assert s.standing().open_duties == ()


def test_two_overlapping_arrests_in_two_areas():
    """R14: each with its own requirement, and one ended by its laboratory."""
    s = two_weeks_of_laboratory()
    s.booked(2010, 4, 7, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()
    s.here("gd").at(2010, 3, 27, 9, 0).arrested()
    s.at(2010, 3, 27, 10, 0).tested()
    second = s.required()
    s.booked(2010, 3, 29, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 27, 12, 0).released()
    s.at(2010, 3, 29, 10, 0).assessed(requirement=second)
    s.decided()
    plan = s.planned()

    assert s.ended("hold_follow_up") == ("met", plan)
    assert s.open("hold_initial_assessment", s.requirement)
    assert s.duty("hold_initial_assessment", s.requirement).owner == "nm-cjit"
    answer = s.here("nm").at(2010, 4, 1, 15, 0).laboratory(confirmed=False, test=s.test)
    assert s.ended("hold_initial_assessment", s.requirement) == (WITHDRAWN, answer)
    assert s.open("take_on_caseload")
    assert {duty.owner for duty in s.standing().open_duties} == {"nm-suite", "gd-cjit"}
