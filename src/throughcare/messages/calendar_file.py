"""An appointment as a calendar file. The uid stays; the sequence rises with each move; a withdrawal cancels it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, Timezone, vDuration

from throughcare.rulebook.calendar import LONDON

USUAL_LENGTH = timedelta(hours=1)
"""Nobody records when an appointment ends (ours)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One appointment as it stands; `place` and `team` are empty where the person did not choose to name them."""

    root: UUID
    starts_at: datetime
    moved: int
    changed_at: datetime
    is_off: bool = False
    place: str = ""
    team: str = ""


def calendar_file(dated: Dated) -> bytes:
    """One event with the rules of its clock, so that a phone abroad shows the time on the wall in London."""
    calendar = Calendar()
    calendar.add("prodid", "-//Throughcare//Appointment//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if dated.is_off else "PUBLISH")
    calendar.add_component(Timezone.from_tzinfo(LONDON, "Europe/London"))
    calendar.add_component(_event(dated))
    return bytes(calendar.to_ical())


def _event(dated: Dated) -> Event:
    event = Event()
    event.add("uid", f"{dated.root}@throughcare")
    event.add("sequence", dated.moved + dated.is_off)
    event.add("dtstamp", dated.changed_at)
    event.add("dtstart", dated.starts_at.astimezone(LONDON))
    event.add("duration", vDuration(USUAL_LENGTH))
    event.add("summary", f"Appointment: {dated.team}" if dated.team else "Appointment")
    event.add("status", "CANCELLED" if dated.is_off else "CONFIRMED")
    event.add("class", "PRIVATE")
    if dated.place:
        event.add("location", " ".join(dated.place.split()))
    return event
