"""A whole life, as far as this software sees it: one arrest after another, up to a moment. Pure and seeded.

The same dice, scene and parameters give the same life. Every step is one that the rules accept when it is
written down; a life cut short leaves the person at whatever point of the path they had reached.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import CJIT, Role
from throughcare.rulebook.calendar import LONDON, local_day, start_of_day
from throughcare.rulebook.facts.casework import Died
from throughcare.rulebook.facts.custody import Arrested, Released
from throughcare.simulation.brought_in import brought_in
from throughcare.simulation.closings import closed
from throughcare.simulation.contacts import in_touch
from throughcare.simulation.custody import is_arrested
from throughcare.simulation.names import DAYS_IN_A_YEAR, Who, someone
from throughcare.simulation.parameters import BY_HOUR, BY_WEEKDAY, Parameters
from throughcare.simulation.proactive import came_back, identified
from throughcare.simulation.reviews import reviewed
from throughcare.simulation.scene import Scene
from throughcare.simulation.services import served
from throughcare.simulation.sharing import shared_on_the_way
from throughcare.simulation.story import Ends, Step, Story

SAME_SUITE = 0.8
"""The share of later arrests in the suite of the first [G]."""


def life(
    *, rng: Random, scene: Scene, starts_at: datetime, until: datetime, parameters: Parameters, who: Who | None = None,
    suite: str | None = None,
) -> list[Step]:  # fmt: skip
    """From a first arrest at `starts_at`, all that is written down until then, in the order of writing."""
    who = who or someone(rng=rng, on=local_day(starts_at), parameters=parameters)
    home_suite = suite or rng.choice(scene.suites)
    dies_at = starts_at + _wait(rng, parameters.dies_in_a_year)
    steps: list[Step] = []
    for begins_at in _arrests(rng, parameters, starts_at, min(until, dies_at)):
        free_from = _free_from(steps) if steps else begins_at
        if free_from is None or begins_at < free_from:
            continue
        story = Story(
            rng=rng, scene=scene, parameters=parameters, who=who, starts_at=begins_at, until=min(until, dies_at),
            earlier=steps,
        )  # fmt: skip
        _tell(story, home_suite if not steps or rng.random() < SAME_SUITE else rng.choice(scene.suites))
        steps = sorted((*steps, *story.steps), key=lambda step: step.recorded_at)
    if not steps:
        return steps
    steps = [*steps, *_death(rng, steps, dies_at, until)]
    shared = shared_on_the_way(steps, scene=scene, parameters=parameters, who=who, until=until)
    found = came_back(identified(brought_in(shared, who=who, until=until)), until=until)
    held = closed(reviewed(found, until=until), until=until)
    return served(in_touch(held, until=until), until=until)


def typical_moment(*, rng: Random, first: datetime, last: datetime) -> datetime:
    """A moment between the two at which arrests tend to happen."""
    while True:
        at = first + (last - first) * rng.random()
        day = local_day(at)
        if rng.random() * max(BY_WEEKDAY) < BY_WEEKDAY[day.weekday()]:
            hour = rng.choices(range(24), weights=BY_HOUR)[0]
            at = start_of_day(day).astimezone(LONDON) + timedelta(hours=hour, minutes=rng.randint(0, 59))
            if first <= at <= last:
                return at


def _arrests(rng: Random, parameters: Parameters, first: datetime, last: datetime) -> Iterator[datetime]:
    """The first as given, later ones at random with the day's rhythm."""
    at = first
    while at < last:
        yield at
        at += _wait(rng, parameters.arrests_a_year)
        hour = rng.choices(range(24), weights=BY_HOUR)[0]
        at = max(at, start_of_day(local_day(at)) + timedelta(hours=hour, minutes=rng.randint(0, 59)))


def _wait(rng: Random, a_year: float) -> timedelta:
    """Until the next of what happens so many times a year; at most a lifetime."""
    return timedelta(days=min(rng.expovariate(a_year / DAYS_IN_A_YEAR), 60 * DAYS_IN_A_YEAR))


def _free_from(steps: list[Step]) -> datetime | None:
    """When the last release was written down; None while the person is detained."""
    arrests = sum(isinstance(step.fact, Arrested) for step in steps)
    releases = [step.recorded_at for step in steps if isinstance(step.fact, Released)]
    return max(releases) if len(releases) == arrests else None


def _tell(story: Story, suite: str) -> None:
    with suppress(Ends):
        is_arrested(story, suite)


def _death(rng: Random, steps: list[Step], dies_at: datetime, until: datetime) -> list[Step]:
    """Written down some hours later by the team that wrote last."""
    last = steps[-1]
    at = dies_at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    recorded_at = at + timedelta(minutes=rng.randint(60, 2000))
    role = Role.CJIT_MANAGER if last.role in CJIT else Role.CUSTODY_SERGEANT
    step = Step(
        id=UUID(int=rng.getrandbits(128), version=4), fact=Died(), happened_at=at, recorded_at=recorded_at, role=role,
        team=last.team,
    )  # fmt: skip
    return [step] if recorded_at <= until else []
