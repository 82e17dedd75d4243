"""How an arrest's episode ends: Handbook 1.3; R14, R16, R33, R34; what a way out withdraws, and what it does not."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_refused
from tests.rulebook.stories import (
    BY_CHOICE,
    DISPUTED,
    DRR,
    FOLLOW_UP,
    NEGATIVE,
    NO_ACTION,
    NO_FURTHER,
    NO_SHOW,
    OFFER_AGAIN,
    OUTREACH,
    RA1,
    RA5,
    Story,
)
from throughcare.rulebook.journey import OBLIGATIONS

row = pytest.param


def negative():
    s = Story()
    s.arrest = s.arrested()
    s.test = s.tested(NEGATIVE)
    return s


def positive(laboratory=DISPUTED):
    s = Story()
    s.arrest = s.arrested()
    s.test = s.tested(laboratory=laboratory)
    return s


def spared():
    s = positive()
    s.not_imposed()
    return s


def unconfirmed():
    s = stages.required(laboratory=DISPUTED)
    s.at(2010, 4, 1, 9, 0).laboratory(confirmed=False)
    return s


def failure_reported():
    s = stages.absent()
    s.reported()
    return s


def not_engaging_reported():
    s = stages.not_engaging()
    s.warned()
    s.reported_not_engaging()
    return s


@pytest.mark.parametrize(
    ("tell", "act", "words"),
    [
        row(negative, lambda s: s.no_misuse(), "never identified", id="R16 never identified"),
        row(unconfirmed, lambda s: s.told_ended(), "the laboratory did not confirm the test", id="R16 told"),
        row(
            positive, lambda s: s.laboratory(confirmed=False), "the laboratory did not confirm the test",
            id="R16 unconfirmed before anything was required",
        ),
        row(
            lambda: stages.decided(decision=NO_FURTHER), lambda s: s.gave(RA5), "no further intervention is needed",
            id="R16 H-166 RA5",
        ),
        row(
            lambda: stages.decided(decision=DRR, consent=False), lambda s: s.gave(RA5),
            "the person is subject to a Drug Rehabilitation Requirement", id="R16 R34 H-169 DRR",
        ),
        row(
            spared, lambda s: s.offered(accepted=False), "an appointment by choice was declined",
            id="R16 H-150 spared and declined",
        ),
        row(
            failure_reported, lambda s: s.partners_decided(NO_ACTION), "decided by the partnership",
            id="R16 H-173 failure, and no further action",
        ),
        row(
            not_engaging_reported, lambda s: s.partners_decided(NO_ACTION), "decided by the partnership",
            id="R16 H-173 not engaging, and no further action",
        ),
        row(stages.planned, lambda s: s.taken_on(), "taken on the caseload", id="R16 H-191 taken on the caseload"),
        row(stages.released, lambda s: s.decides(ends=True), "decided by the team", id="R16 our part ends"),
        row(stages.released, lambda s: s.died(), "death", id="R16 death"),
    ],
)  # fmt: skip
def test_an_episode_ends_by_a_recorded_way_out(tell, act, words):
    s = tell()
    assert s.episode(s.arrest).ended_by is None

    by = act(s)

    episode = s.episode(s.arrest)
    assert (episode.ended_by, episode.way_out, episode.here) == (by, words, "")
    assert not [
        duty for duty in s.standing().open_duties
        if duty.episode == s.arrest and not OBLIGATIONS[duty.kind].survives
    ]  # fmt: skip


def chosen(s):
    s.at(2010, 3, 26, 14, 0).assessed(BY_CHOICE)
    s.planned()
    return s.taken_on()


@pytest.mark.parametrize(
    ("tell", "act"),
    [
        row(negative, lambda s: s.released(), id="H-66 release is none"),
        row(stages.required, lambda s: s.laboratory(confirmed=False), id="R16 unconfirmed, and not told"),
        row(lambda: stages.decided(decision=NO_FURTHER), lambda s: s.prepared(RA5), id="H-166 RA5 not given"),
        row(stages.released, lambda s: s.offered(accepted=False), id="H-149 a choice declined under a requirement"),
        row(positive, lambda s: s.offered(accepted=False), id="H-149 declined before anyone decided on a requirement"),
        row(spared, lambda s: s.offered(accepted=True), id="H-150 spared and accepted"),
        row(failure_reported, lambda s: s.partners_decided(OUTREACH), id="H-173 outreach goes on"),
        row(failure_reported, lambda s: s.partners_decided(OFFER_AGAIN), id="H-173 offered again"),
        row(stages.released, lambda s: s.decides(), id="decided, but not to end"),
        row(stages.released, chosen, id="R14 on a caseload by choice while the requirement binds"),
        row(failure_reported, lambda s: s.at(2010, 3, 26, 18, 0).came(NO_SHOW, truly=True), id="absence is none"),
    ],
)
def test_these_are_no_way_out(tell, act):
    s = tell()

    act(s)

    assert s.episode(s.arrest).ended_by is None
    assert s.care() is not None
    assert s.standing().open_duties


def test_a_voided_arrest_takes_its_duties_with_it():
    s = stages.released()

    void = s.voids(s.arrest)

    assert not s.standing().episodes
    assert s.ended("test_or_say_why_not")[0] == "met"
    assert s.ended("hold_initial_assessment") == ("withdrawn", void)


def two_arrests():
    s = stages.required(laboratory=DISPUTED)
    s.booked(2010, 4, 7, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 25, 23, 0).released()
    s.here("gd").at(2010, 3, 27, 9, 0)
    s.second_arrest = s.arrested()
    s.second_test = s.tested()
    s.second = s.required()
    s.booked(2010, 3, 29, 10, 0)
    s.gave(RA1)
    s.at(2010, 3, 27, 12, 0).released()
    return s


def test_one_arrests_way_out_leaves_the_others_duties():
    """R14."""
    s = two_arrests()
    s.here("nm").at(2010, 4, 1, 15, 0).laboratory(confirmed=False, test=s.test)

    s.told_ended(s.requirement)

    assert s.episode(s.arrest).way_out
    assert not s.episode(s.second_arrest).way_out
    assert s.open("hold_initial_assessment", s.second)


def test_a_plan_under_one_requirement_leaves_the_other_bound():
    """R14: taken on in gd under the second requirement; nm's first assessment is still owed."""
    s = two_arrests()
    s.at(2010, 3, 29, 10, 0).assessed(requirement=s.second)
    s.decided()
    s.assessed(FOLLOW_UP, requirement=s.second)
    s.planned()

    entry = s.taken_on()

    assert s.episode(s.second_arrest).ended_by == entry
    assert s.episode(s.arrest).ended_by is None
    assert s.open("hold_initial_assessment", s.requirement)


def test_a_caseload_entered_before_a_requirement_was_decided_on_is_no_way_out_of_it():
    """R14: tested in gd at 10:10; taken on in nm at 10:20; required in gd at 10:30."""
    s = stages.planned()
    s.here("gd").at(2010, 4, 1, 10, 0)
    second = s.arrested()
    s.at(2010, 4, 1, 10, 10).tested()
    s.here("nm").at(2010, 4, 1, 10, 20).taken_on()

    s.here("gd").at(2010, 4, 1, 10, 30).required()

    assert s.episode(second).ended_by is None
    assert s.open("give_ra1", s.last(type(s.history.entries[-1].fact)))


def test_a_debt_of_the_service_outlives_the_way_out():
    s = stages.required(laboratory=DISPUTED)
    s.at(2010, 3, 25, 23, 0).released()

    s.at(2010, 3, 26, 9, 0).decides(ends=True)

    assert s.open_kinds() == ["reason_for_no_ra1", "send_sample"]


def test_a_second_general_ending_withdraws_what_arose_since_the_first():
    """An early ending is not the only one."""
    s = stages.released()
    s.decides(ends=True)
    s.here("nm").at(2010, 6, 1, 9, 0).arrested()
    s.tested(NEGATIVE)
    s.offered()
    s.released()
    s.booked(2010, 6, 2, 9, 0, purpose=BY_CHOICE)
    s.at(2010, 6, 2, 9, 0).assessed(BY_CHOICE)
    s.planned()
    assert s.open("take_on_caseload")

    end = s.decides(ends=True)

    assert s.ended("take_on_caseload") == ("withdrawn", end)


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("an_ending_names_its_arrest", two_arrests, lambda s: s.refusal(s.decides, ends=True),
            lambda s: s.decides(ends=True, arrest=s.arrest), id="R14 R16 which of two"),
        row("an_ending_names_its_arrest", two_arrests, lambda s: s.refusal(s.decides, ends=True),
            lambda s: s.decides(ends=False), id="R14 R16 nothing ends"),
        row("an_ending_names_its_arrest", two_arrests, lambda s: s.refusal(s.decides, ends=True),
            lambda _: stages.released().decides(ends=True), id="R14 R16 one only"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)
