"""A team's day or week as lines: each slot, who holds it, what is free; and the same without anybody, for others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.urls import reverse

from throughcare.access import scope
from throughcare.diary.models import Booking, Slot
from throughcare.diary.opening import Week
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.rulebook.calendar import local_day, start_of_day
from throughcare.web import words
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

SOMEBODY = "Somebody outside your sight"


@dataclass(frozen=True, kw_only=True)
class Line:
    time: str
    until: str
    minutes: int
    purpose: str
    place: str
    speaks: str
    free: int
    places: int
    held: Sequence[Link | str]
    """Who has a place; a word where it is set aside or not for this reader's eyes."""
    for_police: bool
    is_past: bool
    slot: str

    @property
    def drawn(self) -> list[bool]:
        """One box a place, the taken ones first."""
        taken = self.places - self.free
        return [number < taken for number in range(self.places)]

    @property
    def says(self) -> str:
        return "taken" if not self.free else f"{self.free} of {self.places} free"


@dataclass(frozen=True, kw_only=True)
class Day:
    day: date
    title: str
    closed: str
    hours: str
    lines: Sequence[Line]
    is_today: bool

    @property
    def free(self) -> int:
        return sum(line.free for line in self.lines if not line.is_past)

    @property
    def booked(self) -> int:
        return sum(line.places - line.free for line in self.lines)


def days(*, team: Organisation, week: Week, first: date, count: int, now: datetime, working: WorkingAs | None
) -> list[Day]:  # fmt: skip
    """With `working`, its team's own diary with who is booked; without, free or taken and nothing else."""
    last = first + timedelta(days=count)
    slots = list(_slots(team, start_of_day(first), start_of_day(last)))
    people = _people(slots, working, now) if working else {}
    by_day: dict[date, list[Line]] = {}
    for slot in slots:
        by_day.setdefault(local_day(slot.starts_at), []).append(_line(slot, people, now, is_own=working is not None))
    return [_day(first + timedelta(days=number), week, by_day, now) for number in range(count)]


def _slots(team: Organisation, after: datetime, before: datetime) -> Iterable[Slot]:
    live = Prefetch("bookings", queryset=Booking.objects.filter(released_at=None), to_attr="live")
    found = Slot.objects.filter(organisation=team, taken_out_at=None, starts_at__gte=after, starts_at__lt=before)
    return found.prefetch_related(live)


def _people(slots: Sequence[Slot], working: WorkingAs, now: datetime) -> dict[object, Person]:
    ids = {booking.person_id for slot in slots for booking in slot.live if booking.person_id}  # type: ignore[attr-defined]
    seen = scope.is_in_sight(membership=working.membership, at=now, person="pk")
    found = list(Person.objects.filter(seen, pk__in=ids)) if ids else []
    scope.mask(found, membership=working.membership)
    return {person.pk: person for person in found}


def _line(slot: Slot, people: dict[object, Person], now: datetime, *, is_own: bool) -> Line:
    live: list[Booking] = slot.live  # type: ignore[attr-defined]
    ends = slot.starts_at + timedelta(minutes=slot.minutes)
    return Line(
        time=words.clock(slot.starts_at), until=words.clock(ends), minutes=slot.minutes,
        purpose=slot.get_purpose_display().capitalize(), place=slot.place, speaks=slot.worker_speaks,
        free=slot.places - len(live), places=slot.places, for_police=slot.for_police, is_past=ends <= now,
        held=[_held(booking, people) for booking in live] if is_own else [], slot=str(slot.pk),
    )  # fmt: skip


def _held(booking: Booking, people: dict[object, Person]) -> Link | str:
    if booking.person_id is None:
        return f"Set aside: {booking.held_for}"
    person = people.get(booking.person_id)
    if person is None:
        return SOMEBODY
    return Link(text=person.full_name, url=reverse("person", args=[person.reference]))


def _day(day: date, week: Week, lines: dict[date, list[Line]], now: datetime) -> Day:
    spans = week.spans(day)
    return Day(
        day=day, title=f"{day:%A %-d %B}", closed=week.closed_because(day), lines=lines.get(day, []),
        hours=", ".join(f"{words.clock(opens)} to {words.clock(closes)}" for opens, closes in spans),
        is_today=day == local_day(now),
    )  # fmt: skip
