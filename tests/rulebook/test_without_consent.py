"""Sharing without consent: PPO guidance 36, 42 to 44 and 47; reading R26."""

from datetime import date

import pytest

from tests.rulebook.checks import check_refused
from tests.rulebook.sharing_story import COORDINATOR, PPO, WORKERS_OWN, P, R, known, required
from tests.rulebook.stories import MANAGER, WORKER
from throughcare.rulebook.facts.consent import Ground

row = pytest.param
DRUGS = PPO | {"drugs_used": True}
CRIME = {"recipient": R.POLICE, "purpose": P.CRIME, "out_of_contact": True}
LIFE = {"recipient": R.POLICE, "purpose": P.SAVING_LIFE, "risk": True, "ground": Ground.LIFE}
HOLDS = {"member": WORKERS_OWN}


def no_decision(**said):
    return lambda s: s.refusal(s.decided_to_share, **said)


def decides(**said):
    return lambda s: s.decided_to_share(**said)


def asked_back():
    s = known()
    s.agreed()
    s.shared()
    s.asked_back()
    return s


def by_letter():
    s = known()
    said = {"recipient": R.COURT, "purpose": P.COURT_LETTER, "attendance": True}
    s.agreed(**said)
    s.shared(**said)
    s.asked_back()
    return s


def told():
    s = known()
    s.told_in_danger()
    return s


def refused_after_the_assessment(s):
    """The decision stands from before; the required assessment came after it."""
    s.decided_to_share(**DRUGS)
    s.now = s.now.replace(day=13)
    s.assessed()
    return s.refusal(s.shared, decision=decision_of(s), **DRUGS)


def decision_of(s):
    return next(e.id for e in s.entries if hasattr(e.fact, "weighed"))


def shares_less(s):
    s.decided_to_share()
    s.assessed()
    return s.shared(decision=decision_of(s))


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("a_decision_gives_its_reasons", known, no_decision(weighed=" "), decides(), id="P-28 not weighed"),
        row("a_decision_gives_its_reasons", known, no_decision(advice=""), decides(), id="P-30 advice not said"),
        row("a_decision_gives_its_reasons", known, no_decision(advice="", shares=False), decides(shares=False),
            id="P-42 nor when it says no"),
        row("a_decision_stays_within_its_ground", known, no_decision(**PPO, ground=Ground.LIFE), decides(),
            id="P-28 P-35 another ground: each case by itself"),
        row("a_decision_stays_within_its_ground", known, no_decision(**LIFE | {"ground": Ground.CRIME}),
            decides(**LIFE), id="P-28 to save life"),
        row("a_decision_stays_within_its_ground", known,
            no_decision(recipient=R.SERVICE, purpose=P.SERVICE, engaged=True), decides(**CRIME),
            id="P-33 not a relevant authority"),
        row("a_decision_stays_within_its_ground", known, no_decision(**PPO, test_results=True), decides(),
            id="P-34 no test result"),
        row("a_decision_stays_within_its_ground", known, no_decision(**PPO | {"engaged": False}),
            decides(**PPO | {"engaged": False}, shares=False), id="P-37 nothing chosen"),
        row("sharing_has_an_end", known, no_decision(until=date(2010, 4, 11)), decides(), id="P-28 an end"),
        row("required_content_leaves_only_by_written_consent", required, no_decision(**DRUGS), decides(),
            id="R26 refused even to the senior professional"),
        row("required_content_leaves_only_by_written_consent", known, refused_after_the_assessment, shares_less,
            id="R26 nor by an earlier decision"),
        row("the_requester_does_not_decide", known, no_decision(**HOLDS), decides(), id="P-29 requester"),
        row("recorded_by_those_who_do_it", known, no_decision(by=MANAGER), decides(), id="P-29 only those named"),
        row("the_recipient_answers", asked_back, lambda s: s.refusal(s.answered, by=WORKER, team="nm-cjit"),
            lambda s: s.answered(), id="P-45 the recipient"),
        row("the_recipient_answers", by_letter, lambda s: s.refusal(s.answered),
            lambda s: s.answered(by=WORKER, team="nm-cjit"), id="P-45 no desk here"),
        row("another_person_reviews", told, lambda s: s.refusal(s.reviewed, member=WORKERS_OWN),
            lambda s: s.reviewed(), id="P-28 not one's own"),
        row("shared_within_what_was_agreed_or_decided", known, lambda s: (s.decided_to_share(shares=False),
            s.refusal(s.shared, decision=decision_of(s)))[1], lambda s: (s.decided_to_share(),
            s.shared(decision=decision_of(s)))[1], id="P-42 decided against"),
        row("shared_while_the_basis_holds", known, lambda s: (s.decided_to_share(until=date(2010, 4, 12)),
            s.at(2010, 4, 13, 0, 0).refusal(s.shared, decision=decision_of(s)))[1],
            lambda s: (s.decided_to_share(until=date(2010, 4, 12)), s.shared(decision=decision_of(s)))[1],
            id="P-28 until its last day"),
        row("shared_as_the_table_allows", lambda: known(), lambda s: (s.decided_to_share(),
            s.refusal(s.shared, decision=decision_of(s), **PPO | {"engaged": False}))[1],
            lambda s: s.decided_to_share(), id="P-38 nothing of it"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


@pytest.mark.parametrize("ground", Ground)
def test_each_ground_is_one_the_guidance_names(ground):
    "P-28: the list is closed."
    assert ground in {Ground.LIFE, Ground.CRIME}


def test_what_was_said_in_an_emergency_is_never_refused():
    "R26: not even the content of a required assessment, nor to whom it was told."
    assert required().told_in_danger()
    assert known().told_in_danger(by=COORDINATOR, team="nm-ppo")
