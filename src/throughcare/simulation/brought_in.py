"""Now and then an old line of a recorder was brought in about somebody, and a person looked at it.

With dice of its own, so that the same seed gives the same path with or without it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.brought_in import Outcome, TestBroughtIn, WorkOpened, WorkSettled
from throughcare.rulebook.facts.custody_answers import Condition
from throughcare.simulation.names import Who
from throughcare.simulation.story import Step

SHARE = 0.03
"""Of lives; ours."""


def brought_in(steps: Sequence[Step], *, who: Who, until: datetime) -> list[Step]:
    """The steps of a life with an older test among them, in the order of writing."""
    dice = Random(steps[0].id.int ^ 1)  # noqa: S311
    if dice.random() >= SHARE:
        return list(steps)
    sampled = steps[0].happened_at - timedelta(days=dice.randint(1, 300))
    told: list[Fact] = [
        TestBroughtIn(
            given_name=who.given_name, family_name=who.family_name, born_on=who.born_on, custody_number="CS/1",
            outcome=dice.choice([*Outcome]), condition=dice.choice([*Condition, None]), offence="theft",
            workbook="0123456789ab", sheet="Sheet1", line=dice.randint(2, 400),
        )
    ]  # fmt: skip
    ids = [UUID(int=dice.getrandbits(128), version=4) for _ in range(3)]
    told += [WorkOpened(test=ids[0], reason="still to be offered help"), WorkSettled(work=ids[1], decision="offered")]
    at, found = steps[0].recorded_at + timedelta(minutes=dice.randint(60, 5000)), list(steps)
    for place, fact in enumerate(told[: dice.randint(1, 3)]):
        at += timedelta(hours=dice.randint(1, 90))
        happened = at if place else sampled
        if at <= until:
            found.append(Step(id=ids[place], fact=fact, happened_at=happened, recorded_at=at,
                              role=Role.CUSTODY_INSPECTOR, team=steps[0].team))  # fmt: skip
    return sorted(found, key=lambda step: step.recorded_at)
