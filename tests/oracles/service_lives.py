"""Services in random lives on a caseload, some late, some corrected or voided: with dice of their own."""

from dataclasses import replace
from datetime import timedelta

from tests.oracles.pen import HOUR, Pen
from throughcare.rulebook.facts import services as z
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.mendings import Voided

WAITS = (0, 1, 20, 40, 100, 130, 300)


def offer_services(pen, seed):
    own = Pen(seed + 73_000_000)
    own.entries = pen.entries
    for place in [one for one in pen.entries if isinstance(one.fact, TakenOnCaseload)]:
        for _ in range(own.dice.randint(0, 2)):
            _offer(own, place)


def _offer(own, place):
    at = place.happened_at + own.dice.choice((1, 30, 500, 2000)) * HOUR
    fact = z.ServiceOffered(
        caseload=place.id, service=own.one_of(*z.Service), provider="x", accepted=own.chance(0.8), said=""
    )
    offer = own.write(fact, at, place.team)
    at += own.dice.choice(WAITS) * HOUR
    referral = None
    if own.chance(0.8):
        asked = z.ServiceReferred(offer=offer.id, contact="x", prescribing=own.chance(0.5))
        referral = own.write(asked, at, place.team)
        _known(own, place, referral)
    for entry in filter(None, (offer, referral)):
        if own.chance(0.12):
            _mend(own, entry)


def _known(own, place, referral):
    at = referral.happened_at
    for _ in range(own.dice.randint(0, 3)):
        at += own.dice.choice(WAITS) * HOUR
        kind = own.one_of(z.ServiceAttended, z.ServiceMissed)
        seen = own.write(kind(referral=referral.id), at, place.team)
        if own.chance(0.12):
            _mend(own, seen)
    if own.chance(0.3):
        at += own.dice.choice(WAITS) * HOUR
        own.write(z.ServiceEnded(referral=referral.id, how=own.one_of(*z.ServiceEnding)), at, place.team)


def _mend(own, entry):
    """Void, or another answer to the question that decides."""
    at = max(entry.happened_at + timedelta(days=own.dice.choice((0, 1, 9))), entry.recorded_at)
    told = entry.fact
    if isinstance(told, z.ServiceOffered) and own.chance(0.5):
        told, happened = replace(told, accepted=not told.accepted), entry.happened_at
    elif isinstance(told, z.ServiceReferred) and own.chance(0.5):
        told, happened = replace(told, prescribing=not told.prescribing), entry.happened_at - HOUR
    else:
        told, happened = Voided(), at
    mended = replace(entry, id=own.id(), fact=told, happened_at=happened, recorded_at=at, replaces=entry.id,
                     why="wrong", seq=len(own.entries))  # fmt: skip
    own.entries.append(mended)
