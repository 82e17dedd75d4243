"""Loads a demonstration: an invented partnership and two hundred people, at every point of the path at `at`.

The same seed and instant give the same people. Everything is recorded the way anyone records it, so nothing here
that the rules would refuse.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from random import Random
from uuid import UUID

from throughcare.accounts.models import Membership
from throughcare.diary.models import Slot
from throughcare.journal.given import given
from throughcare.journal.record import Batch, Proposed, record_many
from throughcare.organisations.models import Area
from throughcare.people.models import LETTERS, REFERENCE_LENGTH, Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.standing import Refusal
from throughcare.simulation.lives import life, typical_moment
from throughcare.simulation.names import Sex, Who, someone
from throughcare.simulation.parameters import OBSERVED
from throughcare.simulation.scene import Offer, Scene, Slots, Worker
from throughcare.simulation.staffing import Opened, Staff, open_everything, stable_id
from throughcare.simulation.story import Step
from throughcare.simulation.wanted import WANTED, Wanted

PEOPLE_AT_ONCE = 20
TRIES = 4_000
AN_HOUR_OR_SO = timedelta(hours=30)
"""Younger arrests than this are spread evenly; older ones follow the day's rhythm."""


class Refused(RuntimeError):
    """The rules refused a step of a simulated life: the simulation has to be mended."""


class NobodyFits(RuntimeError):
    """No life like this one was found: the wanted row asks too much."""


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many people."""

    done: int
    of: int


def is_empty() -> bool:
    """Whether there is room for a demonstration: nobody and nothing has been entered yet."""
    return not (Person.objects.exists() or Area.objects.exists())


def load(*, at: datetime, seed: int = 1, tell: Callable[[Progress], None] = lambda _: None) -> int:
    """How many people were loaded."""
    calendar = given().calendar
    opened = open_everything(at=at, calendar=calendar)
    slots = Slots((str(s.organisation_id), _offer(s), s.places) for s in opened.slots)
    scene = scene_of(opened, slots)
    total, done = sum(wanted.count for wanted in WANTED), 0
    for steps in _in_parts(people_at(at=at, scene=scene, slots=slots, opened=opened, seed=seed)):
        record_lives(lives=steps, staff=opened.staff)
        done += len(steps)
        tell(Progress(done, total))
    return done


def people_at(
    *, at: datetime, scene: Scene, slots: Slots, opened: Opened, seed: int
) -> Iterator[tuple[UUID, str, list[Step]]]:
    """Each person's id, reference and life; the places they hold are taken from the diary as they are told."""
    for wanted in WANTED:
        for number in range(wanted.count):
            suite = _suite(wanted, number, opened)
            dice = Random(f"{seed}/{wanted.what}/{number}")  # noqa: S311
            steps = found(wanted, number, at=at, scene=scene, slots=slots, rng=dice, suite=suite)
            reference = "".join(dice.choice(LETTERS) for _ in range(REFERENCE_LENGTH))
            yield stable_id(str(seed), wanted.what, str(number)), reference, steps


def found(
    wanted: Wanted, number: int, *, at: datetime, scene: Scene, slots: Slots, rng: Random, suite: str | None
) -> list[Step]:
    """Tells lives until one fits."""
    parameters = OBSERVED.with_rates(wanted.rates)
    longest, shortest = (timedelta(hours=hours) for hours in reversed(wanted.hours))
    for _ in range(TRIES):
        trial = replace(scene, diary=slots.copy())
        first = _first_arrest(rng, at - longest, at - shortest)
        who = _named(wanted, number, someone(rng=rng, on=local_day(first), parameters=parameters))
        steps = life(rng=rng, scene=trial, starts_at=first, until=at, parameters=parameters, who=who, suite=suite)
        if steps and wanted.fits(steps):
            for slot in slots_of(steps):
                slots.take_slot(slot)
            return steps
    raise NobodyFits(f"nobody for {wanted.what!r} in {TRIES} lives up to {at.isoformat()}")


def record_lives(*, lives: Sequence[tuple[UUID, str, list[Step]]], staff: Staff) -> None:
    """Makes the people and records what happened to them, in the order in which it was written down."""
    Person.objects.bulk_create([Person(id=id_, reference=reference) for id_, reference, _ in lives])
    batches = (batch for id_, _, steps in lives for batch in batches_of(id_, steps, staff))
    for batch, outcome in record_many(batches, people_at_once=PEOPLE_AT_ONCE):
        if isinstance(outcome, Refusal):
            raise Refused(f"{outcome.rule} refused one of {[one.id for one in batch.entries]}")


def batches_of(person_id: UUID, steps: Sequence[Step], staff: Staff) -> Iterator[Batch]:
    """What one member of staff wrote at one moment is one batch."""
    for (at, role, team), some in groupby(steps, key=attrgetter("recorded_at", "role", "team")):
        entries = [
            Proposed(
                id=step.id, person_id=person_id, fact=step.fact, happened_at=step.happened_at, replaces=step.replaces,
                why=step.why,
            )
            for step in some
        ]  # fmt: skip
        yield Batch(entries=entries, by=_member(staff, team, role, person_id), at=at)


def scene_of(opened: Opened, slots: Slots) -> Scene:
    suites = [str(team.pk) for team in opened.teams.values() if team.kind == OrganisationKind.POLICE_SUITE]
    managers = {
        team: tuple(Worker(member.pk, member.account.full_name) for member in members)
        for (team, role), members in opened.staff.items()
        if role is Role.CJIT_CASE_MANAGER
    }
    return Scene(given=given(), suites=tuple(suites), diary=slots, case_managers=managers)


def slots_of(steps: Sequence[Step]) -> Iterator[UUID]:
    """The places in diaries that a life holds or held."""
    yield from (slot for step in steps if (slot := getattr(step.fact, "slot", None)) is not None)


def _member(staff: Staff, team: str, role: Role, person_id: UUID) -> Membership:
    """Always the same colleague for the same person."""
    members = staff[team, role]
    return members[person_id.int % len(members)]


def _offer(slot: Slot) -> Offer:
    return Offer(starts_at=slot.starts_at, place=slot.place, slot=slot.pk)


def _first_arrest(rng: Random, first: datetime, last: datetime) -> datetime:
    if last - first < AN_HOUR_OR_SO:
        return first + (last - first) * rng.random()
    return typical_moment(rng=rng, first=first, last=last)


def _suite(wanted: Wanted, number: int, opened: Opened) -> str | None:
    return str(opened.teams[wanted.suites[number % len(wanted.suites)]].pk) if wanted.suites else None


def _named(wanted: Wanted, number: int, who: Who) -> Who:
    if number >= len(wanted.names):
        return replace(who, cell=f"{who.sex}{number + 4}")
    words = wanted.names[number].split(" ")
    cell = words.pop() if words[-1][-1].isdigit() else ""
    sex = Sex(words.pop())
    return replace(who, given_name=words[0], family_name=" ".join(words[1:]), sex=sex, cell=cell)


def _in_parts(
    people: Iterator[tuple[UUID, str, list[Step]]],
) -> Iterator[list[tuple[UUID, str, list[Step]]]]:
    part: list[tuple[UUID, str, list[Step]]] = []
    for person in people:
        part.append(person)
        if len(part) == PEOPLE_AT_ONCE:
            yield part
            part = []
    if part:
        yield part
