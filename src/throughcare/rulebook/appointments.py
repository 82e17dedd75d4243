"""Appointments, and whether the person came.

Handbook 4.1.2, 4.6.1, 4.7; reading R9.
"""

from collections.abc import Iterator
from datetime import datetime

from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.calendar import end_of_day, local_day, start_of_day
from throughcare.rulebook.deadlines import DEADLINES, is_within
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    AttendanceRecorded,
    FollowUp,
    FollowUpDecided,
    Outcome,
    Purpose,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import (
    AssessmentRequired,
    ForLaboratory,
    LaboratoryReturned,
    SentToLaboratory,
)
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import History
from throughcare.rulebook.owing import Due, Obligation, earliest, owed, soonest
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.required_assessment import due_of_initial
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    assessments,
    death,
    end_of_requirement,
    episode_of,
    requirement_of,
    terms,
    test_of,
)
from throughcare.rulebook.standing import Duty, Given

ATTENDANCE = DataClass.ATTENDANCE

RECORD_ATTENDANCE = Obligation(
    kind="record_attendance", action="Record whether the person came and stayed", by=Role.CJIT_CASE_MANAGER,
    deadline="same_day", point="IE2", data=ATTENDANCE, cites=("HB 4.1.2", "HB 3.2"), requirements=("H-50",),
)  # fmt: skip

OBLIGATIONS = (RECORD_ATTENDANCE,)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Every appointment gets an outcome."""
    for booked in h.every(AppointmentMade):
        yield _record(h, booked, given)


def _record(h: History, booked: Appointment, given: Given) -> Duty:
    now, was = terms(h, booked), h.first_version(booked)
    due, first = end_of_day(local_day(now.starts_at)), end_of_day(local_day(was.fact.starts_at))
    requirement = requirement_of(h, booked)
    return owed(
        RECORD_ATTENDANCE, because=booked, owner=now.team, given=given, episode=episode_of(h, requirement),
        due=Due(at=due, counted_from=now.starts_at, first=first, moved_by=now.by.id if due != first else None),
        met=earliest(h.first_naming(booked, AttendanceRecorded), h.first_naming(booked, Assessed)),
        withdrawn=soonest(
            end_of_requirement(h, requirement) if requirement else None, death(h), withdrawal(h, booked)
        ),
    )  # fmt: skip


@refuses(AppointmentMade, AppointmentMoved, cites=("HB 4.6.1 ii",), requirements=("H-151",))
def an_appointment_lies_ahead(case: Case) -> Refused | None:
    """An appointment is made for a time to come."""
    if case.fact.starts_at >= case.happened_at:
        return None
    return Refused(
        sentence=f"The appointment, {local_day(case.fact.starts_at):%-d %B %Y}, lies before the time it was made.",
        instead="Check the day. Someone seen at once is recorded with an appointment at that time.",
    )


@refuses(
    AppointmentMade,
    AppointmentMoved,
    cites=("HB 4.6.1 ii", "INT 3.5.5"),
    requirements=("H-151", "N-18", "N-23"),
)
def appointments_are_with_a_cjit(case: Case) -> Refused | None:
    """Assessments are carried out by a CJIT."""
    team = case.given.teams.get(case.fact.team)
    if team is not None and team.kind is OrganisationKind.CJIT:
        return None
    return Refused(
        sentence="Assessments are carried out by a CJIT; the team chosen is not one.",
        instead="Choose the CJIT where the person lives.",
    )


@refuses(AppointmentMade, cites=("HB 4.6.1", "HB 4.8"), requirements=("H-149", "H-165"))
def a_required_appointment_rests_on_a_requirement(case: Case) -> Refused | None:
    """An initial or follow-up appointment belongs to a requirement that still holds."""
    if case.fact.purpose is Purpose.VOLUNTARY:
        return None
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    over = end_of_requirement(case.then, requirement) if requirement else None
    if requirement is not None and (over is None or over.happened_at > case.happened_at):
        return None
    return Refused(
        sentence=f"An {case.fact.purpose} needs a requirement that still applies."
        if case.fact.purpose is Purpose.INITIAL
        else "A follow-up assessment needs a requirement that still applies.",
        instead="Record the requirement first, or book an appointment by choice.",
        because=over,
    )


@refuses(AppointmentMade, cites=("HB 4.7.1", "HB 4.7.2"), requirements=("H-165", "H-171"))
def a_follow_up_is_booked_when_needed(case: Case) -> Refused | None:
    """The follow-up is booked after the worker has decided that it is needed."""
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    if case.fact.purpose is not Purpose.FOLLOW_UP or requirement is None:
        return None
    for assessed in assessments(case.then, requirement, Purpose.INITIAL):
        decided = case.then.first_naming(assessed, FollowUpDecided)
        if decided is not None and decided.fact.decision is FollowUp.NEEDED:
            return None
    return Refused(
        sentence="Nobody has decided yet that a follow-up is needed.",
        instead="Record the initial assessment and the decision on the follow-up first.",
    )


@refuses(AppointmentMade, AppointmentMoved, cites=("ICE 2.8",), requirements=("I-25",), readings=("R9",))
def not_before_the_laboratory(case: Case) -> Refused | None:
    """Disputed, medication or quality sample, and not seen at once: not before the fifth working day after dispatch."""
    booked = _booking(case)
    requirement = case.history.get(booked.requirement, AssessmentRequired) if booked else None
    if booked is None or booked.purpose is not Purpose.INITIAL or requirement is None:
        return None
    test, earliest_start = test_of(case.then, requirement), after_the_laboratory(case.then, requirement, case.given)
    if earliest_start is None or local_day(case.fact.starts_at) == local_day(case.happened_at):
        return None
    if case.fact.starts_at >= earliest_start:
        return None
    return Refused(
        sentence="The sample goes to the laboratory and the person is not seen at once, so the assessment is set "
        f"for {local_day(earliest_start):%-d %B %Y} or later.",
        instead="Offer to be seen now, or choose a later place.",
        because=test,
    )


def after_the_laboratory(h: History, requirement: Requirement, given: Given) -> datetime | None:
    """From when someone who is not seen at once is seen, while the sample is at the laboratory (R9)."""
    test = test_of(h, requirement)
    if test is None or test.fact.laboratory is ForLaboratory.NO or h.naming(test, LaboratoryReturned):
        return None
    sent = h.first_naming(test, SentToLaboratory)
    return _fifth_day(sent.happened_at if sent else test.happened_at, given)


def _fifth_day(dispatched: datetime, given: Given) -> datetime:
    limit = DEADLINES["not_before_laboratory"].limit_on(local_day(dispatched))
    return start_of_day(given.calendar.working_day_after(local_day(dispatched), limit.amount))


@refuses(
    AppointmentMade,
    AppointmentMoved,
    cites=("HB 4.1.1", "SPOC 4 b5"),
    requirements=("H-72", "H-73", "S-28"),
    readings=("R1", "R2"),
)
def a_late_place_needs_a_reason(case: Case) -> Refused | None:
    """A place after the limit can be chosen, or moved to, with a reason."""
    booked = _booking(case)
    requirement = case.history.get(booked.requirement, AssessmentRequired) if booked else None
    if booked is None or booked.purpose is not Purpose.INITIAL or requirement is None:
        return None
    limit = due_of_initial(case.then, requirement, case.given).at
    if is_within(case.fact.starts_at, limit) or case.fact.late_because.strip():
        return None
    return Refused(
        sentence=f"This place is after the limit ({local_day(limit):%-d %B %Y}).",
        instead="Choose an earlier place, or say why a later one was chosen.",
        because=requirement,
    )


def _booking(case: Case) -> AppointmentMade | None:
    """The appointment made, or the one that is moved."""
    if isinstance(case.fact, AppointmentMade):
        return case.fact
    moved = case.history.get(case.fact.appointment, AppointmentMade)
    return moved.fact if moved else None


@refuses(AppointmentMoved, AppointmentWithdrawn, cites=("HB 4.6.1",), requirements=("H-50",))
def what_is_over_is_not_moved(case: Case) -> Refused | None:
    """Once it was attended, missed or withdrawn, a new time is a new appointment, with a notice of its own."""
    came = case.then.first_naming(case.fact.appointment, AttendanceRecorded)
    withdrawn = case.then.first_naming(case.fact.appointment, AppointmentWithdrawn)
    if came is not None:
        sentence = "Whether the person came to this appointment is recorded already, so it cannot be changed."
    elif withdrawn is not None and isinstance(case.fact, AppointmentMoved):
        sentence = "This appointment was withdrawn, so it cannot be moved."
    else:
        return None
    return Refused(sentence=sentence, instead="Book a new appointment.", because=came or withdrawn)


@refuses(AttendanceRecorded, Assessed, cites=("HB 3.2",), requirements=("H-50",))
def an_appointment_is_kept_on_its_day(case: Case) -> Refused | None:
    """Coming on an earlier day than any that was ever set is another meeting, not this appointment kept."""
    booked = case.history.get(case.fact.appointment, AppointmentMade)
    if booked is None:
        return None
    times = [booked.fact.starts_at, *(one.fact.starts_at for one in case.then.naming(booked, AppointmentMoved))]
    first = local_day(min(times))
    if local_day(case.happened_at) >= first:
        return None
    return Refused(
        sentence=f"This appointment is on {first:%-d %B %Y}; what happened before that day was not this appointment.",
        instead="Check the day. If the person came without an appointment, record that as seen without one.",
        because=booked,
    )


@refuses(AttendanceRecorded, cites=("HB 4.1.2",), requirements=("H-50",))
def no_absence_before_the_time(case: Case) -> Refused | None:
    """Nobody has missed an appointment before its time."""
    booked = case.history.get(case.fact.appointment, AppointmentMade)
    if booked is None or case.fact.outcome is Outcome.ATTENDED:
        return None
    now, withdrawn = terms(case.then, booked), withdrawal(case.then, booked)
    if withdrawn is not None:
        return Refused(
            sentence="This appointment was withdrawn, so it cannot have been missed.",
            instead="Book a new appointment.",
            because=withdrawn,
        )
    if case.happened_at >= now.starts_at:
        return None
    return Refused(
        sentence="The appointment has not begun, so it cannot have been missed.",
        instead="Record it after its time.",
        because=now.by,
    )
