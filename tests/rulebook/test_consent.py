"""Nothing is shared without one basis that holds: Handbook 4.2; PPO guidance 33 to 36 and 47; invariant 5."""

from datetime import date, timedelta

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.sharing_story import COORDINATOR, PPO, P, R, known, on_from
from tests.rulebook.stories import DRR, SERGEANT, end_of, when
from throughcare.rulebook.disclosure import end_of_share
from throughcare.rulebook.facts.consent import ConsentGiven, ConsentWithdrawn, Disclosed, HowAgreed

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param
LATE = {"until": date(2010, 4, 11)}
TREATMENT = {"recipient": R.TREATMENT, "purpose": P.TREATMENT, "health": True}
COURT = {"recipient": R.COURT, "purpose": P.COURT_LETTER, "attendance": True}
TO_GP = {"recipient": R.GP, "purpose": P.TREATMENT, "attendance": True}
AT_SCHEME = {"by": COORDINATOR, "team": "nm-ppo"}
CONTACT = {"recipient": R.CJIT, "purpose": P.CONTACT, "contact": True}


def agreed(**said):
    s = known()
    s.consent = s.agreed(**said)
    return s


def shared():
    s = agreed()
    s.sent = s.at(2010, 4, 13, 9, 0).shared()
    return s.at(2010, 4, 14, 9, 0)


def taken_back():
    s = shared()
    s.back = s.took_back()
    return s


def recalled():
    s = taken_back()
    s.recall = s.at(2010, 4, 14, 9, 5).asked_back()
    return s


def in_danger():
    s = known().at(2010, 4, 16, 22, 30)
    s.told = s.told_in_danger()
    return s


def by_letter():
    """A letter for court, taken back and asked back: nobody of the court has a desk here."""
    s = agreed(**COURT)
    s.at(2010, 4, 14, 9, 0).shared(**COURT)
    s.asked_back()
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "owner", "arises", "due"),
    [
        row(taken_back, "recall_disclosure", "nm-cjit", when(2010, 4, 14, 9), when(2010, 4, 14, 10), id="P-41 recall"),
        row(recalled, "answer_recall", "nm-ppo", when(2010, 4, 14, 9, 5), end_of(2010, 4, 15), id="P-45 answer"),
        row(by_letter, "answer_recall", "nm-cjit", when(2010, 4, 14, 9, 1), end_of(2010, 4, 15), id="P-45 no desk"),
        row(
            in_danger, "review_emergency", "nm-cjit", when(2010, 4, 16, 22, 30), end_of(2010, 4, 19),
            id="P-28 review on Monday of what was told on Friday night",
        ),
    ],
)  # fmt: skip
def test_it_is_owed(tell, kind, owner, arises, due):
    check_owed(tell, kind, owner, arises, due)


def voids_consent(s):
    s.voids(s.consent)
    return s


def test_what_rested_on_a_consent_entered_in_error_is_asked_back():
    "P-41: from the moment it was voided."
    s = shared()
    s.voids(s.consent)

    duty = s.duty("recall_disclosure", s.sent)

    assert (duty.owner, duty.arises_at, duty.due) == ("nm-cjit", when(2010, 4, 14, 9), when(2010, 4, 14, 10))
    back = s.asked_back()
    assert s.ended("recall_disclosure", s.sent) == (MET, back)


def test_death_ends_the_recall_of_what_rested_on_an_error():
    s = shared()
    s.voids(s.consent)
    died = s.died()

    assert s.ended("recall_disclosure", s.sent) == (WITHDRAWN, died)


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(taken_back, "recall_disclosure", lambda s: s.asked_back(), MET, id="P-41 asked back"),
        row(taken_back, "recall_disclosure", lambda s: s.voids(s.sent), WITHDRAWN, id="recall: never sent"),
        row(taken_back, "recall_disclosure", lambda s: s.voids(s.back), WITHDRAWN, id="recall: not taken back"),
        row(taken_back, "recall_disclosure", lambda s: s.died(), WITHDRAWN, id="recall: death"),
        row(recalled, "answer_recall", lambda s: s.answered(), MET, id="P-45 answered"),
        row(recalled, "answer_recall", lambda s: s.voids(s.recall), WITHDRAWN, id="answer: not asked"),
        row(recalled, "answer_recall", lambda s: s.died(), WITHDRAWN, id="answer: death"),
        row(in_danger, "review_emergency", lambda s: s.reviewed(), MET, id="P-28 reviewed"),
        row(in_danger, "review_emergency", lambda s: s.voids(s.told), WITHDRAWN, id="review: never told"),
        row(in_danger, "review_emergency", lambda s: s.died(), WITHDRAWN, id="review: death"),
    ],
)
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind"),
    [(taken_back, "recall_disclosure"), (recalled, "answer_recall"), (in_danger, "review_emergency")],
)
def test_it_survives_the_end_of_our_part(tell, kind):
    check_stays(tell, kind, lambda s: s.decides(ends=True))


def test_nothing_is_asked_back_while_the_consent_stands():
    assert not shared().duties("recall_disclosure")


def not_agreed(**said):
    return lambda s: s.refusal(s.agreed, **said)


def agrees(**said):
    return lambda s: s.agreed(**said)


def not_shared(**said):
    return lambda s: s.refusal(s.shared, **said)


def shares(**said):
    return lambda s: s.shared(**said)


def drr(consent):
    s = on_from(stages.decided(decision=DRR, consent=consent))
    return s.at(2010, 3, 26, 15, 0)


def referred():
    s = on_from(stages.decided())
    s.referral = s.referred("gd")
    return s


TO_PROBATION = {"recipient": R.PROBATION, "purpose": P.REQUIREMENT, "assessment": True}
TO_HOME_TEAM = {"recipient": R.CJIT, "purpose": P.REQUIREMENT, "assessment": True, "requirement": True}
POLICE = {"recipient": R.POLICE, "purpose": P.CONTINUITY, "attendance": True}


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("consent_serves_care", known, not_agreed(**POLICE), agrees(), id="P-23 never the police"),
        row(
            "consent_serves_care", known, not_agreed(recipient=R.PPO_SCHEME, purpose=P.CRIME, engaged=True), agrees(),
            id="P-23 no enforcement by consent",
        ),
        row(
            "consent_covers_what_the_purpose_needs", known, not_agreed(**PPO, attendance=True), agrees(),
            id="P-22 P-39 more than the routine",
        ),
        row(
            "consent_covers_what_the_purpose_needs", known, not_agreed(**PPO | {"engaged": False}), agrees(),
            id="P-36 nothing ticked",
        ),
        row("consent_is_shown", known, not_agreed(form=" "), agrees(), id="P-24 no signed form"),
        row(
            "consent_is_shown", known, not_agreed(how=HowAgreed.ALOUD, form="", witness="PC Lowe"), agrees(),
            id="P-24 the PPO form is signed",
        ),
        row(
            "consent_is_shown", known, not_agreed(how=HowAgreed.ALOUD, witness="PC Lowe", **TREATMENT),
            agrees(**TREATMENT), id="P-24 R26 content only in writing",
        ),
        row(
            "consent_is_shown", known, not_agreed(how=HowAgreed.ALOUD, form="", witness=" ", **CONTACT),
            agrees(how=HowAgreed.ALOUD, form="", witness="PC Lowe", **CONTACT), id="I-30 aloud with a witness",
        ),
        row(
            "a_recipient_hears_of_what_it_was_told", agreed, lambda s: s.refusal(s.took_back, **AT_SCHEME),
            lambda s: s.took_back(), id="P-36 told to a scheme that was told nothing",
        ),
        row(
            "a_recipient_hears_of_what_it_was_told", shared,
            lambda s: s.refusal(s.took_back, **{**AT_SCHEME, "team": "gd-ppo"}), lambda s: s.took_back(**AT_SCHEME),
            id="P-41 told to another scheme than was told",
        ),
        row("sharing_has_an_end", known, not_agreed(**LATE), agrees(until=date(2010, 4, 12)), id="last day over"),
        row("a_recipient_is_known", known, not_agreed(**PPO, to_team=""), agrees(), id="P-36 no team"),
        row("a_recipient_is_known", known, not_agreed(**PPO, to_team="gone"), agrees(), id="no such team"),
        row("a_recipient_is_known", known, not_agreed(**PPO, to_team="nm-prison"), agrees(), id="team of another kind"),
        row("a_recipient_is_known", known, not_agreed(**CONTACT, to_team="nm-cjit"), agrees(**CONTACT), id="oneself"),
        row("a_recipient_is_known", known, not_agreed(**TO_GP, named=" "), agrees(**TO_GP), id="doctor without a name"),
        row("a_recipient_is_known", known, not_agreed(**TO_GP, to_team="nm-ppo"), agrees(**TO_GP), id="doctor a team"),
        row("sharing_has_one_basis", agreed, not_shared(baseless=True), shares(), id="H-145 P-37 no basis"),
        row(
            "sharing_has_one_basis", agreed, lambda s: s.refusal(s.shared, consent=s.consent, involved=s.requirement),
            shares(), id="P-20 two bases",
        ),
        row(
            "shared_as_the_table_allows", agreed, not_shared(**PPO, test_results=True), shares(),
            id="P-40 no test result to the PPO scheme",
        ),
        row("shared_as_the_table_allows", agreed, not_shared(**PPO | {"engaged": False}), shares(), id="P-38 nothing"),
        row(
            "shared_as_the_table_allows", lambda: drr(True),
            lambda s: s.refusal(s.shared, involved=s.decision, **TO_PROBATION, health=True),
            lambda s: s.shared(involved=s.decision, **TO_PROBATION), id="H-144 Probation is told the outcome",
        ),
        row(
            "shared_within_what_was_agreed_or_decided", agreed, not_shared(**PPO, drugs_used=True), shares(),
            id="P-36 an item more",
        ),
        row(
            "shared_within_what_was_agreed_or_decided", agreed, not_shared(**PPO, to_team="gd-ppo"), shares(),
            id="P-36 another scheme",
        ),
        row(
            "shared_within_what_was_agreed_or_decided", lambda: agreed(**TREATMENT),
            not_shared(recipient=R.TREATMENT, purpose=P.CONTINUITY, health=True), shares(**TREATMENT),
            id="H-146 another purpose",
        ),
        row(
            "shared_within_what_was_agreed_or_decided", lambda: drr(False),
            lambda s: s.refusal(s.shared, involved=s.decision, **TO_PROBATION),
            lambda s: s.told_probation(truly=True), id="H-145 no written consent",
        ),
        row(
            "shared_within_what_was_agreed_or_decided", referred,
            lambda s: s.refusal(s.shared, involved=s.referral, **TO_HOME_TEAM, to_team="tl-cjit"),
            lambda s: s.shared(involved=s.referral, **TO_HOME_TEAM), id="H-144 the team of residence",
        ),
        row(
            "shared_while_the_basis_holds", lambda: agreed(until=date(2010, 4, 12)).at(2010, 4, 13, 0, 0),
            not_shared(), lambda s: s.at(2010, 4, 12, 23, 59).shared(), id="P-36 the last day",
        ),
        row("a_copy_is_kept", agreed, not_shared(copy=" "), shares(), id="P-45 a copy"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_nothing_further_goes_from_the_second_a_consent_is_taken_back():
    "Invariant 5; P-36."
    s = shared()
    s.at(2010, 4, 20, 12, 0).took_back()

    s.now = when(2010, 4, 20, 12) - timedelta(seconds=1)
    assert s.accepts(s.shared, written=when(2010, 4, 20, 13))
    s.now = when(2010, 4, 20, 12)
    assert s.refuses("shared_while_the_basis_holds", s.shared).because == s.last(ConsentWithdrawn)


def test_told_to_the_recipient_it_holds_at_that_instant_and_the_sender_owes_the_recall():
    "P-36, P-41"
    s = shared()
    back = s.took_back(**AT_SCHEME)

    duty = s.duty("recall_disclosure", back)

    assert (duty.owner, duty.arises_at) == ("nm-cjit", when(2010, 4, 14, 9))
    assert s.refuses("shared_while_the_basis_holds", s.shared)
    assert end_of_share(s.history, s.history.last(Disclosed)) == when(2010, 4, 14, 9)


def test_a_refusal_of_consent_shares_nothing():
    "P-37: it leads to the decision without consent, never to sharing."
    s = known()
    s.said_no()

    assert s.refuses("sharing_has_one_basis", s.shared, baseless=True).instead.endswith("senior professional.")


def test_custody_passes_someones_details_on_by_a_consent_said_aloud():
    "I-30: a worker is wanted and none is there."
    s = on_from(stages.required())
    s.consent = s.agreed(how=HowAgreed.ALOUD, form="", witness="PC Lowe", by=SERGEANT, team="nm-suite", **CONTACT)

    s.shared(consent=s.consent, by=SERGEANT, team="nm-suite", **CONTACT)

    assert s.history.last(ConsentGiven).team == "nm-suite"


def test_a_disclosure_once_made_is_shown_as_doubtful_when_its_basis_is_voided():
    "P-41: the record says so; the entry stays."
    s = voids_consent(shared())

    assert s.open("check_record", "nm-cjit")
