"""Services on the caseload: what was offered, whether the person wanted it, and whether they came.

With dice of their own, so that the same seed gives the same path with or without them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.services import (
    Service,
    ServiceAttended,
    ServiceEnded,
    ServiceEnding,
    ServiceMissed,
    ServiceOffered,
    ServiceReferred,
)
from throughcare.simulation.reviews import end_of_place
from throughcare.simulation.story import Step

ACCEPTS, PRESCRIBED, COMES, ENDS = 0.8, 0.6, 0.75, 0.3
"""Ours: of the offers, of the referrals to Tier 3, of the times at a service, of the referrals somebody came to."""
PROVIDERS = {
    Service.HOUSING: "Harbour Housing", Service.EMPLOYMENT: "Second Start", Service.TIER_3: "The Quay Clinic",
    Service.MENTORING: "Alongside",
}  # fmt: skip
CONTACTS = ("Ana Rees", "Tom Adeyemi", "Duty worker")


def served(steps: Sequence[Step], *, until: datetime) -> list[Step]:
    """The steps of a life with the services of its time on the caseload among them, in the order of writing."""
    found = list(steps)
    for entry in steps:
        if isinstance(entry.fact, TakenOnCaseload) and entry.replaces is None:
            end = end_of_place(steps, entry, until)
            found += [step for step in _services(entry) if step.recorded_at < end]
    return sorted(found, key=lambda step: step.recorded_at)


def _services(entry: Step) -> Iterator[Step]:
    dice = Random(entry.id.int ^ 3)  # noqa: S311
    at = entry.recorded_at
    for service in dice.sample(list(PROVIDERS), dice.randint(0, 2)):
        at += timedelta(days=dice.randint(1, 20), minutes=dice.randint(0, 300))
        accepted = dice.random() < ACCEPTS
        fact = ServiceOffered(caseload=entry.id, service=service, provider=PROVIDERS[service], accepted=accepted)
        offer = _step(entry, dice, at, fact)
        yield offer
        if accepted:
            yield from _referred(entry, dice, offer, is_clinic=service is Service.TIER_3)


def _referred(entry: Step, dice: Random, offer: Step, *, is_clinic: bool) -> Iterator[Step]:
    at = offer.happened_at + timedelta(hours=dice.randint(1, 40))
    prescribing = is_clinic and dice.random() < PRESCRIBED
    fact = ServiceReferred(offer=offer.id, contact=dice.choice(CONTACTS), prescribing=prescribing)
    referral = _step(entry, dice, at, fact)
    yield referral
    came = False
    for _ in range(dice.randint(1, 4)):
        at += timedelta(days=dice.randint(1, 9))
        comes = dice.random() < COMES
        came = came or comes
        known: Fact = ServiceAttended(referral=referral.id) if comes else ServiceMissed(referral=referral.id)
        yield _step(entry, dice, at, known)
    if not came or dice.random() < ENDS:
        how = ServiceEnding.COMPLETED if came else ServiceEnding.LEFT
        yield _step(entry, dice, at + timedelta(days=dice.randint(2, 30)), ServiceEnded(referral=referral.id, how=how))


def _step(entry: Step, dice: Random, at: datetime, fact: Fact) -> Step:
    return Step(
        id=UUID(int=dice.getrandbits(128), version=4), fact=fact, happened_at=at, recorded_at=at,
        role=Role.CJIT_CASE_MANAGER, team=entry.team,
    )  # fmt: skip
