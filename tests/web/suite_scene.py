"""A Friday night at Castle Street, as the sketch has it: who is in, and how far each has come."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tests import cast
from tests.journal.facts import done
from throughcare.diary.models import Slot, Turn
from throughcare.journal.record import Proposed, record
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    Condition,
    DrugTested,
    NoMisuseBelieved,
    Released,
    Result,
    RiskFound,
    RiskTo,
    TestRefused,
)
from throughcare.rulebook.facts.identity import DetailsGiven, Housing, LanguageNeeds, ResidenceEstablished

NOW = datetime(2010, 6, 11, 2, 7, tzinfo=UTC)
"""Friday 11 June, 03:07 in London: a weekend lies before the limit of 48 hours."""


def at(hours, minutes=0):
    """So long before now."""
    return NOW - timedelta(hours=hours, minutes=minutes)


def note(person, fact, happened_at, by, written_at=None):
    proposed = Proposed(id=uuid4(), person_id=person.pk, fact=fact, happened_at=happened_at)
    return done(record([proposed], by=by, at=written_at or happened_at))[0].pk


def arrested(by, given_name, family_name, *, cell="", offence="theft_s1", area="NMR", ago=4):
    """Booked in, with an address in this area."""
    person, moment = Person.objects.create(), at(ago)
    born = date(1984, 11, 9)
    note(person, DetailsGiven(given_name=given_name, family_name=family_name, born_on=born), moment, by)
    housing = Housing.ADDRESS if area else Housing.NO_FIXED_ABODE
    address = "9 Lôn Fach" if area else ""
    note(person, ResidenceEstablished(housing=housing, area=area, address=address), moment, by)
    note(person, LanguageNeeds(speaks="English", finds_reading_hard=True), moment, by)
    arrest = note(person, Arrested(offence=offence, custody_number=f"CS/{cell}", cell=cell), moment, by)
    person.refresh_from_db()
    return person, arrest


def sampled(person, arrest, by, *, result=Result.BOTH, ago=1):
    return note(person, DrugTested(arrest=arrest, condition=Condition.ARREST, result=result), at(ago), by)


def required(person, test, by, *, minutes=40):
    return note(person, AssessmentRequired(test=test, warned=True), at(0, minutes), by)


def positive(by, given_name="Dafydd Llŷr", family_name="O’Hare", **more):
    """Tested positive an hour ago and required: what remains is the place and RA1."""
    person, arrest = arrested(by, given_name, family_name, **{"cell": "M2", "area": "GYD"} | more)
    requirement = required(person, sampled(person, arrest, by), by)
    return person, arrest, requirement


def at_risk(by):
    person, arrest = arrested(by, "Ffion", "Gŵyr-Jones", cell="F1")
    risk = RiskFound(risk=RiskTo.SELF, what="Said she has nothing to live for", taker="Sgt Aled O’Rourke")
    note(person, risk, at(0, 23), by)
    return person, arrest


def refused(by):
    person, arrest = arrested(by, "Leanne", "O’Keefe", cell="F2", ago=5)
    note(person, TestRefused(arrest=arrest, warned=True), at(4), by)
    note(person, NoMisuseBelieved(arrest=arrest), at(3), by)
    return person, arrest


def released(person, arrest, by, *, minutes=5):
    from throughcare.rulebook.facts.custody import Disposal

    return note(person, Released(arrest=arrest, disposal=Disposal.POLICE_BAIL), at(0, minutes), by)


def slots(team, *, places=1):
    """Monday 10:30 in time; Tuesday 09:30 too late for 48 hours from Friday."""
    starts = (datetime(2010, 6, 14, 9, 30, tzinfo=UTC), datetime(2010, 6, 15, 8, 30, tzinfo=UTC))
    shared = {"organisation": team, "minutes": 45, "place": "12 Heol y Dŵr", "worker_speaks": "Welsh, English"}
    return [Slot.objects.create(starts_at=moment, places=places, **shared) for moment in starts]


def signed_in(membership):
    client = Client()
    cast.signed_in(client, membership.account)
    return client


def address(name, person, *more):
    return reverse(name, args=[person.reference, *more])


def when(name, moment=NOW):
    """The parts of a moment as typed, on a London clock in summer."""
    local = moment + timedelta(hours=1)
    parts = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def on_duty(team, *, suite=None, starts=-60, ends=240, name="Rhian O’Neill", **more):
    """A worker of the team, minutes before and after now; in the suite, or on call for all of them."""
    worker = cast.works_at(team, Role.CJIT_CUSTODY_WORKER, name)
    hours = {"starts_at": NOW + timedelta(minutes=starts), "ends_at": NOW + timedelta(minutes=ends)}
    shown = {"how": Turn.How.DUTY if suite else Turn.How.CALL, "may_assess": True, "phone": "01632 960101"} | more
    return Turn.objects.create(organisation=team, worker=worker, suite=suite, **hours, **shown)
