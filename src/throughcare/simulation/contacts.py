"""Contact on the caseload, kept or missed, what was judged of it, and who went out to whoever did not come.

With dice of their own, so that the same seed gives the same path with or without them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import CJIT, Role
from throughcare.rulebook.calendar import local_day, start_of_day
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    AttendanceRecorded,
    GoodCauseJudged,
    Outcome,
)
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import CarePlanRefused, TakenOnCaseload
from throughcare.rulebook.facts.keeping_contact import ContactMade, HowMet, Kept, MissedContactJudged, Verdict
from throughcare.rulebook.facts.missed import Answer, ContactTried, HowTried
from throughcare.simulation.reviews import a_review, end_of_place
from throughcare.simulation.story import Step

MISSED, JUDGED, OUTREACH_IN_TIME, REVIEWED_AFTER = 0.15, 0.93, 0.85, 0.8
"""Ours: of the contacts, of the missed ones, of the disengagements, of those again."""
VERDICTS = (Verdict.EXCUSED, Verdict.EXCUSED, Verdict.ENGAGED, Verdict.DISENGAGED)
WHY = ("was at the hospital", "had no money for the bus", "mixed up the day, and rang")


def in_touch(steps: Sequence[Step], *, until: datetime) -> list[Step]:
    """The steps of a life with its contacts among them, in the order of writing."""
    mended = {step.replaces for step in steps}
    found = list(steps)
    for step in steps:
        if step.replaces is not None or step.id in mended:
            continue
        if isinstance(step.fact, TakenOnCaseload):
            found += _while(_on_the_caseload(step), end_of_place(steps, step, until))
        elif step.role in CJIT and _did_not_engage(steps, step):
            found += _while(_before_the_caseload(step), end_of_place(steps, step, until))
    return sorted(found, key=lambda step: step.recorded_at)


def _while(told: Iterator[Step], end: datetime) -> Iterator[Step]:
    for step in told:
        if step.recorded_at >= end:
            return
        yield step


def _did_not_engage(steps: Sequence[Step], step: Step) -> bool:
    fact = step.fact
    if isinstance(fact, AttendanceRecorded):
        made = next((one.fact for one in steps if one.id == fact.appointment), None)
        missed = fact.outcome is Outcome.DID_NOT_ATTEND
        return missed and isinstance(made, AppointmentMade) and made.requirement is None
    refused = isinstance(fact, GoodCauseJudged) and not fact.accepted
    return refused or isinstance(fact, CarePlanRefused) or (isinstance(fact, Assessed) and not fact.engaged)


def _before_the_caseload(step: Step) -> Iterator[Step]:
    dice = _dice(step)
    at = step.recorded_at
    if isinstance(step.fact, AttendanceRecorded) and dice.random() < JUDGED:
        judged = _judged(step, dice, at + timedelta(minutes=dice.randint(20, 200)))
        yield judged
        if not _disengaged(judged):
            return
    yield from _outreach(step, dice, at)


def _on_the_caseload(entry: Step) -> Iterator[Step]:
    dice = _dice(entry)
    at = entry.recorded_at
    while True:
        at = _in_hours(dice, at + timedelta(days=dice.randint(14, 42)))
        missed = dice.random() < MISSED
        kept = Kept.MISSED if missed else Kept.SEEN
        contact = _step(entry, dice, at, ContactMade(caseload=entry.id, how=dice.choice([*HowMet]), outcome=kept))
        yield contact
        if missed and dice.random() < JUDGED:
            judged = _judged(contact, dice, at + timedelta(minutes=dice.randint(20, 200)))
            yield judged
            if _disengaged(judged):
                yield from _after_disengaging(entry, dice, at)


def _after_disengaging(entry: Step, dice: Random, at: datetime) -> Iterator[Step]:
    yield from _outreach(entry, dice, at)
    if dice.random() < REVIEWED_AFTER:
        yield _step(entry, dice, _in_hours(dice, at + timedelta(days=4)), a_review(entry, dice, None))


def _outreach(entry: Step, dice: Random, at: datetime) -> Iterator[Step]:
    hours = dice.randint(4, 23) if dice.random() < OUTREACH_IN_TIME else dice.randint(25, 60)
    answer = dice.choice([*Answer])
    told = dice.random() < 0.9 if answer is Answer.REACHED else None
    tried = ContactTried(how=dice.choice([*HowTried]), answer=answer, told=told)
    yield _step(entry, dice, at + timedelta(hours=hours), tried)


def _judged(missed: Step, dice: Random, at: datetime) -> Step:
    verdict = dice.choice(VERDICTS)
    why = "" if verdict is Verdict.DISENGAGED else dice.choice(WHY)
    return _step(missed, dice, at, MissedContactJudged(missed=missed.id, verdict=verdict, why=why))


def _disengaged(judged: Step) -> bool:
    return isinstance(judged.fact, MissedContactJudged) and judged.fact.verdict is Verdict.DISENGAGED


def _in_hours(dice: Random, at: datetime) -> datetime:
    return start_of_day(local_day(at)) + timedelta(hours=dice.randint(9, 16), minutes=dice.randint(0, 59))


def _dice(step: Step) -> Random:
    return Random(step.id.int ^ 5)  # noqa: S311


def _step(entry: Step, dice: Random, at: datetime, fact: Fact) -> Step:
    return Step(
        id=UUID(int=dice.getrandbits(128), version=4), fact=fact, happened_at=at, recorded_at=at,
        role=Role.CJIT_CASE_MANAGER, team=entry.team,
    )  # fmt: skip
