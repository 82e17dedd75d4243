"""What an officer saw where no test was positive, and whom they told: with dice of their own.

So the same seed gives the same path with or without it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import POLICE
from throughcare.rulebook.annex_e import SIGNS
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import DecidedNext, Died
from throughcare.rulebook.facts.custody import DrugTested, NoMisuseBelieved, VoluntaryOfferMade
from throughcare.rulebook.facts.proactive import (
    AgreementAsked,
    AgreesTo,
    KnownAs,
    SelfReferred,
    SignsConsidered,
    WorkerAnswer,
    WorkerTold,
)
from throughcare.simulation.story import Step
from throughcare.simulation.words import GAVE_UP_WAITING

SIGNS_SAY_NOTHING = 0.5
"""Ours: of those not identified, for whom the signs were gone through one by one."""
SEEN = (
    ("volunteered",), ("volunteered", "asked_for_doctor"), ("appearance", "earlier_tests"),
    ("paraphernalia", "behaviour"), ("intelligence", "earlier_misuse"), ("officer_information",),
)  # fmt: skip
COMES_BACK, AGREES = 0.3, 0.8
"""Ours: of those who did not come to an appointment by choice; and of those who came by themselves."""
NOT_ENOUGH = ((), (), ("earlier_tests",), ("earlier_misuse",))
SAID = ("", "", "foil and a lighter in the coat", "said he had used that morning", "fresh marks on the left arm")


def identified(steps: Sequence[Step]) -> list[Step]:
    """The steps of a life with the signs before each answer that needed them, in the order of writing."""
    positive = {step.fact.arrest for step in steps if isinstance(step.fact, DrugTested) and step.fact.positive}
    return [one for step in steps for one in _with_signs(step, positive)]


def came_back(steps: Sequence[Step], *, until: datetime) -> list[Step]:
    """Some of those who did not come to an appointment by choice come by themselves, weeks later."""
    died = min((step.happened_at for step in steps if isinstance(step.fact, Died)), default=until)
    later = [one for step in steps if _gave_up(step) for one in _unasked(step) if one.recorded_at < min(died, until)]
    return sorted([*steps, *later], key=lambda step: step.recorded_at)


def _gave_up(step: Step) -> bool:
    return isinstance(step.fact, DecidedNext) and step.fact.decision == GAVE_UP_WAITING and step.replaces is None


def _unasked(gave_up: Step) -> Iterator[Step]:
    dice = Random(gave_up.id.int ^ 4)  # noqa: S311
    if dice.random() >= COMES_BACK:
        return
    at = gave_up.recorded_at + timedelta(days=dice.randint(3, 60), minutes=dice.randint(0, 300))
    known_as = dice.choice([*KnownAs])
    came = _after(gave_up, dice, at, SelfReferred(known_as=known_as, records_read=dice.random() < 0.9))
    seen = dice.choice([*SEEN, *NOT_ENOUGH])
    yield came
    yield _after(came, dice, at + timedelta(minutes=dice.randint(5, 90)), _signs(None, seen, "", referral=came.id))
    asked = AgreementAsked(to=AgreesTo.ASSESSMENT, agrees=dice.random() < AGREES)
    yield _after(came, dice, at + timedelta(minutes=dice.randint(100, 200)), asked)


def _after(step: Step, dice: Random, at: datetime, fact: Fact) -> Step:
    """By the same team, written down as it happens."""
    return Step(
        id=UUID(int=dice.getrandbits(128), version=4), fact=fact, happened_at=at, recorded_at=at, role=step.role,
        team=step.team,
    )  # fmt: skip


def _with_signs(step: Step, positive: set[UUID]) -> Iterator[Step]:
    fact, dice = step.fact, Random(step.id.int ^ 3)  # noqa: S311
    if isinstance(fact, NoMisuseBelieved) and step.replaces is None and dice.random() < SIGNS_SAY_NOTHING:
        yield replace(step, fact=_signs(fact.arrest, dice.choice(NOT_ENOUGH), ""))
        return
    by_police = isinstance(fact, VoluntaryOfferMade) and step.role in POLICE and step.replaces is None
    if by_police and isinstance(fact, VoluntaryOfferMade) and fact.arrest not in positive:
        yield _before(step, dice, 3, _signs(fact.arrest, dice.choice(SEEN), dice.choice(SAID)))
        yield _before(step, dice, 1, _told(fact.arrest, dice))
    if isinstance(fact, Assessed) and fact.requirement is None and step.replaces is None:
        yield _before(step, dice, 1, AgreementAsked(to=AgreesTo.ASSESSMENT, agrees=True))
    yield step


def _signs(arrest: UUID | None, seen: Sequence[str], said: str, *, referral: UUID | None = None) -> SignsConsidered:
    answers = {sign.name: sign.name in seen for sign in SIGNS}
    return SignsConsidered(arrest=arrest, referral=referral, said=said, **answers)


def _told(arrest: UUID, dice: Random) -> WorkerTold:
    answer = dice.choice([*WorkerAnswer, WorkerAnswer.NOBODY])
    name = "" if answer is WorkerAnswer.NOBODY else "the worker on call"
    return WorkerTold(arrest=arrest, worker=name, answer=answer)


def _before(step: Step, dice: Random, minutes: int, fact: Fact) -> Step:
    """In the minutes before, written down with it."""
    return replace(
        step, id=UUID(int=dice.getrandbits(128), version=4), fact=fact,
        happened_at=step.happened_at - timedelta(minutes=minutes),
    )  # fmt: skip
