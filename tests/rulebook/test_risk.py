"""An immediate risk is never only a tick: Handbook 4.1.2; H-89, H-90; invariant 11."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import NO_FURTHER, RA5, Story, when
from throughcare.rulebook.facts.assessment import RiskLevel
from throughcare.rulebook.facts.custody import RiskFound
from throughcare.rulebook.risk import taker

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param


def found():
    s = Story().at(2010, 4, 4, 3, 15)
    s.found = s.risk()
    return s


def ticked(**risk):
    return stages.assessed(says=risk or {"risk_to_self": RiskLevel.IMMEDIATE})


@pytest.mark.parametrize(
    ("tell", "kind", "owner", "at"),
    [
        row(found, "act_on_risk", "nm-suite", when(2010, 4, 4, 3, 15), id="H-89 on Easter Sunday at 03:15"),
        row(ticked, "name_risk_taker", "nm-cjit", when(2010, 3, 26, 11, 0), id="H-89 to the person"),
        row(
            lambda: ticked(risk_to_others=RiskLevel.IMMEDIATE), "name_risk_taker", "nm-cjit",
            when(2010, 3, 26, 11, 0), id="H-90 to others",
        ),
    ],
)  # fmt: skip
def test_it_is_owed_at_once(tell, kind, owner, at):
    check_owed(tell, kind, owner, at, at)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(found, "act_on_risk", lambda s: s.handed_over(), MET, id="H-89 handed over"),
        row(found, "act_on_risk", lambda s: s.died(), WITHDRAWN, id="act: death"),
        row(found, "act_on_risk", lambda s: s.voids(s.found), WITHDRAWN, id="act: voided"),
        row(ticked, "name_risk_taker", lambda s: s.risk(), MET, id="H-89 a taker named"),
        row(ticked, "name_risk_taker", lambda s: s.at(2010, 3, 26, 11, 0).risk(), MET, id="H-89 named the same minute"),
        row(ticked, "name_risk_taker", lambda s: s.handed_over(risk=s.initial), MET, id="H-90 handed over"),
        row(
            ticked, "name_risk_taker", lambda s: s.risk_taken_on(risk=s.initial), MET, id="H-90 taken on by a name",
        ),
        row(ticked, "name_risk_taker", lambda s: s.died(), WITHDRAWN, id="taker: death"),
        row(
            ticked, "name_risk_taker", lambda s: s.corrects(s.initial, risk_to_self=RiskLevel.SOME), WITHDRAWN,
            id="taker: was not immediate",
        ),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


def leaves(s):
    s.decided(NO_FURTHER)
    return s.gave(RA5)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(found, "act_on_risk", lambda s: s.decides(ends=True), id="H-89 survives the end of our part"),
        row(found, "act_on_risk", lambda s: s.risk_taken_on(), id="H-49 taken on is not settled"),
        row(ticked, "name_risk_taker", leaves, id="H-90 survives a way out"),
        row(ticked, "name_risk_taker", lambda s: s.at(2010, 3, 26, 10, 0).risk(), id="H-89 a risk of an hour before"),
    ],
)
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


@pytest.mark.parametrize("level", [None, RiskLevel.NONE, RiskLevel.SOME], ids=["not asked", "none", "not immediate"])
def test_only_an_immediate_risk_is_owed_now(level):
    assert not ticked(risk_to_self=level).duties("name_risk_taker")


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("a_risk_has_a_named_taker", Story, lambda s: s.refusal(s.risk, taker="  "),
            lambda s: s.risk(taker="Sgt Lowe"), id="H-89 H-90 a name"),
        row("a_risk_has_a_named_taker", found, lambda s: s.refusal(s.risk_taken_on, taker=" "),
            lambda s: s.risk_taken_on(), id="H-49 the next taker has a name too"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_whoever_took_it_on_last_has_it():
    """H-49: the name on the board and in the handover."""
    s = found()

    risk = lambda: s.history.get(s.found, RiskFound)  # noqa: E731

    assert taker(s.history, risk()) == "Sgt Lowe"
    s.at(2010, 4, 4, 7, 2).risk_taken_on("Insp Tanner")
    s.at(2010, 4, 4, 7, 9).risk_taken_on("DO Osborne")
    assert taker(s.history, risk()) == "DO Osborne"
