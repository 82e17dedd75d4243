"""Which reminders a record asks for: derived, never typed in (ICE 3.9, I-34; invariants 10 and 12).

A reminder is one message about one time that was given. It follows from what the person wished and from the
appointment as it stands, so a death, a withdrawal or a move takes it back in the transaction that records them. Nothing
that was brought in from elsewhere makes one: reminders rest on appointments made here, and on wishes recorded here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from throughcare.rulebook.arrangements import let_go, withdrawal
from throughcare.rulebook.calendar import LONDON, local_day, start_of_day
from throughcare.rulebook.facts.assessment import AppointmentMade, AppointmentMoved, Assessed
from throughcare.rulebook.facts.contact import USUAL_FROM, USUAL_UNTIL, Channel, ContactWishes
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import Appointment, Terms, attendance, death, release_of, terms

ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A row of the table: how many days before the appointment, on which channels."""

    name: str
    days: int
    on: frozenset[Channel]
    at_once: bool = False
    """From the day it is known, not only on that day."""
    if_known_late: bool = False
    """Only for a time that was given too late for every row above."""


SOON = frozenset({Channel.TEXT, Channel.EMAIL, Channel.CALL})
AHEAD = (
    Ahead(name="posted", days=4, on=frozenset({Channel.LETTER}), at_once=True),
    Ahead(name="two_days_before", days=2, on=SOON),
    Ahead(name="the_day_before", days=1, on=SOON),
    Ahead(name="the_same_day", days=0, on=SOON, if_known_late=True),
)
"""When people are reminded. All of it is ours: the guidance says that they are, not when."""


class WhyNot(StrEnum):
    """Why a reminder that was wanted is not sent after all."""

    DIED = "the person died"
    TAKEN_BACK = "the person wants no reminders any more"
    MOVED = "the appointment was moved"
    WITHDRAWN = "the appointment was withdrawn"
    ENDED = "nobody is expected any more"
    HELD = "the appointment has been"
    DETAINED = "the person is in custody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One message about one time that was given. Sent from `send_from`, and not any more at `send_until`."""

    key: str
    appointment: UUID
    team: str
    channel: Channel
    to: str
    starts_at: datetime
    place: str
    names_team: bool
    send_from: datetime
    send_until: datetime
    why_not: WhyNot | None


def wishes_of(h: History) -> Recorded[ContactWishes] | None:
    """What counts now: the newest; of one minute, as forms speak, the one that was written down last."""
    return max(h.all(ContactWishes), key=lambda one: (one.happened_at, one.recorded_at, one.id), default=None)


def reminders(h: History) -> list[Reminder]:
    """Every reminder the record asks for, and those it no longer asks for with the reason."""
    agreed = [one for one in h.all(ContactWishes) if one.fact.agreed]
    if not agreed:
        return []
    return [
        one for booked in h.all(AppointmentMade) for given in _times_given(h, booked)
        for one in _about(h, booked, given, agreed)
    ]  # fmt: skip


def _times_given(h: History, booked: Appointment) -> Iterator[Terms]:
    """As it was made, and after every move."""
    every: list[Recorded[AppointmentMade] | Recorded[AppointmentMoved]] = [booked, *h.naming(booked, AppointmentMoved)]
    for one in every:
        yield Terms(starts_at=one.fact.starts_at, place=one.fact.place, team=one.fact.team, by=one)


def _about(h: History, booked: Appointment, given: Terms, agreed: list[Recorded[ContactWishes]]) -> Iterator[Reminder]:
    newest = wishes_of(h) or agreed[-1]
    wishes = newest.fact if newest.fact.agreed else agreed[-1].fact
    channel = wishes.channel
    if channel is None:
        return
    known = max(given.by.recorded_at, agreed[0].recorded_at)
    why_not = _why_not(h, booked, given)
    for row, (opens, closes) in _windows(channel, wishes, given.starts_at, known):
        send_from, detained = _at_liberty(h, opens, closes)
        yield Reminder(
            key=f"{row.name}:{given.by.root}:{given.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}",
            appointment=booked.root, team=given.team, channel=channel, starts_at=given.starts_at, place=given.place,
            to=newest.fact.address if newest.fact.agreed else "", names_team=wishes.may_name_team,
            send_from=send_from, send_until=closes, why_not=why_not or (WhyNot.DETAINED if detained else None),
        )  # fmt: skip


def _windows(
    channel: Channel, wishes: ContactWishes, starts_at: datetime, known: datetime
) -> list[tuple[Ahead, tuple[datetime, datetime]]]:
    """The rows of the channel whose time had not gone by when the appointment was known."""
    found: list[tuple[Ahead, tuple[datetime, datetime]]] = []
    for row in AHEAD:
        if channel not in row.on or (row.if_known_late and found):
            continue
        opens, closes = _window(row, wishes, starts_at)
        opens = known if row.at_once else opens
        if known < closes and opens < closes:
            found.append((row, (opens, closes)))
    return found


def _window(row: Ahead, wishes: ContactWishes, starts_at: datetime) -> tuple[datetime, datetime]:
    """The safe hours of that day, and nothing in the hour before the appointment. Post is not read by the hour."""
    day = local_day(starts_at) - timedelta(days=row.days)
    is_post = row.on == {Channel.LETTER}
    first, last = (USUAL_FROM, USUAL_UNTIL) if is_post else (wishes.safe_from, wishes.safe_until)
    return _clock(day, first), min(_clock(day, last), starts_at.astimezone(UTC) - ONE_HOUR)


def _clock(day: date, hour: int) -> datetime:
    """What the clock on the wall says; an hour that the night in March leaves out is the next there is."""
    if hour == 24:
        return start_of_day(day + timedelta(days=1))
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


def _at_liberty(h: History, opens: datetime, closes: datetime) -> tuple[datetime, bool]:
    """From when somebody can be written to in that time, and whether they are held until it is over."""
    for arrest in h.all(Arrested):
        released = release_of(h, arrest)
        if arrest.happened_at >= closes or (released is not None and released.happened_at <= opens):
            continue
        if released is None or released.happened_at >= closes:
            return opens, True
        opens = released.happened_at
    return opens, False


def _why_not(h: History, booked: Appointment, given: Terms) -> WhyNot | None:
    newest = wishes_of(h)
    reasons = (
        (death(h) is not None, WhyNot.DIED),
        (newest is not None and not newest.fact.agreed, WhyNot.TAKEN_BACK),
        (terms(h, booked).by.root != given.by.root, WhyNot.MOVED),
        (withdrawal(h, booked) is not None, WhyNot.WITHDRAWN),
        (let_go(h, booked) is not None, WhyNot.ENDED),
        (bool(attendance(h, booked) or h.first_naming(booked, Assessed)), WhyNot.HELD),
    )
    return next((why for is_so, why in reasons if is_so), None)
