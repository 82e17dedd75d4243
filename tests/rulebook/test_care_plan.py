"""Com 1: Handbook 4.1.3, 4.11.1; H-100 to H-108, H-190; R3, R14."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import BY_CHOICE, FOLLOW_UP, Story, end_of, when
from throughcare.rulebook.care_plan import DOMAINS, newest_plan, progress
from throughcare.rulebook.facts.assessment import Suitable

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def by_choice():
    """The proactive route: seen by choice on Maundy Thursday."""
    s = Story().at(2010, 4, 1, 15, 0)
    s.arrested()
    s.assessment = s.assessed(BY_CHOICE)
    return s


@pytest.mark.parametrize(
    ("tell", "arises", "due"),
    [
        row(stages.followed_up, when(2010, 3, 31, 10, 40), end_of(2010, 4, 9), id="H-101 H-102 R3 over Easter"),
        row(
            by_choice, when(2010, 4, 1, 15, 1), end_of(2010, 4, 12), id="H-101 H-103 R3 a second appointment, by choice"
        ),
    ],
)
def test_a_plan_is_owed_within_five_working_days(tell, arises, due):
    check_owed(tell, "agree_care_plan", "nm-cjit", arises, due)


@pytest.mark.parametrize(
    ("tell", "act", "how"),
    [
        row(stages.followed_up, lambda s: s.planned(), MET, id="H-104 H-108 agreed straight after"),
        row(stages.followed_up, lambda s: s.refused_plan(), MET, id="H-190 refused: the warning follows"),
        row(stages.followed_up, lambda s: s.died(), WITHDRAWN, id="plan: death"),
        row(stages.followed_up, lambda s: s.voids(s.follow_up), WITHDRAWN, id="plan: voided"),
        row(
            stages.followed_up, lambda s: s.corrects(s.follow_up, suitable_for=Suitable.ELSEWHERE), WITHDRAWN,
            id="H-96 something else suits better",
        ),
        row(
            stages.followed_up, lambda s: s.planned(assessment=s.initial), MET,
            id="H-102 from the initial assessment under the same requirement",
        ),
        row(by_choice, lambda s: s.planned(), MET, id="H-103 agreed"),
        row(by_choice, lambda s: s.died(), WITHDRAWN, id="by choice: death"),
    ],
)  # fmt: skip
def test_it_ends(tell, act, how):
    check_ends(tell, "agree_care_plan", act, how)


def plan_in_gd(s):
    s.here("gd").at(2010, 3, 31, 12, 0).arrested()
    s.tested()
    s.required()
    s.assessed()
    s.decided()
    return s.planned()


@pytest.mark.parametrize(
    ("tell", "act"),
    [
        row(stages.followed_up, plan_in_gd, id="R14 the plan of another requirement"),
        row(
            stages.followed_up, lambda s: s.at(2010, 3, 31, 10, 0).planned(assessment=s.initial), id="a plan before it"
        ),
    ],
)
def test_it_stays(tell, act):
    check_stays(tell, "agree_care_plan", act)


def test_who_did_not_engage_owes_no_plan_but_is_warned():
    """H-190."""
    s = stages.follow_up_booked()

    s.at(2010, 3, 31, 10, 40).assessed(FOLLOW_UP, engaged=False)

    assert not s.duties("agree_care_plan")
    assert s.open("warn")


def test_the_initial_assessment_leads_to_the_follow_up_and_not_to_two_plans():
    """H-102, H-174."""
    s = stages.decided()

    assert not s.duties("agree_care_plan")
    assert s.open("hold_follow_up")


def test_a_plan_agreed_at_the_initial_assessment_meets_the_follow_up():
    """H-104."""
    s = stages.decided()

    plan = s.planned()

    assert s.ended("hold_follow_up") == (MET, plan)
    assert s.open("take_on_caseload")


def silent():
    s = stages.follow_up_booked()
    s.at(2010, 3, 31, 10, 40).assessed(FOLLOW_UP, engaged=False)
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("a_plan_rests_on_an_assessment", silent, lambda s: s.refusal(s.planned),
            lambda s: s.planned(assessment=s.initial), id="H-100 H-190 needs that an assessment found"),
        *(
            row("a_plan_speaks_to_four_domains", stages.followed_up,
                lambda s, name=name: s.refusal(s.planned, **{name: " "}),
                lambda s, name=name: s.planned(**{name: "none found"}), id=f"H-105 H-106 {name}")
            for name in ("drug_and_alcohol", "health", "offending", "social")
        ),
        *(
            row("progress_is_in_a_domain", stages.planned, lambda s: s.refusal(s.progressed, health=" "),
                lambda s, name=name: s.progressed(**{name: "none yet"}), id=f"H-106 H-108 progress in {name}")
            for name in ("drug_and_alcohol", "health", "offending", "social")
        ),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_a_plan_is_updated_at_any_time():
    """H-100, H-108: a living document; every version stands, dated."""
    s = stages.on_caseload()
    s.at(2010, 5, 4, 9, 0).planned(assessment=s.follow_up)

    assert len(s.history.all(type(s.entry(s.plan).fact))) == 2
    assert not s.open("take_on_caseload", s.last(type(s.entry(s.plan).fact)))


@pytest.mark.parametrize("copy", [True, False], ids=["H-107 a copy given", "H-107 no copy yet"])
def test_whether_the_person_has_a_copy_is_asked_each_time(copy):
    s = stages.planned()

    s.corrects(s.plan, copy_given=copy)

    assert s.history.last(type(s.entry(s.plan).fact)).fact.copy_given is copy


def test_progress_is_what_was_last_said_of_each_domain_of_the_newest_plan():
    """H-106, H-108."""
    s = stages.on_caseload()
    s.at(2010, 5, 4, 9, 0).progressed(health="sleeps again", social="on the list")
    s.at(2010, 6, 4, 9, 0).progressed(health="eats well")

    assert newest_plan(s.history).root == s.plan
    assert [getattr(progress(s.history, name), "happened_at", None) for name in DOMAINS] == [
        None, when(2010, 6, 4, 9, 0), None, when(2010, 5, 4, 9, 0),
    ]  # fmt: skip

    newer = s.at(2010, 7, 5, 9, 0).planned(assessment=s.follow_up)

    assert newest_plan(s.history).root == newer
    assert [progress(s.history, name) for name in DOMAINS] == [None] * 4


def test_without_a_plan_there_is_no_progress():
    assert newest_plan(stages.followed_up().history) is None
    assert progress(stages.followed_up().history, "health") is None
