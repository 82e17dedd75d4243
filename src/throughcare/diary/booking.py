"""Offering free places, claiming one, letting it go. Who may and why is the journal's affair."""

import uuid
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet

from throughcare.diary.models import Booking, Purpose, Slot
from throughcare.organisations.models import Organisation

AT_MOST = 200


def free_slots(
    *,
    organisation: Organisation,
    after: datetime,
    before: datetime | None = None,
    purpose: Purpose | None = None,
    limit: int = AT_MOST,
    for_police: bool = True,
) -> QuerySet[Slot]:
    """Slots that start at or after the one instant and before the other, each with its `places_left`.

    Places handed to police are theirs to give out; a team asks for its own others (SPOC 4 b5).
    """
    slots = Slot.objects.filter(organisation=organisation, starts_at__gte=after, taken_out_at=None)
    if not for_police:
        slots = slots.filter(for_police=False)
    if before is not None:
        slots = slots.filter(starts_at__lt=before)
    if purpose is not None:
        slots = slots.filter(purpose__in=(purpose, Purpose.ANY))
    taken = Count("bookings", filter=Q(bookings__released_at=None))
    left = slots.annotate(places_left=F("places") - taken).filter(places_left__gt=0)
    return left.order_by("starts_at", "id")[: min(limit, AT_MOST)]


def next_free(
    *, organisation: Organisation, after: datetime, count: int = 3, purpose: Purpose | None = None,
    for_police: bool = True,
) -> list[Slot]:  # fmt: skip
    free = free_slots(
        organisation=organisation, after=after, purpose=purpose, limit=count, for_police=for_police
    )  # fmt: skip
    return list(free)


def claim(*, slot_id: uuid.UUID, person_id: uuid.UUID, entry_id: uuid.UUID | None, at: datetime) -> Booking | None:
    """The lowest free place for somebody, inside the caller's transaction; None when the slot is full."""
    return claim_place(slot_id=slot_id, at=at, person_id=person_id, entry_id=entry_id)


def claim_place(*, slot_id: uuid.UUID, at: datetime, **whose: Any) -> Booking | None:
    """Two who want the same place both try it: the database keeps one, the other looks again.

    Each look finds at least one place fewer, so there are no more looks than places. The slot is locked, so that
    nobody takes it out meanwhile.
    """
    slot = Slot.objects.select_for_update(no_key=True).get(pk=slot_id)
    if slot.taken_out_at is not None:
        return None
    lapse(at=at, slot=slot)
    for _ in range(slot.places + 1):
        number = _lowest_free_place(slot)
        if number is None:
            return None
        booking = Booking(slot=slot, place_number=number, of_places=slot.places, booked_at=at, **whose)
        if _kept(booking):
            return booking
    return None


def lapse(*, at: datetime, slot: Slot | None = None) -> None:
    """What was set aside only until now is free again."""
    over = Booking.objects.filter(person=None, released_at=None, held_until__lte=at)
    (over if slot is None else over.filter(slot=slot)).update(released_at=F("held_until"))


def release(*, booking: Booking, at: datetime) -> None:
    """The place is free again; releasing twice changes nothing."""
    Booking.objects.filter(pk=booking.pk, released_at=None).update(released_at=at)
    booking.refresh_from_db(fields=["released_at"])


def _lowest_free_place(slot: Slot) -> int | None:
    """None where as many are booked as there are places now, whichever numbers they hold."""
    taken = set(slot.bookings.filter(released_at=None).values_list("place_number", flat=True))
    if len(taken) >= slot.places:
        return None
    return next((number for number in range(1, slot.places + 1) if number not in taken), None)


def _kept(booking: Booking) -> bool:
    try:
        with transaction.atomic():
            booking.save(force_insert=True)
    except IntegrityError:
        return False
    return True
