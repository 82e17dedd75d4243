"""The table of what may be shared, and what a disclosure still opens: PPO guidance 33, 47; PACE s63B(7)."""

from datetime import date, timedelta

import pytest

from tests.rulebook.sharing_story import PPO, P, R, known
from tests.rulebook.stories import end_of, when
from throughcare.rulebook import guidance
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import CLASS_OF, ROUTINE, TABLE, Basis, live_shares, shares
from throughcare.rulebook.facts.consent import Item

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
