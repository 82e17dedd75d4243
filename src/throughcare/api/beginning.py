"""Booking somebody in: the record and its first facts come into being together, or not at all."""

from typing import Any
from uuid import uuid5

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field, create_model

from throughcare.api.facts import IdempotencyKey, Written, to_the_minute, written
from throughcare.api.fields import Closed, Instant, schema_of
from throughcare.api.keys import Caller, Key, caller_of
from throughcare.api.problems import Refused
from throughcare.journal.models import Entry, Sent
from throughcare.journal.record import Proposed
from throughcare.people import shown
from throughcare.people.actions import open_record
from throughcare.people.models import Person
from throughcare.people.shown import Because, note_because
from throughcare.rulebook.actors import POLICE
from throughcare.rulebook.facts.base import Fact, kind_of
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.identity import DetailsGiven, LanguageNeeds, ResidenceEstablished
from throughcare.rulebook.sight import Basis
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import serving

router = Router(tags=["people"])
BECAUSE = Because(purpose="the person's case", basis=Basis.HOLDS.value, classes=frozenset())
FACTS: dict[str, type[Fact]] = {
    "details": DetailsGiven, "residence": ResidenceEstablished, "language": LanguageNeeds, "arrest": Arrested,
}  # fmt: skip
"""In the order in which they are entered; of a name each."""


class Begun(Schema):
    """The new record."""

    reference: str
    entries: list[Written]


class _Arrival(Closed):
    happened_at: Instant = Field(description="When the person arrived, kept to the minute")


Arrival: Any = create_model(
    "Arrival", __base__=_Arrival, **{name: (schema_of(kind_of(fact)), ...) for name, fact in FACTS.items()}
)  # type: ignore[call-overload]


@router.post(
    "/arrivals", auth=Key(POLICE), url_name="api_begin", operation_id="begin_record", summary="Book somebody in",
    response={200: Begun, 201: Begun},
)  # fmt: skip
def begin_record(request: HttpRequest, key: IdempotencyKey, given: Arrival) -> Any:
    """For somebody not found among one's own people. Whether anybody else knows them is not said."""
    caller = caller_of(request)
    at = to_the_minute(given.happened_at)
    with shown.collecting(), transaction.atomic():
        person = open_record(person_id=uuid5(key, "person"))
        entries = [
            Proposed(id=uuid5(key, name), person_id=person.pk, fact=_fact(fact, getattr(given, name)), happened_at=at)
            for name, fact in FACTS.items()
        ]
        outcome = _of_elsewhere(entries, caller) or serving.enter(entries, by=caller.membership, at=caller.at)
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
        else:
            is_new = _sent(caller, entries)
    if isinstance(outcome, Refusal):
        raise Refused(outcome)
    shown.note([person.pk])
    note_because(BECAUSE)
    return Status(201 if is_new else 200, _begun(person, [written(one) for one in outcome]))


def _of_elsewhere(entries: list[Proposed], caller: Caller) -> Refusal | None:
    """Another team's key, used again here, tells nothing of that team's person."""
    ids = [one.id for one in entries]
    if not Entry.objects.filter(pk__in=ids).exclude(team=caller.membership.organisation_id).values("pk").exists():
        return None
    return Refusal(
        rule="key_reused", cites=(), sentence="This key was used for something else, so nothing was recorded.",
        instead="Make a new key for each entry.",
    )  # fmt: skip


def _fact(fact: type[Fact], given: Schema) -> Fact:
    return fact(**{name: getattr(given, name) for name in kind_of(fact).questions})


def _sent(caller: Caller, entries: list[Proposed]) -> bool:
    """Whether these are new."""
    made = [Sent.objects.get_or_create(entry_id=one.id, defaults={"key": caller.key})[1] for one in entries]
    return all(made)


def _begun(person: Person, entries: list[Written]) -> Begun:
    return Begun(reference=person.reference, entries=entries)
