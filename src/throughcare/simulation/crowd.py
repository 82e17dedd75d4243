"""A crowd of any size, told one life after another: for benchmarks and trials."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.people.models import LETTERS, REFERENCE_LENGTH
from throughcare.simulation.lives import life, typical_moment
from throughcare.simulation.parameters import Parameters
from throughcare.simulation.recording import Life
from throughcare.simulation.scene import Scene

A_YEAR = timedelta(days=365)


def crowd(
    *,
    people: int,
    beginning_with: int = 0,
    scene: Scene,
    until: datetime,
    parameters: Parameters,
    seed: int = 1,
    begun_within: timedelta = A_YEAR,
) -> Iterator[Life]:  # fmt: skip
    """So many people, first arrested within that time before `until`. Nothing is held in memory.

    The same number is the same person, whoever was told before.
    """
    for number in range(beginning_with, people):
        yield one_of_a_crowd(
            number, scene=scene, until=until, parameters=parameters, seed=seed, begun_within=begun_within
        )


def one_of_a_crowd(
    number: int, *, scene: Scene, until: datetime, parameters: Parameters, seed: int, begun_within: timedelta
) -> Life:
    rng = Random(f"{seed}/crowd/{number}")  # noqa: S311
    first = typical_moment(rng=rng, first=until - begun_within, last=until)
    return Life(
        id=UUID(int=rng.getrandbits(128), version=4),
        reference="".join(rng.choice(LETTERS) for _ in range(REFERENCE_LENGTH)),
        steps=life(rng=rng, scene=scene, starts_at=first, until=until, parameters=parameters),
    )
