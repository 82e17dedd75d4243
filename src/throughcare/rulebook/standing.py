"""What follows from a history: episodes, duties, who is responsible. Values only; no rule lives here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """An organisation as the rules see it."""

    id: str
    kind: OrganisationKind
    area: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From the first day, up to but not on the second."""

    since: date
    until: date | None = None

    def hold(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The dated, versioned rest of the world that rules need."""

    calendar: Calendar
    teams: Mapping[str, Team]
    cjit_of: Mapping[str, str]
    """Area code to the id of the CJIT of residence."""
    adopted_on: Mapping[str, date]
    """Area code to the day from which the Handbook's limits hold there (R22)."""
    testers: Mapping[UUID, tuple[Days, ...]] = field(default_factory=dict)
    """By membership: the days on which whoever holds it is on the register of trained testers (N-40)."""
    test_suites: Mapping[str, tuple[Days, ...]] = field(default_factory=dict)
    """By suite: the days on which it may test."""
    version: str = ""

    def is_trained(self, membership: UUID, day: date) -> bool:
        return any(days.hold(day) for days in self.testers.get(membership, ()))

    def may_test(self, suite: str, day: date) -> bool:
        return any(days.hold(day) for days in self.test_suites.get(suite, ()))

    def area_of(self, team: str) -> str:
        found = self.teams.get(team)
        return found.area if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who records: a membership, seen as its role in its team."""

    membership: UUID
    role: Role
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What may not be recorded here, in words a practitioner accepts."""

    rule: str
    sentence: str
    instead: str
    cites: tuple[str, ...]
    because: UUID | None = None


class State(StrEnum):
    OPEN = "open"
    MET = "met"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that must be done, by whom, by when, and why."""

    key: str
    kind: str
    episode: UUID | None
    owner: str
    arises_at: datetime
    due: datetime
    due_first: datetime
    moved_by: UUID | None
    """The entry that moved `due` away from `due_first`."""
    because: UUID
    counted_from: datetime
    binding: bool
    """False where the limit was not in force in that area on that day (R22): a guide, never overdue."""
    state: State = State.OPEN
    ended_by: UUID | None = None
    ended_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.state is State.OPEN

    @property
    def never_arose(self) -> bool:
        """Ended no later than it began: kept for the key's sake, shown to nobody."""
        return self.ended_at is not None and self.ended_at <= self.arises_at


class EpisodeKind(StrEnum):
    CUSTODY = "arrest"
    REQUIRED_ASSESSMENT = "required assessment"
    CASELOAD = "caseload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A point of the process that was reached: when, and the answer if it is a question."""

    point: str
    at: datetime
    entry: UUID
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One arrest's required assessment, or one caseload spell. Two may be open at once."""

    root: UUID
    kind: EpisodeKind
    began_at: datetime
    way: tuple[Passed, ...]
    here: str
    """The point where the person stands now; empty once the episode has ended."""
    ended_at: datetime | None = None
    ended_by: UUID | None = None
    way_out: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """A spell of responsibility of one team."""

    team: str
    since: datetime
    by: UUID
    until: datetime | None = None
    ended_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a person stands, as it follows from everything recorded."""

    episodes: tuple[Episode, ...]
    duties: tuple[Duty, ...]
    care: tuple[Care, ...]
    rules_version: str
    given_version: str

    @property
    def care_team(self) -> str | None:
        """The team responsible now; None before the first fact and after a way out."""
        return self.care[-1].team if self.care and self.care[-1].until is None else None

    @property
    def open_duties(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.open)
