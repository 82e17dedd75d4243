"""Signs of Annex E, workers told and people who come unasked, in random lives: with dice of their own."""

from dataclasses import replace
from datetime import timedelta

from tests.oracles.pen import HOUR, Pen
from throughcare.rulebook.annex_e import SIGNS
from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import engagement as e
from throughcare.rulebook.facts import proactive as p
from throughcare.rulebook.facts.custody import Arrested, VoluntaryOfferMade
from throughcare.rulebook.facts.mendings import Voided


def identify(pen, seed):
    own = Pen(seed + 3_000_000)
    own.entries = pen.entries
    for arrest in [one for one in pen.entries if isinstance(one.fact, Arrested)]:
        if own.chance(0.6):
            _in_custody(own, arrest)
    if own.chance(0.2) and pen.entries:
        _unasked(own, own.one_of(*pen.entries))


def _in_custody(own, arrest):
    at, suite = arrest.happened_at + own.one_of(0, 1, 2, 20) * HOUR, arrest.team
    for _ in range(own.one_of(1, 1, 2)):
        signs = own.write(_signs(own, arrest=arrest.id), at, suite)
        if own.chance(0.5):
            own.write(p.WorkerTold(arrest=arrest.id, worker="x", answer=own.one_of(*p.WorkerAnswer)), at, suite)
        at += own.one_of(0, 0.5, 3) * HOUR
        if own.chance(0.4):
            own.write(VoluntaryOfferMade(arrest=arrest.id, accepted=own.chance(0.7)), at, suite)
        if own.chance(0.3):
            _book(own, at, suite)
        _mend(own, signs, at)
    if own.chance(0.5):
        _asked(own, at, suite.replace("suite", "cjit"))


def _book(own, at, by):
    team = own.one_of("cjit-north", "cjit-south", by.replace("suite", "cjit"))
    own.write(a.AppointmentMade(
        purpose=a.Purpose.VOLUNTARY, team=team, starts_at=at + own.one_of(1, 20, 40, 90) * HOUR, place="x",
        late_because=own.one_of("", "x"),
    ), at, by)  # fmt: skip


def _unasked(own, after):
    team = own.one_of("cjit-north", "cjit-south")
    at = after.happened_at + own.one_of(1, 30, 900) * HOUR
    came = own.write(p.SelfReferred(known_as=own.one_of(*p.KnownAs), records_read=True), at, team)
    if own.chance(0.7):
        signs = own.write(_signs(own, referral=came.id), at + own.one_of(0, 1, 50) * HOUR, team)
        _mend(own, signs, at)
    _asked(own, at, team)


def _asked(own, at, team):
    """Agrees or not, perhaps asked twice; a no is warned about and may be reported."""
    for _ in range(own.one_of(0, 1, 1, 2)):
        at += own.one_of(0, 1, 30) * HOUR
        asked = own.write(p.AgreementAsked(to=own.one_of(*p.AgreesTo), agrees=own.chance(0.4)), at, team)
        if own.chance(0.7):
            _warned(own, asked, at, team)
        if own.chance(0.3):
            _mend(own, asked, at)


def _warned(own, asked, at, team):
    warned = own.write(e.Warned(about=asked.id, no_offence=own.one_of(True, True, None)), at, team)
    if own.chance(0.7):
        told = own.write(e.NotEngagingReported(warning=warned.id), at + own.one_of(1, 20) * HOUR, team)
        if own.chance(0.6):
            decision = own.one_of(*e.PartnershipDecision)
            own.write(e.PartnershipDecided(report=told.id, decision=decision, reasons="x"), at + 30 * HOUR, team)


def _signs(own, arrest=None, referral=None):
    seen = own.one_of((), ("volunteered",), ("earlier_tests",), ("appearance", "earlier_misuse"), ("intelligence",))
    return p.SignsConsidered(arrest=arrest, referral=referral, **{sign.name: sign.name in seen for sign in SIGNS})


def _mend(own, entry, at):
    """Entered in error, or one sign more or less, or at another time."""
    if not own.chance(0.2):
        return
    at = max(at, entry.recorded_at) + timedelta(hours=own.one_of(0.1, 5, 60))
    changes = {"fact": Voided(), "happened_at": at}
    if own.chance(0.7):
        answer = "agrees" if isinstance(entry.fact, p.AgreementAsked) else "volunteered"
        changes = {"fact": replace(entry.fact, **{answer: not getattr(entry.fact, answer)})}
        changes["happened_at"] = entry.happened_at + own.one_of(0, 0, -3, 3) * HOUR
    own.entries.append(
        replace(entry, id=own.id(), recorded_at=at, replaces=entry.id, why="wrong", seq=len(own.entries), **changes)
    )
