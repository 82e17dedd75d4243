"""A slot offers numbered places; a booking, or a place set aside, holds one of them until it is released."""

import uuid

from django.db import models
from django.db.models import F, Q

from throughcare.diary.week_models import (
    CallFirst,
    DiaryChange,
    OpeningHours,
    Pattern,
    Purpose,
    SpecialDay,
    Turn,
    Weekday,
)
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person


class Slot(models.Model):
    """Never fewer places than are booked, and no other time under somebody. One of the pattern is made once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.ANY)
    place = models.TextField()
    worker_speaks = models.CharField(max_length=200, blank=True)
    places = models.PositiveSmallIntegerField(default=1)
    for_police = models.BooleanField(default=False, help_text="Handed to police to give out for required assessments.")
    pattern = models.ForeignKey(Pattern, models.PROTECT, null=True, blank=True, related_name="slots")
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_why = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=["organisation", "starts_at"], name="slot_by_organisation"),)
        constraints = (
            models.CheckConstraint(condition=Q(places__gte=1, minutes__gte=1), name="slot_has_places_and_length"),
            models.UniqueConstraint(fields=["pattern", "starts_at"], name="one_slot_of_a_pattern_at_a_time"),
        )


class Booking(models.Model):
    """`of_places` is copied from the slot, so that the database itself refuses a place the slot has not.

    A place set aside for nobody yet (a paper pack, say) is a booking without a person, until a stated time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="bookings")
    place_number = models.PositiveSmallIntegerField()
    of_places = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="bookings")
    held_for = models.CharField(max_length=100, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    entry_id = models.UUIDField(null=True, blank=True, db_index=True)
    booked_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("booked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["slot", "place_number"],
                condition=Q(released_at=None),
                name="one_live_booking_of_a_place",
            ),
            models.CheckConstraint(
                condition=Q(place_number__gte=1, place_number__lte=F("of_places")),
                name="place_is_one_of_the_slot",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, held_for="", held_until=None)
                | (Q(person=None, entry_id=None, held_until__isnull=False) & ~Q(held_for="")),
                name="for_somebody_or_set_aside",
            ),
        )


__all__ = [
    "Booking", "CallFirst", "DiaryChange", "OpeningHours", "Pattern", "Purpose", "Slot", "SpecialDay", "Turn",
    "Weekday",
]  # fmt: skip
