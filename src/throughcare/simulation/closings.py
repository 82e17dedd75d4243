"""How a place on the caseload is interrupted and ends: arrests, a short stay in prison, suspension and closure.

With dice of their own, so that the same seed gives the same path with or without them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import DecidedNext, TakenOnCaseload
from throughcare.rulebook.facts.closing import (
    AcceptedElsewhere,
    ClosureReported,
    Ground,
    Heard,
    Pause,
    PlaceClosed,
    Suspended,
    TakenUpAgain,
)
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.prison import EnteredPrison, Held, LeftPrison, ReleaseExpected
from throughcare.rulebook.facts.review import Course, Reviewed
from throughcare.simulation.reviews import end_of_place
from throughcare.simulation.story import Step

SEEN_AFTER_ARREST, GOES_TO_PRISON, LENGTH_UNKNOWN, CLOSED_ON_A_GROUND, ANSWERED = 0.8, 0.15, 0.4, 0.7, 0.8
"""Ours: of the arrests, of the places held for three months, of the stays, of the endings, of the referrals."""
TRIED = "rang three times in two weeks, called at the flat twice, wrote; said on the stairs that he is done with us"
LEAVES = {
    (True, False): (Ground.TO_TREATMENT, Course.TO_TREATMENT, "the community drug team, spoke to the duty worker"),
    (False, True): (Ground.TO_SCHEME, Course.TO_SCHEME, "the scheme for prolific offenders, spoke to its co-ordinator"),
    (False, False): (Ground.COMPLETED, Course.TO_SUPPORT, "the mentors at the community centre"),
}
DAY = timedelta(days=1)


def closed(steps: Sequence[Step], *, until: datetime) -> list[Step]:
    """The steps of a life with these among them, in the order of writing."""
    found = list(steps)
    for entry in steps:
        if isinstance(entry.fact, TakenOnCaseload) and entry.replaces is None:
            end = end_of_place(steps, entry, until)
            pen = _Pen(entry, end)
            found += [step for step in (*_arrests(pen, steps), *_prison(pen)) if step.recorded_at < end - 2 * DAY]
            found += [step for step in _closure(pen, steps) if step.recorded_at < until]
    return sorted(found, key=lambda step: step.recorded_at)


class _Pen:
    """Writes for the team of one place."""

    def __init__(self, entry: Step, end: datetime) -> None:
        self.entry, self.end, self.dice = entry, end, Random(entry.id.int ^ 77)  # noqa: S311

    def write(self, fact: Fact, at: datetime) -> Step:
        return Step(
            id=UUID(int=self.dice.getrandbits(128), version=4), fact=fact, happened_at=at, recorded_at=at,
            role=Role.CJIT_CASE_MANAGER, team=self.entry.team,
        )  # fmt: skip

    def review(
        self, event: Step | None, course: Course, *, at: datetime, uses: bool = True, offends: bool = True,
        in_prison: bool = False,
    ) -> Step:  # fmt: skip
        fact = Reviewed(
            caseload=self.entry.id, event=event.id if event else None, uses=uses, offends=offends,
            in_prison=in_prison, course=course,
        )  # fmt: skip
        return self.write(fact, at)


def _arrests(pen: _Pen, steps: Sequence[Step]) -> Iterator[Step]:
    """An arrest on the caseload is an event by itself."""
    mended = {step.replaces for step in steps}
    for arrest in steps:
        if isinstance(arrest.fact, Arrested) and arrest.id not in mended and arrest.replaces is None:
            at = arrest.recorded_at + timedelta(hours=pen.dice.randint(20, 100))
            after = arrest.happened_at > pen.entry.recorded_at
            if after and pen.dice.random() < SEEN_AFTER_ARREST:
                yield pen.review(arrest, Course.STAYS, at=at)


def _prison(pen: _Pen) -> Iterator[Step]:
    """Some weeks at most: suspended, and taken up again."""
    dice, begins = pen.dice, pen.entry.recorded_at + timedelta(days=pen.dice.randint(20, 60))
    if dice.random() > GOES_TO_PRISON:
        return
    ends = begins + timedelta(days=dice.randint(7, 26))
    known = dice.random() > LENGTH_UNKNOWN
    day = local_day(ends)
    stay = pen.write(EnteredPrison(
        caseload=pen.entry.id, prison="the local prison", held=dice.choice([*Held]), release_on=day if known else None,
    ), begins)  # fmt: skip
    yield stay
    if not known:
        yield pen.write(ReleaseExpected(stay=stay.id, release_on=day), begins + 3 * DAY)
    suspended = pen.write(Suspended(caseload=pen.entry.id, ground=Pause.PRISON, stay=stay.id), begins + 1 * DAY)
    yield suspended
    yield pen.review(stay, Course.PLANS_RELEASE, at=begins + 2 * DAY, in_prison=True)
    yield pen.write(LeftPrison(stay=stay.id), ends)
    yield pen.write(TakenUpAgain(suspension=suspended.id), ends + 1 * DAY)
    yield pen.review(None, Course.STAYS, at=ends + 2 * DAY)


def _closure(pen: _Pen, steps: Sequence[Step]) -> Iterator[Step]:
    """Where the team's part ends, the place is often closed a minute before, on a ground."""
    dice, end = pen.dice, pen.end - timedelta(minutes=1)
    last = [step for step in steps if isinstance(step.fact, DecidedNext) and step.team == pen.entry.team]
    decided = any(min(step.happened_at, step.recorded_at) == pen.end for step in last)
    if not decided or end - pen.entry.recorded_at < 14 * DAY or dice.random() > CLOSED_ON_A_GROUND:
        return
    uses, offends = dice.random() < 0.6, dice.random() < 0.4
    if uses and offends:
        yield from _by_choice(pen, end)
        return
    ground, course, to = LEAVES[uses, offends]
    yield pen.review(None, course, at=end - timedelta(minutes=30), uses=uses, offends=offends)
    closure = pen.write(PlaceClosed(caseload=pen.entry.id, ground=ground, to=to), end)
    yield closure
    if dice.random() < ANSWERED:
        heard = AcceptedElsewhere(closure=closure.id, heard=dice.choice([*Heard]), who="their duty worker")
        yield pen.write(heard, end + timedelta(hours=dice.randint(2, 90)))


def _by_choice(pen: _Pen, at: datetime) -> Iterator[Step]:
    closure = pen.write(PlaceClosed(
        caseload=pen.entry.id, ground=Ground.BY_PERSON, effort=TRIED, explained=True, persistent=True,
    ), at)  # fmt: skip
    yield closure
    if pen.dice.random() < ANSWERED:
        report = ClosureReported(closure=closure.id, to_whom="the police DIP lead")
        yield pen.write(report, at + timedelta(hours=pen.dice.randint(1, 30)))
