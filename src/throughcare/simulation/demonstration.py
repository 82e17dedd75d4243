"""Loads a demonstration: an invented partnership and two hundred people, at every point of the path at `at`.

The same seed and instant give the same people. Everything is recorded the way anyone records it, so nothing here
that the rules would refuse.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from throughcare.accounts.models import Account
from throughcare.diary.models import Slot
from throughcare.journal.given import given
from throughcare.organisations.models import Area
from throughcare.people.models import LETTERS, REFERENCE_LENGTH, Person
from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.simulation.lives import life, typical_moment
from throughcare.simulation.names import Sex, Who, someone
from throughcare.simulation.parameters import OBSERVED
from throughcare.simulation.protocols import agree
from throughcare.simulation.recording import Life, record_lives
from throughcare.simulation.scene import Diary, Offer, Scene, Slots, Worker
from throughcare.simulation.signed_form import keep_signed_form
from throughcare.simulation.staffing import Opened, open_everything, stable_id
from throughcare.simulation.story import Step
from throughcare.simulation.suites import arrange
from throughcare.simulation.wanted import WANTED, Wanted

PEOPLE_AT_ONCE = 20
TRIES = 4_000
AN_HOUR_OR_SO = timedelta(hours=30)
"""Younger arrests than this are spread evenly; older ones follow the day's rhythm."""


class NobodyFits(RuntimeError):
    """No life like this one was found: the wanted row asks too much."""


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many people."""

    done: int
    of: int


def is_empty() -> bool:
    """Whether there is room for a demonstration: nobody and nothing has been entered yet."""
    return not (Person.objects.exists() or Area.objects.exists() or Account.objects.exists())


def is_one() -> bool:
    """Whether this database holds a demonstration: every account in it is one of the demonstration's."""
    return Account.objects.exists() and not Account.objects.filter(is_demonstration=False).exists()


@transaction.atomic
def load(*, at: datetime, seed: int = 1, tell: Callable[[Progress], None] = lambda _: None) -> int:
    """How many people were loaded: all of them or, if it is interrupted, none."""
    calendar = given().calendar
    opened = open_everything(at=at, calendar=calendar)
    agree(opened, at=at)
    arrange(opened, at=at)
    slots = Slots((str(s.organisation_id), offer(s), s.places) for s in opened.slots)
    scene = replace(scene_of(opened, slots), signed_form=keep_signed_form(at=at))
    total, done = sum(wanted.count for wanted in WANTED), 0
    people = people_at(at=at, scene=scene, slots=slots, opened=opened, seed=seed)
    for part in record_lives(people, staff=opened.staff, people_at_once=PEOPLE_AT_ONCE):
        done += len(part)
        tell(Progress(done, total))
    return done


def people_at(*, at: datetime, scene: Scene, slots: Slots, opened: Opened, seed: int) -> Iterator[Life]:
    """Everyone, one after another; the places they hold are taken from the diary as they are told."""
    for wanted in WANTED:
        for number in range(wanted.count):
            suite = _suite(wanted, number, opened)
            dice = Random(f"{seed}/{wanted.what}/{number}")  # noqa: S311
            steps = found(wanted, number, at=at, scene=scene, slots=slots, rng=dice, suite=suite)
            reference = "".join(dice.choice(LETTERS) for _ in range(REFERENCE_LENGTH))
            yield Life(stable_id(str(seed), wanted.what, str(number)), reference, steps)


def found(
    wanted: Wanted, number: int, *, at: datetime, scene: Scene, slots: Slots, rng: Random, suite: str | None
) -> list[Step]:
    """Tells lives until one fits."""
    parameters = OBSERVED.with_rates({"forgotten": 0.0} | wanted.rates)
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


def scene_of(opened: Opened, diary: Diary) -> Scene:
    suites = [str(team.pk) for team in opened.teams.values() if team.kind == OrganisationKind.POLICE_SUITE]
    managers = {
        team: tuple(Worker(member.pk, member.account.full_name) for member in members)
        for (team, role), members in opened.staff.items()
        if role is Role.CJIT_CASE_MANAGER
    }
    return Scene(given=given(), suites=tuple(suites), diary=diary, case_managers=managers)


def slots_of(steps: Sequence[Step]) -> Iterator[UUID]:
    """The places in diaries that a life holds or held."""
    yield from (slot for step in steps if (slot := getattr(step.fact, "slot", None)) is not None)


def offer(slot: Slot) -> Offer:
    return Offer(starts_at=slot.starts_at, place=slot.place, slot=slot.pk)


def _first_arrest(rng: Random, first: datetime, last: datetime) -> datetime:
    if last - first < AN_HOUR_OR_SO:
        return first + (last - first) * rng.random()
    return typical_moment(rng=rng, first=first, last=last)


def _suite(wanted: Wanted, number: int, opened: Opened) -> str | None:
    return str(opened.teams[wanted.suites[number % len(wanted.suites)]].pk) if wanted.suites else None


def _named(wanted: Wanted, number: int, who: Who) -> Who:
    if number >= len(wanted.names):
        return replace(who, cell=f"{who.sex}{number % 12 + wanted.cells_from}")
    words = wanted.names[number].split(" ")
    cell = words.pop() if words[-1][-1].isdigit() else ""
    sex = Sex(words.pop())
    return replace(who, given_name=words[0], family_name=" ".join(words[1:]), sex=sex, cell=cell)
