"""What is brought in acts on no one (design 9, invariant 12); a person opens work on it: N-35."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.rulebook import stages
from tests.rulebook.stories import GIVEN, INSPECTOR, SERGEANT, WORKER, Story, end_of, when
from throughcare.rulebook import sight
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.brought_in import Outcome, TestBroughtIn, WorkOpened, WorkSettled
from throughcare.rulebook.journey import follow
from throughcare.rulebook.standing import State

LONG_AGO = when(2009, 6, 1, 10)
POSITIVE = TestBroughtIn(
    given_name="Ann", family_name="Lee", born_on=date(1984, 11, 9), custody_number="CS/9", outcome=Outcome.COCAINE,
    workbook="0123456789ab", sheet="June", line=2,
)  # fmt: skip


def brought_in(story, *, happened=LONG_AGO, fact=POSITIVE, by=INSPECTOR):
    return story.tell(fact, by=by, happened=happened)


def test_a_positive_test_brought_in_is_owed_by_nobody_and_gives_no_team_care():
    story = Story()

    brought_in(story)

    standing = story.standing()
    assert (standing.episodes, standing.duties, standing.care) == ((), (), ())


def test_only_the_team_that_brought_it_in_sees_it():
    story = Story()

    entry = story.entry(brought_in(story))

    seen = sight.seen_by(story.history, story.standing(), GIVEN)
    assert [(one.team, one.classes, one.basis) for one in seen] == [("nm-suite", frozenset(), sight.Basis.RECORDED)]
    assert seen[0].from_at == entry.recorded_at


PLACES = {"before all": LONG_AGO, "just before now": None}


@pytest.mark.parametrize("happened", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("stage", ["required", "assessed", "on_caseload"])
def test_a_history_with_it_leads_to_the_same_as_without(stage, happened):
    story = getattr(stages, stage)()
    before = follow(story.history, GIVEN)

    brought_in(story, happened=happened or story.now - timedelta(minutes=1))

    assert follow(story.history, GIVEN) == before


def test_a_person_opens_work_on_it_and_the_suite_owes_the_answer_within_five_working_days():
    story = Story()
    test = brought_in(story)

    opened = story.at(2010, 3, 25, 19).tell(WorkOpened(test=test, reason="Not offered help then"), by=INSPECTOR)

    duty = story.duty("settle_work")
    assert (duty.owner, duty.because, duty.state) == ("nm-suite", opened, State.OPEN)
    # Thursday 25 March, and Easter on 4 April 2010: the fifth working day is Thursday 1 April.
    assert duty.due == end_of(2010, 4, 1)
    assert story.standing().care == ()


def test_the_work_ends_when_it_is_settled_and_is_withdrawn_by_death():
    story = Story()
    test = brought_in(story)
    opened = story.tell(WorkOpened(test=test, reason="x"), by=INSPECTOR)
    settled = story.tell(WorkSettled(work=opened, decision="A letter was sent"), by=INSPECTOR)

    assert (story.duty("settle_work").state, story.duty("settle_work").ended_by) == (State.MET, settled)

    another = Story()
    test = brought_in(another)
    another.tell(WorkOpened(test=test, reason="x"), by=INSPECTOR)
    another.died()

    assert another.duty("settle_work").state is State.WITHDRAWN


def test_work_is_opened_once_and_by_an_inspector():
    story = Story()
    test = brought_in(story)

    story.refuses("recorded_by_those_who_do_it", story.tell, WorkOpened(test=test, reason="x"), by=SERGEANT)
    story.tell(WorkOpened(test=test, reason="x"), by=INSPECTOR)
    story.refuses("happens_once", story.tell, WorkOpened(test=test, reason="x"), by=INSPECTOR)


@pytest.mark.parametrize("by", [SERGEANT, WORKER])
def test_nobody_below_an_inspector_brings_in(by):
    story = Story()

    story.refuses("recorded_by_those_who_do_it", story.tell, POSITIVE, by=by)


def test_only_what_is_brought_in_is_marked_so():
    assert {kind.name for kind in KINDS.values() if kind.imported} == {"test_brought_in"}


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.NEGATIVE, "Brought in from a recorder workbook: negative"),
        (Outcome.BOTH, "Brought in from a recorder workbook: positive, opiates and cocaine; screening result, not "
                       "confirmed"),
        (Outcome.REFUSED, "Brought in from a recorder workbook: refused"),
    ],
)  # fmt: skip
def test_the_timeline_says_where_it_comes_from(outcome, says):
    assert replace(POSITIVE, outcome=outcome).says() == says
