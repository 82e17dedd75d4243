"""Places made ahead from the weekly pattern: once each, up to a horizon, and taken back where nobody holds them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid5

from django.db import transaction

from throughcare.diary.models import Pattern, Slot
from throughcare.diary.opening import Week, moment, week_of
from throughcare.organisations.models import Organisation
from throughcare.rulebook.calendar import Calendar, local_day

HORIZON = timedelta(days=42)
"""Places are made six weeks ahead (ours)."""


def horizon(at: datetime) -> date:
    """The last day for which places are made."""
    return local_day(at) + HORIZON


@transaction.atomic
def make_slots(*, organisation: Organisation, calendar: Calendar, at: datetime) -> int:
    """Repeating it adds nothing: each slot's id follows from its pattern and its time."""
    week, made = week_of(organisation=organisation, calendar=calendar), list[Slot]()
    for pattern in Pattern.objects.filter(organisation=organisation):
        made += slots_of(pattern, week, first=local_day(at), last=horizon(at))
    ahead = [slot for slot in made if slot.starts_at > at]
    there = set(Slot.objects.filter(pk__in=[slot.pk for slot in ahead]).values_list("pk", flat=True))
    new = [slot for slot in ahead if slot.pk not in there]
    Slot.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def slots_of(pattern: Pattern, week: Week, *, first: date, last: date) -> Iterator[Slot]:
    """What a pattern makes of the days from the first to the last, as far as the team is open."""
    day = first + timedelta(days=(pattern.weekday - first.weekday()) % 7)
    while day <= last:
        starts_at = moment(day, pattern.starts).astimezone(UTC)
        in_force = pattern.from_on <= day and (pattern.until_on is None or day < pattern.until_on)
        if in_force and week.holds(starts_at, starts_at + timedelta(minutes=pattern.minutes), day):
            yield Slot(
                id=uuid5(pattern.pk, starts_at.isoformat()), pattern=pattern, organisation_id=pattern.organisation_id,
                starts_at=starts_at, minutes=pattern.minutes, purpose=pattern.purpose, place=pattern.place,
                worker_speaks=pattern.worker_speaks, places=pattern.places, for_police=pattern.for_police,
            )  # fmt: skip
        day += timedelta(days=7)


def make_all(*, calendar: Calendar, at: datetime) -> int:
    with_a_pattern = Organisation.objects.filter(patterns__isnull=False).distinct()
    return sum(make_slots(organisation=one, calendar=calendar, at=at) for one in with_a_pattern)
