"""Com 3: Handbook 4.1.3, 4.11.3; ICE 2.6; H-32, H-120 to H-122, I-21; readings R5, R11."""

from datetime import date

import pytest

from tests.rulebook import stages
from tests.rulebook.checks import check_ends, check_owed, check_refused, check_stays
from tests.rulebook.stories import BY_CHOICE, NO_SHOW, end_of, when
from throughcare.rulebook.facts.assessment import Outcome
from throughcare.rulebook.facts.engagement import PartnershipDecision
from throughcare.rulebook.facts.keeping_contact import Kept, Verdict
from throughcare.rulebook.facts.missed import Answer

MET, WITHDRAWN, OPEN = "met", "withdrawn", "open"
row = pytest.param
EXCUSED, ENGAGED = Verdict.EXCUSED, Verdict.ENGAGED


def missed(*day):
    """On the caseload since 31 March; expected at that time, and did not come. Usually Tuesday 8 June 2010 at 10:00."""
    s = stages.on_caseload()
    s.missed = s.at(*(day or (2010, 6, 8, 10, 0))).misses()
    return s


def disengaged():
    """Judged at 16:00 on the same day."""
    s = missed()
    s.judgement = s.at(2010, 6, 8, 16, 0).disengaged()
    return s


def missed_appointment():
    """The same by an appointment with a time of its own."""
    s = stages.on_caseload()
    s.at(2010, 6, 7, 9, 0).booked(2010, 6, 8, 10, 0, purpose=BY_CHOICE)
    s.missed = s.at(2010, 6, 8, 10, 0).came(NO_SHOW)
    return s


def missed_before_the_caseload():
    """Assessed by choice was booked for Thursday 1 April at noon, and nobody came."""
    s = stages.arrested()
    s.not_imposed = None
    s.booked(2010, 4, 1, 12, 0, purpose=BY_CHOICE)
    s.missed = s.at(2010, 4, 1, 12, 0).came(NO_SHOW)
    s.judgement = s.at(2010, 4, 1, 15, 0).disengaged(s.missed)
    return s


def reached_untold():
    s = disengaged()
    s.try_ = s.at(2010, 6, 9, 9, 0).went_out(Answer.REACHED, told=False)
    return s


def refused_plan():
    s = stages.followed_up()
    s.at(2010, 3, 31, 10, 50).refused_plan()
    return s


def to_go_out():
    s = stages.absent()
    s.at(2010, 3, 26, 16, 0).reported()
    s.at(2010, 3, 29, 10, 0).partners_decided(PartnershipDecision.OUTREACH)
    return s


@pytest.mark.parametrize(
    ("tell", "kind", "arises", "due"),
    [
        row(missed, "judge_missed_contact", when(2010, 6, 8, 10, 0), end_of(2010, 6, 8), id="H-120 R5 that day"),
        row(missed_appointment, "judge_missed_contact", when(2010, 6, 8, 10, 0), end_of(2010, 6, 8),
            id="H-120 R5 an appointment with a time"),
        row(disengaged, "reach_out", when(2010, 6, 8, 16, 0), when(2010, 6, 9, 10, 0),
            id="H-32 H-121 R5 24 hours from the missed contact, seen from the judgement"),
        row(missed, "reach_out", end_of(2010, 6, 9), when(2010, 6, 9, 10, 0),
            id="R5 unjudged: seen from the end of the next working day"),
        row(lambda: missed(2010, 6, 11, 15, 0), "reach_out", end_of(2010, 6, 14), when(2010, 6, 12, 15, 0),
            id="R5 Friday: the next working day is Monday, the hours go on"),
        row(lambda: missed(2010, 10, 30, 14, 0), "reach_out", end_of(2010, 11, 1), when(2010, 10, 31, 13, 0),
            id="R5 the clocks go back: 24 elapsed hours"),
        row(missed_before_the_caseload, "reach_out_before", when(2010, 4, 1, 15, 0), when(2010, 4, 2, 12, 0),
            id="R11 an appointment by choice before the caseload"),
        row(stages.absent, "reach_out_before", when(2010, 3, 26, 15, 0), when(2010, 3, 27, 15, 0),
            id="R11 no good cause"),
        row(stages.not_engaging, "reach_out_before", when(2010, 3, 26, 11, 0), when(2010, 3, 27, 11, 0),
            id="I-21 R11 came and would not talk"),
        row(refused_plan, "reach_out_before", when(2010, 3, 31, 10, 50), when(2010, 4, 1, 10, 50),
            id="I-21 R11 assessed, and refused the plan"),
        row(reached_untold, "tell_it_is_shared", when(2010, 6, 9, 9, 0), end_of(2010, 6, 10), id="H-122 not told yet"),
        row(disengaged, "review_event", when(2010, 6, 8, 16, 0), end_of(2010, 6, 15), id="H-129 a review of its own"),
        row(missed, "review_event", end_of(2010, 6, 9), end_of(2010, 6, 15), id="H-129 R5 unjudged"),
    ],
)  # fmt: skip
def test_it_is_owed_by_the_team(tell, kind, arises, due):
    check_owed(tell, kind, "nm-cjit", arises, due)


def test_outreach_that_the_partnership_decided_on_is_owed_by_the_team_that_reported():
    """R11, H-173."""
    s = to_go_out()

    duties = [d for d in s.duties("reach_out_before") if d.arises_at == when(2010, 3, 29, 10, 0)]

    assert [(d.owner, d.due, str(d.state)) for d in duties] == [("nm-cjit", when(2010, 3, 30, 10, 0), OPEN)]


def test_before_the_caseload_it_is_the_managers():
    """R11: and on it the case manager's."""
    before, on_it = missed_before_the_caseload(), missed_appointment()

    assert before.duty("reach_out").never_arose
    assert on_it.duty("reach_out_before").never_arose
    assert on_it.open("reach_out")


@pytest.mark.parametrize(
    ("minute", "shown"),
    [
        row(when(2010, 6, 9, 23, 59), True, id="R5 judged a minute before it counts"),
        row(when(2010, 6, 10, 0, 1), False, id="R5 judged a minute after"),
    ],
)
def test_excused_in_time_it_never_counts_as_disengagement(minute, shown):
    s = missed()
    s.now = minute
    s.weighed(EXCUSED)

    assert s.duty("reach_out").never_arose is shown
    assert s.duty("review_event").never_arose is shown


@pytest.mark.parametrize(
    ("tell", "kind", "act", "how"),
    [
        row(missed, "judge_missed_contact", lambda s: s.weighed(EXCUSED), MET, id="H-120 excused"),
        row(missed, "judge_missed_contact", lambda s: s.disengaged(), MET, id="H-120 disengaged"),
        row(missed, "judge_missed_contact", lambda s: s.died(), WITHDRAWN, id="judge: death"),
        row(missed, "judge_missed_contact", lambda s: s.decides(ends=True), WITHDRAWN, id="judge: left the caseload"),
        row(missed, "judge_missed_contact", lambda s: s.voids(s.missed), WITHDRAWN, id="judge: they came after all"),
        row(missed, "judge_missed_contact", lambda s: s.voids(s.caseload), WITHDRAWN, id="judge: on no caseload"),
        row(disengaged, "reach_out", lambda s: s.went_out(), MET, id="H-121 gone out to, nobody there"),
        row(disengaged, "reach_out", lambda s: s.contact(), MET, id="H-120 seen again"),
        row(disengaged, "reach_out", lambda s: s.died(), WITHDRAWN, id="outreach: death"),
        row(disengaged, "reach_out", lambda s: s.decides(ends=True), WITHDRAWN, id="outreach: left the caseload"),
        row(disengaged, "reach_out", lambda s: s.arrested(), WITHDRAWN, id="outreach: in custody"),
        row(disengaged, "reach_out", lambda s: s.imprisoned(), WITHDRAWN, id="outreach: in prison"),
        row(disengaged, "reach_out", lambda s: s.suspended_for_order(date(2010, 9, 1)), WITHDRAWN,
            id="outreach: the place is suspended"),
        row(reached_untold, "tell_it_is_shared", lambda s: s.imprisoned(), WITHDRAWN, id="H-122 in prison"),
        row(disengaged, "reach_out", lambda s: s.voids(s.missed), WITHDRAWN, id="outreach: they came after all"),
        row(missed, "reach_out", lambda s: s.weighed(ENGAGED), WITHDRAWN, id="H-120 still engaged"),
        row(missed, "reach_out", lambda s: s.disengaged(stopped="clean for a month"), WITHDRAWN,
            id="H-121 shown to have stopped offending"),
        row(missed, "review_event", lambda s: s.weighed(ENGAGED), WITHDRAWN, id="H-129 still engaged: no review"),
        row(disengaged, "review_event", lambda s: s.reviewed(), MET, id="H-129 reviewed"),
        row(disengaged, "review_event", lambda s: s.died(), WITHDRAWN, id="review: death"),
        row(disengaged, "review_event", lambda s: s.decides(ends=True), WITHDRAWN, id="review: left the caseload"),
        row(missed_before_the_caseload, "reach_out_before", lambda s: s.went_out(), MET, id="R11 gone out to"),
        row(missed_before_the_caseload, "reach_out_before", lambda s: s.decides(ends=True), WITHDRAWN,
            id="R11 the team ended its part"),
        row(missed_before_the_caseload, "reach_out_before", lambda s: s.died(), WITHDRAWN, id="R11 death"),
        row(stages.absent, "reach_out_before", lambda s: s.went_out(), MET, id="R11 gone out to after an absence"),
        row(stages.absent, "reach_out_before", lambda s: s.assessed(), MET, id="R11 came after all"),
        row(stages.not_engaging, "reach_out_before", lambda s: s.laboratory(confirmed=False), WITHDRAWN,
            id="R11 the requirement ceased"),
        row(stages.not_engaging, "reach_out_before", lambda s: s.arrested(), WITHDRAWN, id="R11 in custody"),
        row(reached_untold, "tell_it_is_shared", lambda s: s.went_out(Answer.REACHED, told=True), MET, id="H-122 told"),
        row(reached_untold, "tell_it_is_shared", lambda s: s.died(), WITHDRAWN, id="H-122 death"),
    ],
)  # fmt: skip
def test_it_ends(tell, kind, act, how):
    check_ends(tell, kind, act, how)


@pytest.mark.parametrize(
    ("tell", "kind", "act"),
    [
        row(missed, "reach_out", lambda s: s.disengaged(stopped=" "), id="R5 stopped, without a reason"),
        row(missed, "review_event", lambda s: s.disengaged(stopped="clean"), id="H-129 stopped offending: a review"),
        row(stages.absent, "reach_out_before", lambda s: s.tried(), id="H-99 asking why is no outreach"),
        row(reached_untold, "tell_it_is_shared", lambda s: s.went_out(), id="H-122 nobody there to tell"),
        row(disengaged, "review_event", lambda s: s.went_out(), id="H-129 outreach is no review"),
    ],
)  # fmt: skip
def test_it_stays(tell, kind, act):
    check_stays(tell, kind, act)


@pytest.mark.parametrize(
    ("tell", "kind"),
    [
        row(stages.on_caseload, "judge_missed_contact", id="nothing missed"),
        row(lambda: _seen(Kept.SEEN), "judge_missed_contact", id="H-120 seen"),
        row(lambda: _seen(Kept.SEEN), "reach_out", id="H-121 seen"),
        row(stages.assessed, "reach_out_before", id="R11 engaged"),
    ],
)
def test_it_is_not_owed(tell, kind):
    assert tell().duties(kind) == []


def _seen(outcome):
    s = stages.on_caseload()
    s.at(2010, 6, 8, 10, 0).contact(outcome)
    return s


def test_whoever_says_that_they_want_no_more_is_judged_like_one_who_does_not_come():
    """H-120, R5."""
    assert _seen(Kept.LEAVES).open("judge_missed_contact")


def test_outreach_before_the_missed_contact_is_not_for_it():
    """H-121, R5: both sides of the instant."""
    before, at = stages.on_caseload(), stages.on_caseload()
    before.at(2010, 6, 8, 9, 59).went_out()
    at.at(2010, 6, 8, 10, 0).went_out()
    for s in (before, at):
        s.at(2010, 6, 8, 10, 0).misses()
        s.at(2010, 6, 8, 16, 0).disengaged()

    assert (before.open("reach_out"), at.open("reach_out")) == (True, False)


def test_missing_again_is_no_coming_back():
    """H-121"""
    s = disengaged()
    again = s.at(2010, 6, 8, 17, 0).misses()

    assert s.open("reach_out", s.missed)
    assert s.open("judge_missed_contact", again)


def test_a_judgement_that_is_corrected_counts_from_its_writing():
    """R5: it was owed until then."""
    s = missed()
    judgement = s.at(2010, 6, 8, 16, 0).weighed(Verdict.DISENGAGED, why="was seen in town")
    correction = s.at(2010, 6, 9, 9, 0).corrects(judgement, verdict=EXCUSED)

    duty = s.duty("reach_out")
    assert (str(duty.state), duty.ended_by, duty.ended_at) == (WITHDRAWN, correction, when(2010, 6, 9, 9, 0))


def test_a_corrected_time_moves_both_dates_and_shows_the_first():
    """Invariant 7."""
    s = disengaged()
    s.at(2010, 6, 8, 17, 0).corrects(s.missed, happened=when(2010, 6, 8, 11, 0))

    duty = s.duty("reach_out")
    assert (duty.due, duty.due_first) == (when(2010, 6, 9, 11, 0), when(2010, 6, 9, 10, 0))


def left():
    s = stages.on_caseload()
    s.at(2010, 5, 4, 9, 0).decides(ends=True)
    return s


def came():
    s = stages.on_caseload()
    s.at(2010, 6, 8, 10, 0).contact()
    return s


@pytest.mark.parametrize(
    ("rule", "tell", "asked", "accepted"),
    [
        row("contact_is_of_a_place_on_the_caseload", stages.on_caseload, lambda s: s.here("gd").refusal(s.contact),
            lambda s: s.here("nm").contact(), id="H-120 of that team"),
        row("contact_is_of_a_place_on_the_caseload", left, lambda s: s.refusal(s.contact),
            lambda s: s.at(2010, 5, 4, 8, 59).contact(), id="H-120 while on it"),
        row("only_a_missed_contact_is_judged", came, lambda s: s.refusal(s.disengaged),
            lambda s: s.disengaged(s.misses()), id="H-120 whoever came missed nothing"),
        row("only_a_missed_contact_is_judged", stages.absent, lambda s: s.refusal(s.disengaged, s.absence),
            lambda s: s.judged(attendance=s.absence, truly=True), id="H-99 a required one is judged for good cause"),
        row("only_a_missed_contact_is_judged", lambda: _left_early(), lambda s: s.refusal(s.disengaged, s.seen),
            lambda s: s.disengaged(s.misses()), id="H-120 whoever left early had come"),
        row("an_excuse_gives_its_reason", missed, lambda s: s.refusal(s.weighed, EXCUSED, why=" "),
            lambda s: s.weighed(EXCUSED, why="ill"), id="H-120 excused for a reason"),
        row("an_excuse_gives_its_reason", missed, lambda s: s.refusal(s.weighed, ENGAGED, why=""),
            lambda s: s.disengaged(), id="R5 disengaged needs none"),
        row("whoever_is_reached_is_told", disengaged, lambda s: s.refusal(s.went_out, Answer.REACHED),
            lambda s: s.went_out(Answer.REACHED, told=False), id="H-122 yes or no"),
        row("whoever_is_reached_is_told", disengaged, lambda s: s.refusal(s.went_out, Answer.REACHED),
            lambda s: s.went_out(Answer.MESSAGE), id="H-122 nobody reached, nobody told"),
        row("whoever_is_reached_is_told", stages.absent, lambda s: s.refusal(s.went_out, Answer.REACHED),
            lambda s: s.tried(answer=Answer.REACHED), id="H-99 asking why is another thing"),
    ],
)  # fmt: skip
def test_refused_and_its_neighbour_accepted(rule, tell, asked, accepted):
    check_refused(rule, tell, asked, accepted)


def _left_early():
    s = stages.on_caseload()
    s.at(2010, 6, 7, 9, 0).booked(2010, 6, 8, 10, 0, purpose=BY_CHOICE)
    s.seen = s.at(2010, 6, 8, 10, 0).came(Outcome.LEFT)
    return s


def test_outreach_is_called_that_in_the_timeline():
    """H-121, H-122."""
    s = disengaged()
    out = s.went_out(Answer.REACHED, told=True)

    assert s.entry(out).fact.says() == "Outreach by a visit: reached, and asked why; told that not engaging is shared"


def test_prison_that_was_over_before_holds_nobody_back():
    """Invariant 10, both sides: out again a minute before the contact was missed, or still inside."""
    inside, out = stages.on_caseload(), stages.on_caseload()
    for s in (inside, out):
        s.at(2010, 6, 1, 9, 0).imprisoned()
    out.at(2010, 6, 8, 9, 59).comes_out()
    for s in (inside, out):
        s.at(2010, 6, 8, 10, 0).misses()
        s.at(2010, 6, 8, 16, 0).disengaged()

    assert (inside.open("reach_out"), out.open("reach_out")) == (False, True)


def test_a_place_taken_up_again_before_holds_nobody_back():
    """Invariant 10, both sides: taken up a minute before the contact was missed, or still suspended."""
    paused, back = stages.on_caseload(), stages.on_caseload()
    for s in (paused, back):
        s.at(2010, 6, 1, 9, 0).suspended_for_order(date(2010, 9, 1))
    back.at(2010, 6, 8, 9, 59).taken_up()
    for s in (paused, back):
        s.at(2010, 6, 8, 10, 0).misses()
        s.at(2010, 6, 8, 16, 0).disengaged()

    assert (paused.open("reach_out"), back.open("reach_out")) == (False, True)
