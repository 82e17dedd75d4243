"""What changes a life on the caseload, and the reviews of a place there, each sixteen weeks and after every change.

With dice of their own, so that the same seed gives the same path with or without them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.care_plan import DOMAINS
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import CarePlanProgress, DecidedNext, Died, TakenOnCaseload
from throughcare.rulebook.facts.review import Course, Event, Reviewed, SignificantEvent
from throughcare.rulebook.review import proposed
from throughcare.simulation.story import Step

IN_TIME, HAS_AN_EVENT, DECIDES_OTHERWISE = 0.85, 0.3, 0.05
"""Ours: of the reviews that fall due, of the spans between two reviews, of the reviews."""
SAID = ("moved in with a brother", "began a course at the college", "two nights in hospital", "argued, and left home")
LOOKS_AT_THE_PLAN = 0.6
"""Of the reviews; ours."""
PROGRESS = ("none yet", "two weeks without heroin", "has a key worker at the hostel", "signed on at the job centre")
OTHERWISE = "the placement begins next month, and until then somebody should know them"


def reviewed(steps: Sequence[Step], *, until: datetime) -> list[Step]:
    """The steps of a life with what follows from its time on the caseload among them, in the order of writing."""
    found = list(steps)
    for entry in steps:
        if isinstance(entry.fact, TakenOnCaseload) and entry.replaces is None:
            end = end_of_place(steps, entry, until)
            found += _reviews(entry, end)
    return sorted(found, key=lambda step: step.recorded_at)


def end_of_place(steps: Sequence[Step], entry: Step, until: datetime) -> datetime:
    """The first thing that may end the place: a mending of its entry too."""
    ends = [
        min(step.happened_at, step.recorded_at) for step in steps
        if step.replaces == entry.id or isinstance(step.fact, Died)
        or (isinstance(step.fact, DecidedNext) and step.fact.ends and step.recorded_at > entry.recorded_at)
    ]  # fmt: skip
    return min([*ends, until])


def _reviews(entry: Step, end: datetime) -> Iterator[Step]:
    dice, looked = Random(entry.id.int ^ 2), Random(entry.id.int ^ 6)  # noqa: S311
    at = entry.recorded_at
    while True:
        if dice.random() < HAS_AN_EVENT:
            happened = at + timedelta(days=dice.randint(5, 60), minutes=dice.randint(0, 300))
            said = dice.choice(SAID)
            event = _step(entry, dice, happened, SignificantEvent(caseload=entry.id, what=_what(dice), said=said))
            at = happened + timedelta(days=dice.randint(1, 6))
            after: UUID | None = event.id
        else:
            at += timedelta(days=dice.randint(90, 112) if dice.random() < IN_TIME else dice.randint(113, 150))
            event, after = None, None
        if at >= end:
            return
        if event is not None:
            yield event
        yield _step(entry, dice, at, a_review(entry, dice, after))
        if isinstance(entry.fact, TakenOnCaseload) and looked.random() < LOOKS_AT_THE_PLAN:
            yield _step(entry, looked, at, _progress(entry.fact.care_plan, looked))


def _progress(plan: UUID, dice: Random) -> CarePlanProgress:
    return CarePlanProgress(care_plan=plan, **{dice.choice(DOMAINS): dice.choice(PROGRESS)})


def _what(dice: Random) -> Event:
    return dice.choice([one for one in Event if one not in (Event.PRISON, Event.ARRESTED)])


def a_review(entry: Step, dice: Random, after: UUID | None) -> Reviewed:
    uses, offends = dice.random() < 0.7, dice.random() < 0.5
    answers = Reviewed(
        caseload=entry.id, event=after, uses=uses, offends=offends, in_prison=False, course=Course.STAYS,
        why_otherwise=OTHERWISE,
    )  # fmt: skip
    course = proposed(answers).course
    if dice.random() < DECIDES_OTHERWISE:
        return answers
    return Reviewed(
        caseload=entry.id, event=after, uses=uses, offends=offends, in_prison=False, course=course, why_otherwise="",
    )  # fmt: skip


def _step(entry: Step, dice: Random, at: datetime, fact: Fact) -> Step:
    return Step(
        id=UUID(int=dice.getrandbits(128), version=4), fact=fact, happened_at=at, recorded_at=at,
        role=Role.CJIT_CASE_MANAGER, team=entry.team,
    )  # fmt: skip
