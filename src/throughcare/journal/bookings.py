"""Keeps a person's places in the diary as the record says: one for each appointment that still stands (invariant 8).

A place is let go when its appointment moves, is withdrawn or voided, or lies after a death or the end of its
requirement; it is claimed inside `record`, so whoever loses it hears of the next three. Bookings are authoritative: a
rebuild compares and never claims again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.diary.booking import claim, next_free, release
from throughcare.diary.models import Booking, Purpose, Slot
from throughcare.rulebook.arrangements import let_go
from throughcare.rulebook.calendar import LONDON
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    FollowUpDecided,
    NoticePrepared,
)
from throughcare.rulebook.facts.casework import DecidedNext, Died
from throughcare.rulebook.facts.custody import LaboratoryReturned
from throughcare.rulebook.facts.engagement import PartnershipDecided
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.spells import terms
from throughcare.rulebook.standing import Refusal
from throughcare.suites import papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    slot: UUID
    starts_at: datetime
    team: str
    entry: UUID
    papers: tuple[str, ...] = ()
    """Numbers of papers on which this place was given by hand: it was set aside for one of them."""


APPOINTMENTS = AppointmentMade | AppointmentMoved | AppointmentWithdrawn
ENDS = Died | LaboratoryReturned | Assessed | FollowUpDecided | DecidedNext | PartnershipDecided
"""After these nobody may be expected any more."""


def concerns(entry: AnyRecorded) -> bool:
    """Whether an entry may give, move or end an appointment."""
    return entry.replaces is not None or isinstance(entry.fact, APPOINTMENTS | ENDS)


def wanted(history: History) -> dict[UUID, Place]:
    """For each standing appointment with a place in the diary, that place."""
    found = {}
    for booked in history.all(AppointmentMade):
        now = terms(history, booked)
        slot = now.by.fact.slot  # type: ignore[attr-defined]
        if slot is not None and let_go(history, booked) is None:
            found[booked.root] = Place(
                slot=slot, starts_at=now.starts_at, team=now.team, entry=now.by.id,
                papers=tuple(one.fact.paper for one in history.naming(booked, NoticePrepared) if one.fact.paper),
            )  # fmt: skip
    return found


def appointment_behind(history: History, entry: UUID | None) -> UUID | None:
    """For which appointment an entry took a place: it is that appointment, or moved it."""
    moved = history.origin(entry, AppointmentMoved)
    return history.root(moved.fact.appointment if moved else entry)


def has_places(history: History) -> bool:
    """Whether any version of any appointment was ever given a place."""
    made: list[AnyRecorded] = [*history.every(AppointmentMade), *history.every(AppointmentMoved)]
    return any(entry.fact.slot for entry in made)  # type: ignore[attr-defined]


def settle(*, person_id: UUID, history: History, new: Collection[AnyRecorded], at: datetime) -> Refusal | None:
    """Lets go what is no longer wanted, claims what is; a refusal leaves it to the caller's transaction to go back.

    What had ended and stands again by a mending takes its place again if it is free; that it is not stops no mending.
    """
    if not has_places(history):
        return None
    places = wanted(history)
    for booking in Booking.objects.filter(person_id=person_id, released_at=None, entry_id__isnull=False):
        root = appointment_behind(history, booking.entry_id)
        held = places.get(root) if root else None
        if root and held and held.slot == booking.slot_id:
            del places[root]
        else:
            release(booking=booking, at=at)
    for place in places.values():
        refusal = _claim(place, person_id, at)
        if refusal is not None and any(_asks_for_a_place(history, one) for one in new):
            return refusal
    return None


def _asks_for_a_place(history: History, entry: AnyRecorded) -> bool:
    """An appointment made or changed, or a mending of one; not an ending taken back."""
    about = history.find(history.root(entry.id))
    return about is not None and isinstance(about.fact, APPOINTMENTS)


def _claim(place: Place, person_id: UUID, at: datetime) -> Refusal | None:
    slot = Slot.objects.select_related("organisation").filter(pk=place.slot).first()
    if slot is None or (slot.starts_at, str(slot.organisation_id)) != (place.starts_at, place.team):
        return Refusal(
            rule="place_is_as_booked", cites=(),
            sentence="This place in the diary is not at that time with that team.",
            instead="Choose the place again.",
        )  # fmt: skip
    papers.let_go(papers=place.papers, slot=slot.pk, at=at)
    if claim(slot_id=slot.pk, person_id=person_id, entry_id=place.entry, at=at) is not None:
        return None
    return Refusal(
        rule="place_is_free", cites=(), sentence="This place has just been taken.", instead=_instead(slot, at)
    )


def _instead(slot: Slot, at: datetime) -> str:
    """Whoever chose a place that is not handed to police is told of no place that is."""
    purpose = None if slot.purpose == Purpose.ANY else Purpose(slot.purpose)
    free = next_free(organisation=slot.organisation, after=at, purpose=purpose, for_police=slot.for_police)
    if not free:
        return "No other place is free there; ask the team."
    times = [f"{one.starts_at.astimezone(LONDON):%A %-d %B %Y, %H:%M}" for one in free]
    return f"Free next: {'; '.join(times)}."
