"""Which assessment someone would sit down to now: the first, the follow-up, or one by choice, and under what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.facts.assessment import AppointmentMade, Assessed, FollowUp, FollowUpDecided, Outcome, Purpose
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import Requirement, assessments, attendance, end_of_requirement, terms
from throughcare.web import words


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """`earlier` is the sitting that this one completes."""

    purpose: Purpose
    requirement: UUID | None = None
    appointment: UUID | None = None
    starts_at: datetime | None = None
    earlier: Recorded[Assessed] | None = None

    @property
    def title(self) -> str:
        return "Assessment by choice" if self.purpose is Purpose.VOLUNTARY else self.purpose.capitalize()

    @property
    def expected(self) -> str:
        return f"Expected {words.when(self.starts_at)}." if self.starts_at else "Without an appointment."


def open_sittings(h: History, *, team: str) -> list[Sitting]:
    """What is open, the soonest expected first; one by choice is always possible."""
    found = [_required(h, one, team) for one in h.all(AssessmentRequired) if end_of_requirement(h, one) is None]
    found += [
        Sitting(purpose=Purpose.VOLUNTARY, appointment=one.root, starts_at=terms(h, one).starts_at)
        for one in _awaited(h, None, Purpose.VOLUNTARY, team)
    ]
    found.sort(key=lambda sitting: (sitting.starts_at is None, sitting.starts_at))
    return found or [Sitting(purpose=Purpose.VOLUNTARY)]


def chosen(sittings: list[Sitting], appointment: str) -> Sitting:
    """The one the address names, else the first."""
    return next((one for one in sittings if str(one.appointment) == appointment), sittings[0])


def decision_on(h: History, requirement: Requirement) -> Recorded[FollowUpDecided] | None:
    """The decision that closed the initial assessment, if there is one."""
    made = [h.first_naming(one, FollowUpDecided) for one in assessments(h, requirement, Purpose.INITIAL)]
    return next((one for one in made if one is not None), None)


def _required(h: History, requirement: Requirement, team: str) -> Sitting:
    sat, decided = assessments(h, requirement, Purpose.INITIAL), decision_on(h, requirement)
    is_follow_up = decided is not None and decided.fact.decision is FollowUp.NEEDED
    purpose = Purpose.FOLLOW_UP if is_follow_up else Purpose.INITIAL
    booked = next(iter(_awaited(h, requirement, purpose, team)), None)
    return Sitting(
        purpose=purpose, requirement=requirement.root, appointment=booked.root if booked else None,
        starts_at=terms(h, booked).starts_at if booked else None, earlier=sat[-1] if sat and not is_follow_up else None,
    )  # fmt: skip


def _awaited(
    h: History, requirement: Requirement | None, purpose: Purpose, team: str
) -> list[Recorded[AppointmentMade]]:
    """Appointments with this team at which somebody is still to be assessed: expected, or there already."""
    found = [
        one for one in h.all(AppointmentMade)
        if one.fact.purpose is purpose and h.root(one.fact.requirement) == (requirement.root if requirement else None)
        and terms(h, one).team == team and _is_open(h, one)
    ]  # fmt: skip
    return sorted(found, key=lambda one: terms(h, one).starts_at)


def _is_open(h: History, booked: Recorded[AppointmentMade]) -> bool:
    came = attendance(h, booked)
    is_here = came is None or came.fact.outcome is Outcome.ATTENDED
    return is_here and h.first_naming(booked, Assessed) is None and withdrawal(h, booked) is None
