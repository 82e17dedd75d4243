"""Short ways to say what happened, for tests of the journal."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from throughcare.journal.record import Proposed, record
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import AppointmentMade, Purpose
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    Condition,
    DrugTested,
    Result,
)

NOON = datetime(2010, 6, 1, 12, tzinfo=UTC)  # a Tuesday


def minutes(count):
    return NOON + timedelta(minutes=count)


def somebody():
    return Person.objects.create()


def proposed(person, fact, happened_at=NOON, **more):
    return Proposed(**{"id": uuid4(), "person_id": person.pk, "fact": fact, "happened_at": happened_at} | more)


def arrest(**more):
    return Arrested(**{"offence": "theft_s1", "custody_number": "CS/1"} | more)


def positive(arrested, result=Result.OPIATES, **more):
    return DrugTested(arrest=arrested, condition=Condition.ARREST, result=result, **more)


def required(test):
    return AssessmentRequired(test=test, warned=True)


def booked(requirement, team, starts_at, slot=None):
    return AppointmentMade(
        purpose=Purpose.INITIAL,
        requirement=requirement,
        team=str(team.pk),
        starts_at=starts_at,
        place="12 High Street",
        slot=slot,
    )


def made(person, fact, *, by, at=NOON, **more):
    """Recorded as it happens; the entry's id."""
    return done(record([proposed(person, fact, at, **more)], by=by, at=more.get("written_at", at)))[0]


def done(outcome):
    assert isinstance(outcome, list), outcome
    return outcome
