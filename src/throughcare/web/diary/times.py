"""Which appointment a page is about, and what the person was told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.diary.booking import free_slots
from throughcare.diary.models import Purpose as SlotFor
from throughcare.diary.models import Slot
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import CJIT
from throughcare.rulebook.appointments import after_the_laboratory
from throughcare.rulebook.arrangements import Paper, in_writing, withdrawal
from throughcare.rulebook.deadlines import is_within
from throughcare.rulebook.facts.assessment import AppointmentMade, Form, Purpose
from throughcare.rulebook.history import History
from throughcare.rulebook.required_assessment import due_of_initial
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    Terms,
    attendance,
    end_of_requirement,
    requirement_of,
    terms,
)
from throughcare.web.custody import notices_due
from throughcare.web.person.page import Record

SLOT_FOR = {
    Purpose.INITIAL: SlotFor.INITIAL, Purpose.FOLLOW_UP: SlotFor.FOLLOW_UP, Purpose.VOLUNTARY: SlotFor.ANY,
}  # fmt: skip
OFFERED = 12


@dataclass(frozen=True, kw_only=True)
class Time:
    """An appointment as it stands, under its requirement if it has one."""

    opened: Record
    booked: Appointment
    requirement: Requirement | None
    now: Terms
    told: Paper | None
    """The notice that says this very time and place, if the person was given one."""
    is_over: bool
    """Attended, missed or withdrawn: another time is a new appointment."""

    @property
    def seen(self) -> str:
        return f"{self.now.by.id}/{self.is_over}"

    @property
    def limit(self) -> datetime | None:
        """Only a first assessment has one here; a follow-up's own page asks about its five working days."""
        if self.requirement is None or self.booked.fact.purpose is not Purpose.INITIAL:
            return None
        return due_of_initial(self.opened.whole, self.requirement, self.opened.given).at

    @property
    def not_before(self) -> datetime | None:
        """While the sample is at the laboratory: from when somebody is seen who is not seen at once (I-25)."""
        if self.limit is None or self.requirement is None:
            return None
        return after_the_laboratory(self.opened.whole, self.requirement, self.opened.given)

    def is_late(self, starts_at: datetime) -> bool:
        return self.limit is not None and not is_within(starts_at, self.limit)

    @property
    def form(self) -> Form:
        """RA2 tells a change; before any paper was given police still give RA1, and a team that assessed RA4."""
        assert self.requirement is not None, "only a required appointment has a paper"
        form = notices_due.form_of(self.opened.history, self.booked, self.requirement)
        return Form.RA2 if form is Form.RA1 and self.opened.working.role in CJIT else form


def time_of(opened: Record, wanted: str) -> Time | None:
    """The appointment asked for; without a word, the next one that stands, else the last that can be replaced."""
    h = opened.history
    under = [one for one in h.all(AppointmentMade) if _is_open(h, one)]
    if wanted:
        under = [one for one in under if str(one.root) == wanted]
    standing = sorted((one for one in under if not _over(h, one)), key=lambda one: terms(h, one).starts_at)
    found = next(iter([*standing, *reversed(under)]), None)
    return None if found is None else _time(opened, found)


def standing(opened: Record, requirement: Requirement | None) -> Appointment | None:
    """The first assessment's time that still lies open: whoever comes before it is seen in its place."""
    h = opened.history
    made = h.naming(requirement, AppointmentMade) if requirement else ()
    return next((one for one in made if one.fact.purpose is Purpose.INITIAL and not _over(h, one)), None)


def places(time: Time) -> Sequence[Slot]:
    """Free places with the same team from when they are of use, those handed to police only for police."""
    team = Organisation(pk=UUID(time.now.team))
    is_ours, now = time.opened.working.role in CJIT, time.opened.now
    purpose = SLOT_FOR[time.booked.fact.purpose]
    return list(
        free_slots(
            organisation=team, after=max(now, time.not_before or now), limit=OFFERED, for_police=not is_ours,
            purpose=None if purpose is SlotFor.ANY else purpose,
        )
    )  # fmt: skip


def _time(opened: Record, booked: Appointment) -> Time:
    h = opened.history
    return Time(
        opened=opened, booked=booked, requirement=requirement_of(h, booked), now=terms(h, booked),
        told=in_writing(h, booked), is_over=_over(h, booked),
    )  # fmt: skip


def _over(h: History, booked: Appointment) -> bool:
    return attendance(h, booked) is not None or withdrawal(h, booked) is not None


def _is_open(h: History, booked: Appointment) -> bool:
    """By choice it stands until somebody came; under a requirement, as long as that holds."""
    requirement = requirement_of(h, booked)
    return end_of_requirement(h, requirement) is None if requirement else not _over(h, booked)
