"""Where the stories play: the teams the rules know, the suites, who works there, and places in diaries."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from throughcare.rulebook.calendar import LONDON, Calendar, local_day, start_of_day
from throughcare.rulebook.facts.assessment import Purpose
from throughcare.rulebook.standing import Given

NINE = timedelta(hours=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A free place. `slot` is None where no diary of ours holds it."""

    starts_at: datetime
    place: str
    slot: UUID | None = None


class Diary(Protocol):
    def free(self, *, team: str, after: datetime, purpose: Purpose) -> Iterator[Offer]: ...

    def take(self, offer: Offer) -> None: ...


@dataclass(frozen=True, slots=True)
class Worker:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What every life needs of the world around it."""

    given: Given
    suites: tuple[str, ...]
    diary: Diary
    case_managers: Mapping[str, tuple[Worker, ...]]
    """By team."""
    signed_form: str = "0" * 64
    """The digest of the paper that everyone signed."""

    def cjit_near(self, suite: str) -> str:
        """The CJIT of the suite's own area."""
        return self.given.cjit_of[self.given.area_of(suite)]


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether a CJIT is at work: 9:00 to 17:00 on working days."""
    return 9 <= at.astimezone(LONDON).hour < 17 and calendar.is_working_day(local_day(at))


def next_morning(calendar: Calendar, at: datetime) -> datetime:
    """9:00 of the next working day."""
    return start_of_day(calendar.working_day_after(local_day(at), 1)) + NINE


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """This instant if a CJIT is at work, otherwise when it next opens."""
    if is_open(calendar, at):
        return at
    opens = start_of_day(calendar.first_working_day_on_or_after(local_day(at))) + NINE
    return opens if opens > at else next_morning(calendar, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlwaysRoom:
    """A diary without end: a free place every half hour in which a CJIT is at work."""

    calendar: Calendar

    def free(self, *, team: str, after: datetime, purpose: Purpose) -> Iterator[Offer]:
        starts_at = after
        while True:
            starts_at = next_open(self.calendar, _next_half_hour(starts_at))
            yield Offer(starts_at=starts_at, place="Main office")

    def take(self, offer: Offer) -> None:
        """There is always another."""


class Slots:
    """A diary with numbered places: those given, until each is taken."""

    def __init__(self, slots: Iterable[tuple[str, Offer, int]]) -> None:
        self._left: dict[UUID, int] = {}
        self._by_team: dict[str, list[Offer]] = {}
        for team, offer, places in slots:
            assert offer.slot is not None, "a place in this diary has an id"
            self._left[offer.slot] = places
            self._by_team.setdefault(team, []).append(offer)
        for offers in self._by_team.values():
            offers.sort(key=lambda offer: offer.starts_at)

    def free(self, *, team: str, after: datetime, purpose: Purpose) -> Iterator[Offer]:
        offers = self._by_team.get(team, [])
        for offer in offers[bisect_right(offers, after, key=lambda each: each.starts_at) :]:
            if offer.slot and self._left[offer.slot]:
                yield offer

    def take(self, offer: Offer) -> None:
        if offer.slot is not None:
            self.take_slot(offer.slot)

    def take_slot(self, slot: UUID) -> None:
        self._left[slot] -= 1

    def copy(self) -> "Slots":
        """For trying out: what is taken from it is still free here."""
        other = Slots(())
        other._by_team, other._left = self._by_team, dict(self._left)
        return other


def _next_half_hour(at: datetime) -> datetime:
    past = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at - past + timedelta(minutes=30)
