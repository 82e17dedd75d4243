"""How far a person is with the follow-up: what was decided, where it is, and which paper is still to give."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from throughcare.diary.booking import free_slots
from throughcare.diary.models import Purpose as DiaryPurpose
from throughcare.diary.models import Slot
from throughcare.organisations.models import Organisation
from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.assessment import due_of_follow_up
from throughcare.rulebook.deadlines import first_too_late
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    FollowUp,
    FollowUpDecided,
    Form,
    NoticePrepared,
    NoticeServed,
    Purpose,
)
from throughcare.rulebook.facts.casework import ReferredToTeam
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import (
    Requirement,
    Terms,
    appointments,
    assessments,
    attendance,
    home_team,
    lives_elsewhere,
    terms,
)
from throughcare.rulebook.standing import Given
from throughcare.web.assessment.sittings import decision_on

IN_TIME, TOO_LATE = 15, 3
"""How many places are offered before the limit, and after it."""


@dataclass(frozen=True, kw_only=True)
class FollowUpState:
    """Everything recorded about the follow-up under one requirement."""

    requirement: Requirement
    assessed: Recorded[Assessed]
    decided: Recorded[FollowUpDecided] | None
    booked: Recorded[AppointmentMade] | None
    notice: Recorded[NoticePrepared] | None
    served: Recorded[NoticeServed] | None
    referral: Recorded[ReferredToTeam] | None
    team: str
    """With whom the follow-up is, or should be."""
    now: Terms | None

    @property
    def is_needed(self) -> bool:
        return self.decided is not None and self.decided.fact.decision is FollowUp.NEEDED

    @property
    def form(self) -> Form:
        return Form.RA4 if self.is_needed else Form.RA5

    @property
    def is_complete(self) -> bool:
        return self.served is not None


def state_of(h: History, *, team: str, given: Given) -> FollowUpState | None:
    """The requirement whose follow-up is still being arranged, else the last one; None before any assessment."""
    found = [
        _state(h, one, team=team, given=given)
        for one in h.all(AssessmentRequired)
        if assessments(h, one, Purpose.INITIAL)
    ]
    return next((one for one in found if not one.is_complete), found[-1] if found else None)


def _state(h: History, requirement: Requirement, *, team: str, given: Given) -> FollowUpState:
    sat = assessments(h, requirement, Purpose.INITIAL)
    full = [one for one in sat if one.fact.meets_minimum]
    decided = decision_on(h, requirement)
    booked = next(iter(reversed(_standing(h, requirement))), None)
    needed = decided is not None and decided.fact.decision is FollowUp.NEEDED
    notice = _notice(h, requirement, booked, Form.RA4 if needed else Form.RA5)
    referrals = h.naming(requirement, ReferredToTeam)
    return FollowUpState(
        requirement=requirement, assessed=(full or sat)[-1], decided=decided, booked=booked, notice=notice,
        served=h.first_naming(notice, NoticeServed) if notice else None,
        referral=referrals[-1] if referrals else None, now=terms(h, booked) if booked else None,
        team=_team(h, referrals[-1] if referrals else None, team=team, given=given),
    )  # fmt: skip


def _standing(h: History, requirement: Requirement) -> list[Recorded[AppointmentMade]]:
    return [one for one in appointments(h, requirement, Purpose.FOLLOW_UP) if withdrawal(h, one) is None]


def _team(h: History, referral: Recorded[ReferredToTeam] | None, *, team: str, given: Given) -> str:
    """Where the person lives; one's own where that is not known or here."""
    if referral is not None:
        return referral.fact.to_team
    return home_team(h, team, given) if lives_elsewhere(h, team, given) else team


def _notice(
    h: History, requirement: Requirement, booked: Recorded[AppointmentMade] | None, form: Form
) -> Recorded[NoticePrepared] | None:
    """The paper that says what stands: RA4 with the time as it is now, or RA5."""
    made = [one for one in h.naming(requirement, NoticePrepared) if one.fact.form is form]
    if form is Form.RA4:
        at = terms(h, booked) if booked else None
        made = [one for one in made if at and (one.fact.starts_at, one.fact.place) == (at.starts_at, at.place)]
    given = [one for one in made if h.first_naming(one, NoticeServed)]
    found = given or made
    return found[-1] if found else None


def was_seen(h: History, state: FollowUpState) -> bool:
    """Whether the follow-up has been held, or the person did not come to it."""
    return state.booked is not None and attendance(h, state.booked) is not None


def limit(h: History, state: FollowUpState, given: Given) -> datetime | None:
    """The end of the fifth working day (R3), once it was decided."""
    return due_of_follow_up(h, state.decided, state.requirement, given).at if state.decided else None


def free_places(team: str, *, after: datetime, limit: datetime) -> tuple[list[Slot], list[Slot]]:
    """Those in time, and the next ones after the limit; none that were handed to police (SPOC 4 b5)."""
    organisation, too_late = Organisation(pk=UUID(team)), first_too_late(limit)
    free = partial(free_slots, organisation=organisation, purpose=DiaryPurpose.FOLLOW_UP, for_police=False)
    early = free(after=after, before=too_late, limit=IN_TIME)
    return list(early), list(free(after=max(after, too_late), limit=TOO_LATE))
