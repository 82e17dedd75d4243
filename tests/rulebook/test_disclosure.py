"""The table of what may be shared, and what a disclosure still opens: PPO guidance 33, 47; PACE s63B(7)."""

from datetime import date, timedelta

import pytest

from tests.rulebook import stages
from tests.rulebook.sharing_story import PPO, P, R, known, on_from
from tests.rulebook.stories import end_of, when
from throughcare.rulebook import guidance
from throughcare.rulebook.actors import Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import CLASS_OF, ROUTINE, TABLE, Basis, items_read, live_shares, shares
from throughcare.rulebook.facts.consent import Disclosed, Ground, Item

ENFORCEMENT = {R.POLICE}
TEST_RESULTS_SERVE = {P.CONTINUITY, P.TREATMENT, P.COURT_LETTER, P.SUPERVISION, P.REQUIREMENT}
PAIRS = [(purpose, kind) for purpose in P for kind in R]
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("purpose", "kind"), PAIRS)
def test_the_wall_between_care_and_enforcement_holds_for_every_pair(purpose, kind):
    "B5; P-23, P-27, P-40: no consent serves the police, and no result a purpose outside PACE s63B(7)."
    rows = [one for one in TABLE if one.purpose is purpose and kind in one.recipients]

    assert not [one for one in rows if one.basis is Basis.CONSENT and kind in ENFORCEMENT]
    assert purpose in TEST_RESULTS_SERVE or not [one for one in rows if Item.TEST_RESULTS in one.items]
    assert purpose is not P.CRIME or all(one.basis is Basis.DECISION for one in rows)


@pytest.mark.parametrize("one", TABLE, ids=lambda one: f"{one.basis}: {one.purpose}, {sorted(one.recipients)[0]}")
def test_a_row_cites_and_names_no_row_twice(one):
    "P-21, P-22, P-31"
    assert [guidance.cite(ref) for ref in one.cites]
    alike = [
        other for other in TABLE
        if (other.basis, other.purpose, other.by) == (one.basis, one.purpose, one.by)
        and other.recipients & one.recipients
    ]  # fmt: skip
    assert alike == [one]
    assert (one.basis is Basis.DECISION) is (one.ground is not None)
    assert (one.basis is Basis.INVOLVEMENT) is (one.by is not None)


def test_the_routine_answer_to_a_ppo_scheme_is_three_things():
    "P-26, P-39"
    (by_consent,) = [one for one in TABLE if R.PPO_SCHEME in one.recipients and one.basis is Basis.CONSENT]

    assert by_consent.items == ROUTINE == {Item.ENGAGED, Item.DRUGS_USED, Item.LEVEL_OF_USE}


@pytest.mark.parametrize("basis", [Basis.CONSENT, Basis.INVOLVEMENT])
def test_the_police_learn_nothing_of_an_assessment(basis):
    "H-144: attendance and what was required, never content."
    rows = [one for one in TABLE if one.basis is basis and R.POLICE in one.recipients]

    assert not [item for one in rows for item in one.items if CLASS_OF[item] is DataClass.ASSESSMENT]


def sent(**said):
    s = known()
    s.consent = s.agreed(until=date(2010, 10, 31))
    s.sent = s.at(2010, 4, 13, 9, 0).shared(**said)
    return s.at(2010, 4, 20, 12, 0)


def lasting(s):
    return live_shares(s.history)[0].until


def corrects(s):
    s.corrects(s.consent, engaged=False, drugs_used=True)


@pytest.mark.parametrize(
    ("said", "act", "until"),
    [
        pytest.param({}, lambda s: None, end_of(2010, 10, 31), id="P-36 the consent's last day, the clocks go back"),
        pytest.param({"until": date(2010, 5, 3)}, lambda s: None, end_of(2010, 5, 3), id="its own last day"),
        pytest.param({}, lambda s: s.took_back(), when(2010, 4, 20, 12), id="P-36 taken back"),
        pytest.param({}, lambda s: s.asked_back(), when(2010, 4, 20, 12), id="P-41 asked back"),
        pytest.param({}, lambda s: s.voids(s.consent), when(2010, 4, 20, 12), id="consent voided"),
        pytest.param({}, corrects, when(2010, 4, 20, 12), id="consent corrected to less"),
    ],
)
def test_a_share_ends_with_the_earliest_of_its_ends(said, act, until):
    s = sent(**said)

    act(s)

    share = live_shares(s.history)[0]
    assert share.until == until
    assert share.live_at(until - SECOND)
    assert not share.live_at(until)
    assert not share.live_at(share.from_at - SECOND)


def test_a_share_says_who_what_for_and_of_which_classes():
    s = sent()

    (share,) = live_shares(s.history)

    assert (share.team, share.purpose, share.from_at) == ("nm-ppo", P.PPO_MANAGEMENT, when(2010, 4, 13, 9))
    assert share.classes == {DataClass.IDENTITY, DataClass.CASEWORK}
    assert share.disclosure == s.sent


def test_what_was_decided_ends_with_the_decision():
    s = known()
    decision = s.decided_to_share(until=date(2010, 4, 30))
    s.shared(decision=decision, **PPO)

    assert lasting(s) == end_of(2010, 4, 30)


def test_what_was_entered_in_error_was_never_shared():
    s = sent()
    s.voids(s.sent)

    assert live_shares(s.history) == []


def test_a_letter_is_a_share_that_no_team_reads():
    s = known()
    said = {"recipient": R.COURT, "purpose": P.COURT_LETTER, "attendance": True}
    s.agreed(**said)
    s.shared(**said)

    assert live_shares(s.history) == []
    assert len(list(shares(s.history))) == 1


BY_CONSENT = {"contact": True, "care_plan": True, "assessment": True, "attendance": True}
CARE = {"purpose": P.CONTINUITY, **BY_CONSENT}
TO_TREAT = {"recipient": R.TREATMENT, "purpose": P.TREATMENT, **BY_CONSENT, "engaged": True}
SERVICE = {"recipient": R.TREATMENT, "purpose": P.SERVICE, "contact": True, "services": True, "risk": True}
SUPERVISED = {
    "recipient": R.PROBATION,
    "purpose": P.SUPERVISION,
    **BY_CONSENT,
    "assessment": False,
    "test_results": True,
}
ROUTINE_SET = {**PPO, "drugs_used": True, "level_of_use": True}
IN_DANGER = {"recipient": R.CJIT, "purpose": P.SAVING_LIFE, "assessment": True, "risk": True}


def read(role, **said):
    s = known()
    s.agreed(**said)
    return what_is_read(s, s.shared(**said), role)


def what_is_read(s, shared, role):
    items = items_read(s.history, s.history.get(shared, Disclosed), Role(role))
    return " ".join(sorted(item.name.lower() for item in items))


@pytest.mark.parametrize(
    ("role", "said", "items"),
    [
        ("cjit_case_manager", {"recipient": R.CJIT, **CARE}, "assessment attendance care_plan contact"),
        ("cjit_spoc", {"recipient": R.CJIT, **CARE}, "attendance contact"),
        ("carat_worker", {"recipient": R.CARATS, **CARE}, "assessment attendance care_plan contact"),
        ("treatment_provider", TO_TREAT, "assessment attendance care_plan contact engaged"),
        ("service_provider", TO_TREAT, "attendance contact engaged"),
        ("service_provider", SERVICE, "contact services"),
        ("offender_manager", SUPERVISED, "attendance care_plan contact test_results"),
        ("ppo_coordinator", ROUTINE_SET, "drugs_used engaged level_of_use"),
    ],
)
def test_a_role_reads_of_what_was_agreed_what_its_work_needs(role, said, items):
    "P-22, H-144, design 1.5: what the basis allows, and never more than the role may see."
    assert read(role, **said) == items


@pytest.mark.parametrize("role", ["cjit_spoc", "cjit_case_manager"])
def test_what_was_decided_is_read_whole(role):
    "P-28: who is told is weighed in the decision."
    s = known()
    decision = s.decided_to_share(ground=Ground.LIFE, **IN_DANGER)

    assert what_is_read(s, s.shared(decision=decision, **IN_DANGER), role) == "assessment risk"


def test_what_goes_by_law_is_read_by_role_as_well():
    "H-144, SPOC 2.1: papers of a referral; whoever gives out places does not read what was said."
    s = on_from(stages.decided())
    s.lives("gd")
    referral = s.referred("gd")
    sent = s.shared(
        involved=referral, recipient=R.CJIT, purpose=P.REQUIREMENT, to_team="gd-cjit", assessment=True, requirement=True
    )

    assert what_is_read(s, sent, "cjit_case_manager") == "assessment requirement"
    assert what_is_read(s, sent, "cjit_spoc") == "requirement"
