"""Contacts kept and missed, judgements and outreach in random lives, some late, some voided: with dice of their own."""

from datetime import timedelta

from tests.oracles.pen import HOUR, Pen
from tests.oracles.review_lives import void
from throughcare.rulebook.facts import assessment as a
from throughcare.rulebook.facts import keeping_contact as k
from throughcare.rulebook.facts import missed as x
from throughcare.rulebook.facts.casework import CarePlanRefused, TakenOnCaseload
from throughcare.rulebook.facts.engagement import PartnershipDecided

NEVER_ENGAGED = (a.GoodCauseJudged, a.Assessed, CarePlanRefused, PartnershipDecided)


def keep_contact(pen, seed):
    own = Pen(seed + 4_000_000)
    own.entries = pen.entries
    for entry in list(pen.entries):
        if isinstance(entry.fact, TakenOnCaseload):
            _on_the_caseload(own, entry)
        elif isinstance(entry.fact, a.AttendanceRecorded) and own.chance(0.7):
            _judge(own, entry)
        elif isinstance(entry.fact, NEVER_ENGAGED) and own.chance(0.2):
            _go_out(own, entry, entry.happened_at + own.dice.choice((-1, 0, 1, 24, 25)) * HOUR)


def _on_the_caseload(own, place):
    at = place.happened_at
    for _ in range(own.dice.randint(0, 3)):
        at += own.dice.choice((1, 30, 168, 700)) * HOUR
        if own.chance(0.25):
            contact = _by_appointment(own, place, at)
        else:
            how, outcome = own.one_of(*k.HowMet), own.one_of(k.Kept.MISSED, *k.Kept)
            contact = own.write(k.ContactMade(caseload=place.id, how=how, outcome=outcome, said=""), at, place.team)
        if own.chance(0.75):
            _judge(own, contact)
        if own.chance(0.5):
            _go_out(own, contact, at + own.dice.choice((0, 3, 24, 25, 60)) * HOUR)
        if own.chance(0.08):
            void(own, contact, at + timedelta(days=3))


def _by_appointment(own, place, at):
    made = a.AppointmentMade(purpose=a.Purpose.VOLUNTARY, team=place.team, starts_at=at, place="x")
    booked = own.write(made, at - HOUR, place.team)
    outcome = own.one_of(*a.Outcome, a.Outcome.DID_NOT_ATTEND)
    return own.write(a.AttendanceRecorded(appointment=booked.id, outcome=outcome), at, place.team)


def _judge(own, missed):
    at = missed.happened_at + own.dice.choice((0, 2, 10, 26, 60, 100)) * HOUR
    stopped = own.one_of("", "", " ", "clean for a month")
    fact = k.MissedContactJudged(
        missed=missed.id, verdict=own.one_of(k.Verdict.DISENGAGED, *k.Verdict), why=own.one_of("x", "x", ""),
        stopped_offending=stopped,
    )  # fmt: skip
    judged = own.write(fact, at, missed.team)
    if own.chance(0.1):
        void(own, judged, at + timedelta(days=1))


def _go_out(own, after, at):
    tried = x.ContactTried(
        how=own.one_of(*x.HowTried), answer=own.one_of(*x.Answer, x.Answer.REACHED), said="",
        told=own.one_of(None, True, False, False),
    )  # fmt: skip
    own.write(tried, at, after.team)
    if own.chance(0.4):
        again = x.ContactTried(how=x.HowTried.VISIT, answer=x.Answer.REACHED, said="", told=True)
        own.write(again, at + own.dice.choice((1, 30)) * HOUR, after.team)
