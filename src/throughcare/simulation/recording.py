"""Puts simulated lives into the journal, as a stream: by the same path as anyone's entries, with its refusals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from uuid import UUID

from django.db import transaction

from throughcare.accounts.models import Membership
from throughcare.journal.given import given
from throughcare.journal.record import Batch, Proposed, record_many
from throughcare.people.models import Person
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.consent import Disclosed
from throughcare.rulebook.standing import Refusal
from throughcare.sharing.disclose import Kept, keep
from throughcare.simulation.sharing import copy_of
from throughcare.simulation.staffing import Staff
from throughcare.simulation.story import Step


class Refused(RuntimeError):
    """The rules refused a step of a simulated life: the simulation has to be mended."""


@dataclass(frozen=True, slots=True)
class Life:
    """A person who does not exist, with everything that was written down about them."""

    id: UUID
    reference: str
    steps: Sequence[Step]


def record_lives(lives: Iterable[Life], *, staff: Staff, people_at_once: int) -> Iterator[list[Life]]:
    """So many people in a transaction; gives each part back once it is recorded, and keeps nothing."""
    stream = iter(lives)
    while part := list(islice(stream, people_at_once)):
        _record(part, staff)
        yield part


@transaction.atomic
def _record(part: Sequence[Life], staff: Staff) -> None:
    """All of these people or none, so that whoever goes on later begins with the next."""
    Person.objects.bulk_create([Person(id=life.id, reference=life.reference) for life in part])
    batches = (batch for life in part for batch in batches_of(life, staff))
    for batch, outcome in record_many(batches, people_at_once=len(part)):
        if isinstance(outcome, Refusal):
            raise Refused(f"{outcome.rule} refused one of {[one.id for one in batch.entries]}")
    _keep_copies(part)


def _keep_copies(part: Sequence[Life]) -> None:
    """Of what was shared, as the record stood when it was."""
    shared = [(life, step) for life in part for step in life.steps if isinstance(step.fact, Disclosed)]
    if shared:
        teams = given()
        keep(
            Kept(
                entry=step.id, person_id=life.id, fact=step.fact, team=step.team, at=step.happened_at,
                text=copy_of(life.steps, step.fact, given=teams, team=step.team, at=step.happened_at).text,
            )
            for life, step in shared if isinstance(step.fact, Disclosed)
        )  # fmt: skip


def batches_of(life: Life, staff: Staff) -> Iterator[Batch]:
    """What one member of staff wrote at one moment is one batch."""
    for (at, role, team), some in groupby(life.steps, key=attrgetter("recorded_at", "role", "team")):
        entries = [
            Proposed(
                id=step.id, person_id=life.id, fact=step.fact, happened_at=step.happened_at, replaces=step.replaces,
                why=step.why,
            )
            for step in some
        ]  # fmt: skip
        yield Batch(entries=entries, by=_member(staff, team, role, life.id), at=at)


def _member(staff: Staff, team: str, role: Role, person_id: UUID) -> Membership:
    """Always the same colleague for the same person."""
    members = staff[team, role]
    return members[person_id.int % len(members)]
