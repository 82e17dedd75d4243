"""Places set aside for nobody yet, as those of a paper pack, under the same constraint as every booking.

To turn one into an appointment, take it up and record the appointment in one transaction: if the record is
refused the place stays set aside, and nobody else can have it in between.
"""

import uuid
from datetime import datetime

from django.db import transaction

from throughcare.diary.booking import claim_place
from throughcare.diary.models import Booking


def hold(*, slot_id: uuid.UUID, count: int, until: datetime, for_what: str, at: datetime) -> list[Booking]:
    """That many places of a slot, or none of them when it has not so many left."""
    held: list[Booking] = []
    with transaction.atomic():
        for _ in range(count):
            place = claim_place(slot_id=slot_id, at=at, held_for=for_what, held_until=until)
            if place is None:
                transaction.set_rollback(True)
                return []
            held.append(place)
    return held


def take_up(*, place_id: uuid.UUID, at: datetime) -> bool:
    """Free for the appointment recorded in this same transaction. False: it lapsed, or somebody was quicker."""
    held = Booking.objects.filter(pk=place_id, person=None, released_at=None)
    return bool(held.update(released_at=at))
