"""One arrest and what follows, as it is told: a clock that moves on, and what was written down when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NoReturn, TypeVar
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.casework import DecidedNext, TakenOnCaseload
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.simulation.names import Who
from throughcare.simulation.parameters import Parameters
from throughcare.simulation.scene import Scene, next_morning, next_open

T = TypeVar("T")
WRITTEN_WITHIN = 4
"""Minutes from what happened to its entry, on an ordinary day."""
WRITTEN_FROM_PAPER = (180, 420)
"""Minutes, when the system was off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry of a life: the fact, when it happened and was written down, and in which role and team."""

    id: UUID
    fact: Fact
    happened_at: datetime
    recorded_at: datetime
    role: Role
    team: str
    replaces: UUID | None = None
    why: str = ""

    def recorded(self, *, by: UUID) -> AnyRecorded:
        """As the rules read it."""
        return Recorded(
            id=self.id, root=self.id, fact=self.fact, happened_at=self.happened_at, recorded_at=self.recorded_at, by=by,
            team=self.team, replaces=self.replaces, why=self.why,
        )  # fmt: skip


class Ends(Exception):
    """The story has come to its end, or to the moment up to which it is told."""


class Story:
    """The pen: moves the clock on, throws the dice, and writes down steps until `until`."""

    def __init__(
        self, *, rng: Random, scene: Scene, parameters: Parameters, who: Who, starts_at: datetime, until: datetime,
        earlier: Sequence[Step] = (),
    ) -> None:  # fmt: skip
        self.rng, self.scene, self.parameters, self.who = rng, scene, parameters, who
        self.now = self.written_at = starts_at.astimezone(UTC).replace(second=0, microsecond=0)
        self.until, self.earlier = until, earlier
        self.steps: list[Step] = []

    def note(self, fact: Fact, *, role: Role, team: str, replaces: UUID | None = None, why: str = "") -> UUID:
        """Write down what happens now, and give its id."""
        self.written_at = max(self.written_at, self.now + timedelta(minutes=self._minutes_to_writing()))
        if self.written_at > self.until:
            raise Ends
        step = Step(
            id=self._new_id(), fact=fact, happened_at=self.now, recorded_at=self.written_at, role=role, team=team,
            replaces=replaces, why=why,
        )  # fmt: skip
        self.steps.append(step)
        self.now += timedelta(minutes=1)
        return step.id

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, *choices: T) -> T:
        return choices[int(self.rng.random() * len(choices))]

    def wait(self, least: int, most: int) -> None:
        """So many minutes pass."""
        self.now += timedelta(minutes=self.rng.randint(least, most))

    def wait_until(self, at: datetime) -> None:
        if at > self.until:
            raise Ends
        self.now = max(self.now, at.astimezone(UTC))

    def office_hours(self) -> None:
        """Until a CJIT is at work, and someone gets to it."""
        self.now = next_open(self.scene.given.calendar, self.now) + timedelta(minutes=self.rng.randint(5, 50))

    def next_morning(self, *, days: int = 1) -> None:
        """To a morning, so many working days on."""
        for _ in range(days):
            self.now = next_morning(self.scene.given.calendar, self.now)
        self.now += timedelta(minutes=self.rng.randint(5, 150))

    def unless_forgotten(self) -> None:
        """Now and then nobody does the next thing: the story stops, and what was due stays due."""
        if self.chance(self.parameters.forgotten):
            raise Ends

    def history(self, *, written_by: datetime | None = None) -> History:
        """All that is told so far, for asking the rules; or what of it was written down by then."""
        told = (*self.earlier, *self.steps)
        return History(
            step.recorded(by=step.id) for step in told if written_by is None or step.recorded_at <= written_by
        )

    def ends(self, decision: str, *, arrest: UUID, role: Role, team: str) -> NoReturn:
        """The team decides that its part ends; while another story holds a caseload, it does not."""
        if not self.leads_to_caseload():
            self.note(DecidedNext(decision=decision, ends=True, arrest=arrest), role=role, team=team)
        raise Ends

    def is_on_caseload(self) -> bool:
        """Whether an earlier story has led to a caseload that lasts now."""
        entry = self._caseload()
        return entry is not None and entry.recorded_at <= self.now

    def leads_to_caseload(self) -> bool:
        """Whether an earlier story leads to a caseload, now or later, that has not ended by now."""
        return self._caseload() is not None

    def is_alone(self) -> bool:
        """No earlier story leads to a caseload or goes on to a later ending."""
        return not self.leads_to_caseload() and not any(
            isinstance(step.fact, DecidedNext) and step.recorded_at > self.now for step in self.earlier
        )

    def _caseload(self) -> Step | None:
        entry = next((step for step in reversed(self.earlier) if isinstance(step.fact, TakenOnCaseload)), None)
        if entry is None or any(_ends_part(step, entry) and step.recorded_at <= self.now for step in self.earlier):
            return None
        return entry

    def _minutes_to_writing(self) -> int:
        if self.chance(self.parameters.late_paper):
            return self.rng.randint(*WRITTEN_FROM_PAPER)
        return self.rng.randint(0, WRITTEN_WITHIN)

    def _new_id(self) -> UUID:
        """Ordered by time, as a UUID of version 7 is, and made from the dice."""
        milliseconds = int(self.now.timestamp() * 1000)
        dice = self.rng.getrandbits(74)
        return UUID(int=milliseconds << 80 | 7 << 76 | (dice >> 62) << 64 | 2 << 62 | (dice & (1 << 62) - 1))


def _ends_part(step: Step, entry: Step) -> bool:
    decided = isinstance(step.fact, DecidedNext) and step.fact.ends
    return decided and step.team == entry.team and step.happened_at > entry.happened_at
