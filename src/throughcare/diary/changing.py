"""The only writers of a diary's hours, days, pattern, slots and rota: each change leaves a line of who and what."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Q

from throughcare.accounts.models import Membership
from throughcare.diary.booking import lapse
from throughcare.diary.models import (
    CallFirst,
    DiaryChange,
    OpeningHours,
    Pattern,
    Slot,
    SpecialDay,
    Turn,
)
from throughcare.diary.opening import Week
from throughcare.organisations.actions import decide_area_setting
from throughcare.organisations.fallback import Fallback, written
from throughcare.organisations.models import Area, AreaSetting, Organisation
from throughcare.rulebook.calendar import LONDON, end_of_day, start_of_day

WHEN_NOBODY = "When nobody is on duty,"
"""How each change of that instruction begins."""


class StillBooked(ValueError):
    """Whoever holds a place is moved first: fewer places than that, another time or another room would lose them."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """Whose diary, by whom and when."""

    organisation: Organisation
    by: Membership | None
    at: datetime

    def note(self, what: str) -> None:
        DiaryChange.objects.create(organisation=self.organisation, what=what, at=self.at, by=self.by)


@transaction.atomic
def open_hours(change: Change, row: OpeningHours) -> None:
    row.organisation = change.organisation
    row.save(force_insert=True)
    change.note(f"Open from {row.from_on:%-d %B %Y}: {row}")


@transaction.atomic
def end_hours(change: Change, row: OpeningHours, *, until_on: date) -> None:
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    change.note(f"No longer open from {until_on:%-d %B %Y}: {row}")


@transaction.atomic
def say_day(change: Change, *, day: date, is_open: bool, why: str) -> int:
    """Free places of a closed day are taken out; how many are still booked is the answer: they are moved first."""
    SpecialDay.objects.update_or_create(
        organisation=change.organisation, day=day, defaults={"is_open": is_open, "why": why}
    )
    change.note(f"{day:%A %-d %B %Y}: {'open' if is_open else 'closed'}, {why}")
    if is_open:
        return 0
    that_day = Slot.objects.filter(starts_at__gte=start_of_day(day), starts_at__lt=end_of_day(day))
    return _take_out_free(change, that_day, f"Closed: {why}")


@transaction.atomic
def add_pattern(change: Change, pattern: Pattern) -> Pattern:
    pattern.organisation = change.organisation
    pattern.save(force_insert=True)
    change.note(f"Every week from {pattern.from_on:%-d %B %Y}: {pattern}")
    return pattern


@transaction.atomic
def end_pattern(change: Change, pattern: Pattern, *, until_on: date) -> int:
    """Its free places from that day are taken out; the answer is how many are still booked."""
    pattern.until_on = until_on
    pattern.save(update_fields=["until_on"])
    change.note(f"No longer every week from {until_on:%-d %B %Y}: {pattern}")
    return _take_out_free(change, pattern.slots.filter(starts_at__gte=start_of_day(until_on)), "The pattern ended")


@transaction.atomic
def add_slot(change: Change, slot: Slot) -> Slot:
    slot.organisation = change.organisation
    slot.save(force_insert=True)
    change.note(f"One more slot, {_when(slot)}")
    return slot


@transaction.atomic
def take_out(change: Change, slot: Slot, *, why: str) -> bool:
    """False while somebody holds a place: whoever is booked is moved first."""
    locked = Slot.objects.select_for_update().get(pk=slot.pk, organisation=change.organisation)
    if locked.bookings.filter(released_at=None).exists():
        return False
    locked.taken_out_at, locked.taken_out_why = change.at, why
    locked.save(update_fields=["taken_out_at", "taken_out_why"])
    change.note(f"Slot taken out, {_when(locked)}: {why}")
    return True


@transaction.atomic
def change_slot(change: Change, slot: Slot, *, starts_at: datetime, minutes: int, places: int, place: str) -> None:
    """StillBooked where somebody would lose a place, or stand at another time or room than their notice says.

    At another time it is another slot: the one of the pattern is kept, taken out, so that it is not made again.
    """
    locked = Slot.objects.select_for_update().get(pk=slot.pk, organisation=change.organisation, taken_out_at=None)
    lapse(at=change.at, slot=locked)
    booked, was = locked.bookings.filter(released_at=None).count(), _shape(locked)
    if places < booked or (booked and (starts_at, place) != (locked.starts_at, locked.place)):
        raise StillBooked(f"{booked} booked in slot {locked.pk}")
    if starts_at != locked.starts_at:
        Slot.objects.filter(pk=locked.pk).update(taken_out_at=change.at, taken_out_why="Set for another time")
        locked.pk, locked.pattern, locked._state.adding = uuid4(), None, True
    locked.starts_at, locked.minutes, locked.places, locked.place = starts_at, minutes, places, place
    locked.save()
    change.note(f"Slot changed, {was}; now {_shape(locked)}")


@transaction.atomic
def say_when_nobody_is_on(change: Change, *, area: Area, said: Fallback, from_on: date) -> None:
    """What police tell people when no place can be booked, from that day; what held before stays on record."""
    decide_area_setting(area=area, name=AreaSetting.Name.FALLBACK_BOOKING, value=written(said), from_on=from_on)
    change.note(f"{WHEN_NOBODY} from {from_on:%-d %B %Y}: {said.when}, {said.where}")


@transaction.atomic
def hand_to_police(change: Change, slot: Slot, *, for_police: bool) -> None:
    Slot.objects.filter(pk=slot.pk, organisation=change.organisation).update(for_police=for_police)
    change.note(f"Slot {'handed to' if for_police else 'taken back from'} police, {_when(slot)}")


@transaction.atomic
def ask_to_be_rung(change: Change, *, phone: str, why: str, from_on: date) -> None:
    """From that day police are asked to ring first; with an empty telephone, no longer."""
    CallFirst.objects.filter(organisation=change.organisation, from_on__gte=from_on, until_on=None).delete()
    CallFirst.objects.filter(organisation=change.organisation, until_on=None).update(until_on=from_on)
    if phone:
        CallFirst.objects.create(organisation=change.organisation, phone=phone, why=why, from_on=from_on)
    change.note(f"Ring first from {from_on:%-d %B %Y}: {phone}, {why}" if phone else f"No call asked from {from_on}")


@transaction.atomic
def add_turn(change: Change, turn: Turn) -> Turn:
    turn.organisation = change.organisation
    turn.save(force_insert=True)
    change.note(f"On: {_turn(turn)}")
    return turn


@transaction.atomic
def call_off(change: Change, turn: Turn) -> None:
    Turn.objects.filter(pk=turn.pk, called_off_at=None).update(called_off_at=change.at)
    change.note(f"No longer on: {_turn(turn)}")


def booked_while_closed(organisation: Organisation, week: Week, *, after: datetime) -> list[Slot]:
    """Slots ahead on closed days that somebody still holds: to be moved."""
    held = Slot.objects.filter(organisation=organisation, starts_at__gt=after, bookings__released_at=None)
    live = held.filter(bookings__isnull=False).distinct()
    return [slot for slot in live if week.closed_because(slot.starts_at.astimezone(LONDON).date())]


def _take_out_free(change: Change, slots, why: str) -> int:  # type: ignore[no-untyped-def]
    ours = slots.filter(organisation=change.organisation, taken_out_at=None)
    counted = ours.annotate(live=Count("bookings", filter=Q(bookings__released_at=None)))
    free = [slot.pk for slot in counted if not slot.live]
    Slot.objects.filter(pk__in=free).update(taken_out_at=change.at, taken_out_why=why)
    return len(counted) - len(free)


def _when(slot: Slot) -> str:
    return f"{slot.starts_at.astimezone(LONDON):%A %-d %B %Y, %H:%M}"


def _shape(slot: Slot) -> str:
    return f"{_when(slot)}, {slot.minutes} minutes, places: {slot.places}, {slot.place}"


def _turn(turn: Turn) -> str:
    starts, ends = turn.starts_at.astimezone(LONDON), turn.ends_at.astimezone(LONDON)
    name = turn.worker.account.full_name
    return f"{name}, {turn.get_how_display()}, {starts:%A %-d %B %Y, %H:%M} to {ends:%H:%M}"
