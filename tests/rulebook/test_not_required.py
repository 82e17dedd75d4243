"""IPAE4 to IPAE6: Handbook 4.1.2, 4.8, 4.10.2 to 4.10.4; H-98, H-182, H-186, H-187; R17. Nothing is required."""

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import BY_CHOICE, NO_ACTION, OUTREACH, end_of, when
from tests.rulebook.test_proactive import identified, unasked_and_identified
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.proactive import AgreesTo
from throughcare.rulebook.journey import OBLIGATIONS

MET, WITHDRAWN = "met", "withdrawn"
row = pytest.param
FRIDAY = end_of(2010, 3, 26)


def refused(further=AgreesTo.ASSESSMENT):
    """Identified by police on Thursday; on Friday at eleven did not agree."""
    s = identified()
    s.no = s.at(2010, 3, 26, 11, 0).asked(agrees=False, to=further)
    return s


def silent():
    """Came by choice on Friday and did not engage."""
    s = identified()
    s.sat = s.at(2010, 3, 26, 11, 0).assessed(purpose=BY_CHOICE, engaged=False)
    return s


def warned():
    s = refused()
    s.warning = s.at(2010, 3, 26, 11, 10).warned(s.no, no_offence=True)
    return s


def reported():
    s = warned()
    s.report = s.at(2010, 3, 29, 9, 0).reported_not_engaging()
    return s


def unasked_refused():
    s = unasked_and_identified()
    s.no = s.at(2010, 3, 26, 11, 0).asked(agrees=False)
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(refused, "warn_by_choice", when(2010, 3, 26, 11, 0), FRIDAY, id="H-182 H-187 refused the assessment"),
        row(
            lambda: refused(AgreesTo.FURTHER), "warn_by_choice", when(2010, 3, 26, 11, 0), FRIDAY,
            id="H-187 refused a further appointment",
        ),
        row(silent, "warn_by_choice", when(2010, 3, 26, 11, 0), FRIDAY, id="H-187 did not engage"),
        row(warned, "report_not_engaging", when(2010, 3, 26, 11, 10), end_of(2010, 3, 29), id="H-98 H-187 R17 report"),
        row(
            reported, "partnership_weighs", when(2010, 3, 29, 9, 0), end_of(2010, 4, 7), id="H-98 the partnership"
        ),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def agrees_later(s):
    return s.at(2010, 3, 30, 9, 0).asked()


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(refused, "warn_by_choice", lambda s: s.warned(s.no, no_offence=True), MET, id="H-187 warned"),
        row(silent, "warn_by_choice", lambda s: s.warned(s.sat, no_offence=True), MET, id="H-187 warned, silent"),
        row(refused, "warn_by_choice", agrees_later, WITHDRAWN, id="H-186 agreed after all"),
        row(refused, "warn_by_choice", lambda s: s.died(), WITHDRAWN, id="warn: death"),
        row(refused, "warn_by_choice", lambda s: s.voids(s.no), WITHDRAWN, id="warn: voided"),
        row(refused, "warn_by_choice", lambda s: s.corrects(s.no, agrees=True), WITHDRAWN, id="H-186 had agreed"),
        row(warned, "report_not_engaging", lambda s: s.reported_not_engaging(), MET, id="H-98 reported"),
        row(warned, "report_not_engaging", agrees_later, WITHDRAWN, id="H-98 agreed before the report"),
        row(reported, "partnership_weighs", lambda s: s.partners_decided(OUTREACH, s.report), MET, id="H-98 decided"),
        row(reported, "partnership_weighs", agrees_later, WITHDRAWN, id="H-98 agreed before the decision"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


def test_an_earlier_yes_withdraws_nothing():
    s = identified()
    s.at(2010, 3, 26, 10, 0).asked()
    s.asked(agrees=False, to=AgreesTo.FURTHER)

    assert s.open("warn_by_choice")


def test_a_release_leaves_the_warning_owed():
    check_stays(refused, "warn_by_choice", lambda s: s.released())


@pytest.mark.parametrize("kind", ["warn_by_choice"])
def test_nobody_who_came_unasked_is_threatened_with_a_report(kind):
    """R17: never self-referrals. The duty never arose, so nobody sees it."""
    assert unasked_refused().duty(kind).never_arose


def test_whoever_police_identified_since_is_reported_again():
    """R17: an arrest after the visit, with signs or an offer of its own."""
    s = unasked_and_identified()
    s.at(2010, 4, 6, 9, 0).arrested()
    s.not_tested()
    s.signs("volunteered")
    s.at(2010, 4, 7, 9, 0).asked(agrees=False)

    assert s.open("warn_by_choice")


def test_the_partnership_may_leave_it_at_that():
    """R16: refusal plus the partnership's recorded decision is a way out."""
    s = reported()
    decision = s.partners_decided(NO_ACTION, s.report)

    assert s.episode(s.arrest).ended_by == decision


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row(
            "a_warning_by_choice_says_no_offence", refused, lambda s: s.refusal(s.warned, s.no),
            lambda s: s.warned(s.no, no_offence=True), id="H-187 refused",
        ),
        row(
            "a_warning_by_choice_says_no_offence", silent, lambda s: s.refusal(s.warned, s.sat, no_offence=False),
            lambda s: s.warned(s.sat, no_offence=True), id="H-182 did not engage",
        ),
        row(
            "a_warning_by_choice_says_no_offence", silent, lambda s: s.refusal(s.warned, s.sat),
            lambda _: stages.not_engaging().warned(), id="H-187 under a requirement it is one",
        ),
        row(
            "a_warning_answers_not_engaging", identified, lambda s: s.refusal(s.warned, s.asked(), no_offence=True),
            lambda s: s.warned(s.asked(agrees=False), no_offence=True), id="H-187 agreed",
        ),
        row(
            "whoever_came_unasked_is_not_reported", unasked_refused,
            lambda s: (s.warned(s.no, no_offence=True), s.refusal(s.reported_not_engaging))[1],
            lambda _: warned().reported_not_engaging(), id="H-98 R17 unasked",
        ),
        row(
            "a_no_is_kept_until_the_person_agrees", refused, lambda s: s.refusal(s.assessed, purpose=BY_CHOICE),
            lambda s: (s.asked(), s.assessed(purpose=BY_CHOICE)), id="H-186 asked again first",
        ),
        row(
            "a_no_is_kept_until_the_person_agrees", refused, lambda s: s.refusal(s.assessed, purpose=BY_CHOICE),
            lambda s: s.assessed(purpose=BY_CHOICE, engaged=False), id="H-186 sat there, and did not engage",
        ),
    ],
)  # fmt: skip
def test_it_is_refused_in_words(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def test_a_required_assessment_waits_for_no_yes():
    """H-186: only what is by choice is asked for."""
    s = stages.released()
    s.at(2010, 3, 26, 10, 0).asked(agrees=False)

    s.accepts(s.at(2010, 3, 26, 11, 0).assessed, appointment=s.place)


OFFENCE_WORDS = ("prosecut", "enforce", "penalty", "fail to attend", "failure to attend", "arrestable", "require")
STATUTORY = {"IE1", "IE2", "IE3", "IE4", "IE4a", "IE4b"}


def only_by_choice():
    """Everything a proactive life alone can owe: identified, declined or accepted, asked, warned, reported, seen."""
    for tell in (identified, refused, silent, warned, reported, unasked_refused):
        s = tell()
        yield s
        if s.last(Arrested):
            s.offered(True)
        s.at(2010, 3, 30, 9, 0).asked()
        s.assessed(purpose=BY_CHOICE)
        yield s


def test_nothing_that_rests_on_being_identified_alone_threatens():
    """Invariant 9: no duty that any such life owes speaks of an offence, or enforces anything."""
    kinds = {duty.kind for s in only_by_choice() for duty in s.standing().duties if not duty.never_arose}
    assert {"see_by_choice", "warn_by_choice", "report_not_engaging", "agree_care_plan"} <= kinds

    shared = {"test_or_say_why_not", "identify_or_release", "record_attendance", "report_not_engaging"}
    for kind in kinds - {"check_record", "decide_next"}:
        words = f"{OBLIGATIONS[kind].action} {OBLIGATIONS[kind].if_missed}".lower().replace("says that it is no", "")
        assert not [word for word in OFFENCE_WORDS if word in words], kind
        assert kind in shared | {"partnership_weighs"} or OBLIGATIONS[kind].point not in STATUTORY, kind


def test_a_later_positive_test_brings_its_own_duties():
    """Invariant 9: each naming its fact."""
    s = identified()
    s.released()
    s.at(2010, 4, 6, 9, 0).arrested()
    s.test = s.tested()
    s.requirement = s.required()

    assert s.duty("give_ra1").because == s.requirement
    assert s.open("see_by_choice")
