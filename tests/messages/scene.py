"""Somebody with an appointment on Thursday 10 June 2010 at 10:30, who wants a reminder; and messengers that fail."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from throughcare.journal.record import Proposed, record
from throughcare.messages.channels import NotTaken, Receipt
from throughcare.messages.sending import send_due
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import AppointmentMade, Purpose
from throughcare.rulebook.facts.contact import Channel, ContactWishes
from throughcare.rulebook.standing import Refusal

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BOOKED_AT = datetime(2010, 6, 1, 8, tzinfo=UTC)
STARTS_AT = datetime(2010, 6, 10, 9, 30, tzinfo=UTC)
OPENS, CLOSES = datetime(2010, 6, 8, 8, tzinfo=UTC), datetime(2010, 6, 8, 18, tzinfo=UTC)
"""The safe hours of two days before: nine to seven by the clock in London."""
SECOND = datetime(2010, 6, 9, 8, tzinfo=UTC)
WISHES = ContactWishes(
    agreed=True, channel=Channel.TEXT, phone="07700 900123", email="robin@example.org",
    post="1 Mill Lane\nTown\nNM1 1AA",
)  # fmt: skip


def told(person, fact, *, by, at=BOOKED_AT, happened=None):
    entry = Proposed(id=uuid4(), person_id=person.pk, fact=fact, happened_at=happened or at)
    done = record([entry], by=by, at=at)
    assert not isinstance(done, Refusal), done
    return done[0]


def expected(by, *, starts_at=STARTS_AT, place="12 Mill Lane", **wished):
    """The person, and the booking."""
    person = Person.objects.create()
    told(person, replace(WISHES, **wished), by=by, at=BOOKED_AT - timedelta(seconds=1), happened=BOOKED_AT - MINUTE)
    fact = AppointmentMade(
        purpose=Purpose.VOLUNTARY, team=str(by.organisation_id), starts_at=starts_at, place=place
    )  # fmt: skip
    return person, told(person, fact, by=by)


@dataclass
class Fake:
    """Does what it is told: each error once, in order, then takes everything."""

    fails: list = field(default_factory=list)
    name: str = "fake"
    looks_up: bool = True
    taken: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    after_taking: object = None
    status: dict = field(default_factory=dict)

    def send(self, message):
        if self.fails and (error := self.fails.pop(0)) is not None:
            raise error
        self.taken.append(message)
        if self.after_taking is not None:
            error, self.after_taking = self.after_taking, None
            raise error
        return Receipt(reference="theirs")

    def find(self, reference):
        self.asked.append(reference)
        if self.status.get(reference) == "away":
            raise NotTaken("away")
        if reference in self.status:
            return self.status[reference]
        return Receipt(reference="theirs") if any(one.id == reference for one in self.taken) else None


def sends(fake, at, *, channels=(Channel.TEXT,)):
    return send_due(clock=lambda: at, messengers=dict.fromkeys(channels, fake))
