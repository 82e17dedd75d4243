"""Twelve wrong readings, planted one by one: the comparison finds each and names what it broke."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from tests.oracles import agreement, histories
from throughcare.rulebook import assessment, care, deadlines, history, journey, required_assessment, spells
from throughcare.rulebook.facts.assessment import AppointmentMade, Form, Purpose
from throughcare.rulebook.facts.casework import CarePlanAgreed, ReferredToTeam
from throughcare.rulebook.facts.custody import LaboratoryReturned
from throughcare.rulebook.owing import within

LONDON = ZoneInfo("Europe/London")
LIVES = [entries for _, entries in agreement.lives(500)]


def no_carry(patch):
    """R1 and R2 end after 24 or 48 hours, weekend or not."""
    patch.setitem(deadlines._COUNT, deadlines.Unit.HOURS_OR_WORKING_DAY, lambda start, amount, _: _hours(start, amount))


def _hours(start, amount):
    return start + timedelta(hours=amount)


def from_booking(patch):
    """R3 counts from the booking of the follow-up, not from the assessment."""

    def due(h, decided, requirement, given):
        booked = spells.appointments(h, requirement, Purpose.FOLLOW_UP)
        start = booked[0] if booked else decided
        return within(assessment.HOLD_FOLLOW_UP, start.happened_at, given)

    patch.setattr(assessment, "due_of_follow_up", due)


def drop_withdrawn(patch):
    """A withdrawn duty vanishes."""
    right = journey.follow

    def follow(h, given):
        standing = right(h, given)
        return replace(standing, duties=tuple(d for d in standing.duties if d.state is not journey.State.WITHDRAWN))

    patch.setattr(journey, "follow", follow)


def any_plan(patch):
    """A care plan of one requirement meets the follow-up of another."""
    patch.setattr(assessment, "plan_under", lambda h, requirement: h.first(CarePlanAgreed))


def any_laboratory(patch):
    """The laboratory's answer ends whichever requirement there is."""
    right = spells._ends_of_test

    def ends(h, requirement):
        return [*right(h, requirement), *(a for a in h.all(LaboratoryReturned) if not a.fact.confirmed)]

    patch.setattr(spells, "_ends_of_test", ends)


def local_hours(patch):
    """Hours are added to the clock on the wall."""

    def elapsed(start, hours):
        wall = start.astimezone(LONDON).replace(tzinfo=None) + timedelta(hours=hours)
        return datetime.combine(wall.date(), wall.time(), LONDON).astimezone(start.tzinfo)

    patch.setattr(deadlines, "elapsed", elapsed)


def no_holidays(patch):
    """Good Friday and Christmas are days like any other."""
    right = journey.follow
    bare = replace(histories.GIVEN, calendar=replace(histories.GIVEN.calendar, holidays={}))
    patch.setattr(journey, "follow", lambda h, given: right(h, bare))


def sender_keeps(patch):
    """A referral leaves care with the sender."""
    patch.setattr(care, "MOVES", tuple(kind for kind in care.MOVES if kind is not ReferredToTeam))


def late_ra1(patch):
    """RA1 given after release counts as given in time."""
    right = required_assessment._unenforceable

    def unenforceable(h, requirement):
        return None if spells.served_form(h, requirement, Form.RA1) else right(h, requirement)

    patch.setattr(required_assessment, "_unenforceable", unenforceable)


def no_catch_all(patch):
    """Nobody is asked to decide what happens next."""
    patch.setattr(journey, "_catch_all", lambda *_: [])


def first_time_stands(patch):
    """An appointment keeps its first time, however often it was moved."""

    def terms(h, appointment):
        fact = appointment.fact
        return spells.Terms(starts_at=fact.starts_at, place=fact.place, team=fact.team, by=appointment)

    for module in (spells, *journey.CONCEPTS):
        if hasattr(module, "terms"):
            patch.setattr(module, "terms", terms)


def mended_counts(patch):
    """A duty of a mended fact goes on."""
    patch.setattr(history.History, "every", history.History.all)


PLANTED = {
    no_carry: "hold_initial_assessment.due",
    from_booking: "hold_follow_up.due",
    drop_withdrawn: "give_ra1.exists",
    any_plan: "hold_follow_up.state",
    any_laboratory: "hold_initial_assessment.state",
    local_hours: "test_or_say_why_not.due",
    no_holidays: "hold_follow_up.due",
    sender_keeps: "care.team",
    late_ra1: "hold_initial_assessment.state",
    no_catch_all: "decide_next.open",
    first_time_stands: "record_attendance.due",
    mended_counts: "test_or_say_why_not.exists",
}


@pytest.fixture(autouse=True)
def _nothing_counted_before():
    """A date remembered from before the plant would hide it, and one from the plant would outlive it."""
    deadlines._counted.cache_clear()
    yield
    deadlines._counted.cache_clear()


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_error_is_found_and_named(plant, monkeypatch):
    plant(monkeypatch)
    named = set()
    for entries in LIVES:
        named |= {f"{kind}.{what}" for kind, what, *_ in agreement.differences(entries)}
        if PLANTED[plant] in named:
            return
    pytest.fail(f"not found: {plant.__doc__} Found instead: {sorted(named)}")


def test_the_story_of_a_difference_is_short(monkeypatch):
    late_ra1(monkeypatch)
    found = islice((e for e in LIVES if agreement.differences(e)), 5)
    kept, entries = min(((agreement.shortest(e), e) for e in found), key=lambda pair: len(pair[0]))
    assert agreement.differences(kept)
    assert len(kept) <= 8, agreement.story(0, entries)
    assert any(isinstance(e.fact, AppointmentMade) for e in entries)
