"""Synthetic lives are told in the order of writing, and the rules accept every step of them."""

from collections import Counter
from dataclasses import replace
from functools import cache
from uuid import uuid5

import pytest

from tests.simulation.scenes import AREAS, GIVEN, MEMBERSHIP, MONDAY_MORNING, told
from throughcare.rulebook.facts import assessment, casework, custody, engagement
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.history import History
from throughcare.rulebook.journey import follow, refusal_to_record
from throughcare.rulebook.standing import Actor
from throughcare.simulation.parameters import OBSERVED, OFFICIAL, ROWS, SETS

LIVES = 2_000


@cache
def lives():
    return tuple(told(seed, (OFFICIAL, OBSERVED)[seed % 2]) for seed in range(LIVES))


@cache
def eventful_lives():
    """The rare branches made common."""
    rates = {
        "lives_elsewhere": 0.5, "seen_in_custody": 0.8, "to_laboratory": 0.3, "confirmed": 0.5, "no_notice": 0.2,
        "irregular": 0.1, "dies_in_a_year": 0.3, "arrests_a_year": 6.0, "immediate_risk": 0.2, "moved": 0.4,
        "withdrawn": 0.2, "move_not_told": 0.4,
        "corrected": 0.2, "late_paper": 0.1, "leaves_early": 0.2, "attends": 0.7, "engages": 0.7, "refuses": 0.1,
        "positive": 0.8, "restricted": 0.3,
    }  # fmt: skip
    return tuple(told(seed, replace(OBSERVED, **rates)) for seed in range(1000))


def refusals(steps):
    """What the rules would have said to each step when it was written down."""
    written = []
    for step in steps:
        member = uuid5(MEMBERSHIP, step.role)
        proposed = step.recorded(by=member)
        by = Actor(membership=member, role=step.role, team=step.team)
        refusal = refusal_to_record(History(written), proposed, by=by, at=step.recorded_at, given=GIVEN)
        if refusal is not None:
            yield type(step.fact).__name__, refusal.rule
        written.append(proposed)


def standing_of(steps):
    return follow(History(step.recorded(by=MEMBERSHIP) for step in steps), GIVEN)


def test_the_same_seed_tells_the_same_life():
    assert told(7, OFFICIAL) == told(7, OFFICIAL)
    assert told(7, OFFICIAL) != told(8, OFFICIAL)


@pytest.mark.parametrize("of", [lives, eventful_lives], ids=["as calibrated", "eventful"])
def test_the_rules_refuse_no_step_of_any_life(of):
    refused = Counter(refusal for steps in of() for refusal in refusals(steps))

    assert refused == {}


@pytest.mark.parametrize("seed", [4, 76, 90, 156, 206, 321])
def test_two_arrests_at_once_do_not_write_an_old_record_anew_twice(seed):
    """The later story may be told first: a year of 100,000 people met such a life once (P-51)."""
    often = replace(OBSERVED, arrests_a_year=40.0, lives_elsewhere=0.1, attends=0.95, engages=0.95, positive=0.9)
    steps = told(seed, often, days=400)

    assert ("AssessmentRecord", "one_record_a_person") not in set(refusals(steps))


@pytest.mark.parametrize("of", [lives, eventful_lives], ids=["as calibrated", "eventful"])
def test_a_life_is_told_in_the_order_of_writing_and_no_further_than_asked(of):
    for steps in of():
        assert all(step.happened_at <= step.recorded_at <= MONDAY_MORNING for step in steps)
        assert [step.recorded_at for step in steps] == sorted(step.recorded_at for step in steps)
        assert len({step.id for step in steps}) == len(steps)


def test_every_kind_of_fact_that_is_no_mending_happens_to_someone():
    happened = {type(step.fact) for steps in (*lives(), *eventful_lives()) for step in steps}

    assert happened == {kind.cls for kind in KINDS.values() if not kind.mending}


@pytest.mark.parametrize(
    ("cls", "name", "choices"),
    [
        (custody.DrugTested, "result", custody.Result),
        (custody.DrugTested, "laboratory", custody.ForLaboratory),
        (custody.DrugTested, "irregular", (True, False)),
        (custody.LaboratoryReturned, "confirmed", (True, False)),
        (custody.VoluntaryOfferMade, "accepted", (True, False)),
        (assessment.AttendanceRecorded, "outcome", assessment.Outcome),
        (assessment.AppointmentMade, "purpose", assessment.Purpose),
        (assessment.GoodCauseJudged, "accepted", (True, False)),
        (assessment.Assessed, "engaged", (True, False)),
        (assessment.FollowUpDecided, "decision", assessment.FollowUp),
        (assessment.FollowUpDecided, "written_consent", (True, False, None)),
        (assessment.NoticePrepared, "form", assessment.Form),
        (engagement.PartnershipDecided, "decision", engagement.PartnershipDecision),
    ],
)
def test_every_branch_is_taken_by_someone(cls, name, choices):
    taken = {getattr(step.fact, name) for steps in eventful_lives() for step in steps if isinstance(step.fact, cls)}

    assert taken == set(choices)


def test_lives_cut_short_leave_people_at_every_point_of_the_required_way():
    here = {episode.here for steps in (*lives(), *eventful_lives()) for episode in standing_of(steps).episodes}

    assert {"IE1", "IE2", "IE3", "IE4a", "Com1", "Com2"} <= here


def test_someone_is_arrested_in_another_area_while_the_first_requirement_is_open():
    assert any(_two_open_in_two_areas(standing_of(steps), steps) for steps in eventful_lives())


def test_someone_referred_elsewhere_is_contacted_there_and_taken_on_there():
    assert any(
        isinstance(step.fact, casework.TakenOnCaseload) and step.team == referral.fact.to_team
        for steps in eventful_lives()
        for referral in steps
        if isinstance(referral.fact, casework.ReferredToTeam)
        for step in steps
    )


def test_a_scheme_that_was_shown_what_was_misread_is_shown_the_right_day():
    duties = [duty for steps in (*lives(), *eventful_lives()) for duty in standing_of(steps).duties]

    assert "met" in {duty.state for duty in duties if duty.kind == "tell_corrected"}


def test_every_suite_and_team_has_work():
    busy = {step.team for steps in lives() for step in steps}

    assert busy == {f"{area}-{name}" for area in AREAS for name in ("suite", "cjit", "ppo", "partners")}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_number_says_where_it_comes_from(row):
    assert row.official_source.startswith("[")
    assert row.observed_source.startswith("[")
    assert getattr(SETS["official"], row.name) == row.official
    assert getattr(SETS["observed"], row.name) == row.observed


def _two_open_in_two_areas(standing, steps):
    suites = {step.id: step.team for step in steps if isinstance(step.fact, custody.Arrested)}
    still_open = {suites[episode.root] for episode in standing.episodes if episode.here and episode.root in suites}
    return len(still_open) > 1
