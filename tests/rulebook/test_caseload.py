"""Com 2: Handbook 4.1.3, 4.11.2, PPO 50; H-54, H-55, H-109, H-110, H-190, H-191, P-48; R14."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import RA1, WORKER, end_of, when

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(stages.planned, "take_on_caseload", when(2010, 3, 31, 10, 50), end_of(2010, 4, 1), id="H-190 H-191 accept"),
        row(
            stages.on_caseload, "name_case_manager", when(2010, 3, 31, 11, 30), end_of(2010, 4, 1),
            id="H-54 H-109 H-191 P-48 a named worker",
        ),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(stages.planned, "take_on_caseload", lambda s: s.taken_on(), MET, id="H-191 taken on"),
        row(stages.planned, "take_on_caseload", lambda s: s.died(), WITHDRAWN, id="take on: death"),
        row(stages.planned, "take_on_caseload", lambda s: s.voids(s.plan), WITHDRAWN, id="take on: no plan"),
        row(stages.planned, "take_on_caseload", lambda s: s.decides(ends=True), WITHDRAWN, id="take on: our part ends"),
        row(
            stages.planned, "take_on_caseload", lambda s: (s.planned(), s.taken_on())[1], WITHDRAWN,
            id="take on: under a later plan",
        ),
        row(stages.on_caseload, "name_case_manager", lambda s: s.manager_named(), MET, id="H-54 H-109 named"),
        row(stages.on_caseload, "name_case_manager", lambda s: s.died(), WITHDRAWN, id="name: death"),
        row(stages.on_caseload, "name_case_manager", lambda s: s.voids(s.caseload), WITHDRAWN, id="name: not on it"),
        row(stages.on_caseload, "name_case_manager", lambda s: s.decides(ends=True), WITHDRAWN, id="name: left"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    if kind == "take_on_caseload":
        check_first_ends(tell, kind, act, how)
    else:
        check_ends(tell, kind, act, how)


def check_first_ends(tell, kind, act, how):
    """The duty of the first plan; `act` may agree another."""
    s = tell()
    assert s.open(kind, s.plan)

    by = act(s)

    assert s.ended(kind, s.plan) == (how, by)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(
            stages.on_caseload, "name_case_manager",
            lambda s: s.decides(ends=True, by=WORKER, team="gd-cjit"), id="R14 another team's part ends",
        ),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


def test_a_new_case_manager_follows_the_old_one():
    """H-110, H-55: one at a time, the last named."""
    s = stages.on_caseload()
    s.manager_named()

    assert s.accepts(s.manager_named)
    assert not s.open("name_case_manager")


def left():
    s = stages.on_caseload()
    s.at(2010, 5, 4, 9, 0).decides(ends=True)
    return s


def also_planned_in_gd():
    """On nm's caseload; a plan was agreed in gd after a second arrest."""
    s = stages.on_caseload()
    s.here("gd").at(2010, 4, 7, 9, 0).arrested()
    s.tested()
    s.required()
    s.booked(2010, 4, 7, 12, 0)
    s.gave(RA1)
    s.assessed()
    s.decided()
    s.second_plan = s.planned()
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("the_caseload_is_agreed_to", stages.planned, lambda s: s.refusal(s.taken_on, agrees=False),
            lambda s: s.taken_on(agrees=True), id="P-48 agreement"),
        row("one_caseload_at_a_time", also_planned_in_gd, lambda s: s.refusal(s.taken_on),
            lambda s: (s.here("nm").decides(ends=True, arrest=s.arrest), s.here("gd").taken_on(s.second_plan)),
            id="H-109 H-191 R14 an existing caseload keeps care"),
        row("the_teams_own_manager_names", stages.on_caseload, lambda s: s.here("gd").refusal(s.manager_named),
            lambda s: s.here("nm").manager_named(), id="H-191 of that team"),
        row("the_teams_own_manager_names", left, lambda s: s.refusal(s.manager_named),
            lambda s: s.at(2010, 5, 4, 8, 59).manager_named(), id="H-191 while on it"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_only_a_manager_names():
    """H-191."""
    s = stages.on_caseload()

    s.refuses("recorded_by_those_who_do_it", s.manager_named, by=WORKER)


def test_an_admission_written_down_late_makes_the_overlapping_one_doubtful():
    """R14: late paper keeps its true time."""
    s = stages.on_caseload()
    s.here("gd").at(2010, 3, 31, 8, 0).taken_on(plan_before(s), written=when(2010, 4, 7, 9, 0))

    assert s.duty("check_record", "nm-cjit").open


def plan_before(s):
    return s.at(2010, 3, 31, 8, 0).planned(assessment=s.initial, written=when(2010, 4, 7, 9, 0))
