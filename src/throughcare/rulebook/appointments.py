"""Appointments, attendance, good cause, and the report of a failure to attend and remain.

Handbook 4.1.2, 4.6.1, 4.7; readings R9, R21, R35. On the voluntary route nothing is enforced (4.8).
"""

from collections.abc import Iterator
from datetime import datetime

from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.calendar import end_of_day, local_day, start_of_day
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    AttendanceRecorded,
    FailureReported,
    FollowUp,
    FollowUpDecided,
    GoodCauseJudged,
    Outcome,
    PartnershipDecided,
    Purpose,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import (
    AssessmentRequired,
    DrugTested,
    ForLaboratory,
    LaboratoryReturned,
    SentToLaboratory,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Due, Obligation, earliest, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.required_assessment import due_of_initial, is_enforceable
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    assessments,
    death,
    end_of_requirement,
    episode_of,
    requirement_of,
    served,
    terms,
    test_of,
)
from throughcare.rulebook.standing import Duty, Given

ATTENDANCE = DataClass.ATTENDANCE

RECORD_ATTENDANCE = Obligation(
    kind="record_attendance", action="Record whether the person came and stayed", by=Role.CJIT_CASE_MANAGER,
    deadline="same_day", point="IE2", data=ATTENDANCE, cites=("HB 4.1.2", "HB 3.2"), requirements=("H-50",),
)  # fmt: skip
JUDGE_CAUSE = Obligation(
    kind="judge_good_cause", action="Reach the person, ask why, and judge whether there was good cause",
    by=Role.CJIT_CASE_MANAGER, deadline="next_working_day", point="IE2", data=ATTENDANCE, cites=("HB 4.1.2",),
    readings=("R21",),
)  # fmt: skip
REPORT = Obligation(
    kind="report_failure", action="Report the failure to attend and remain to police", by=Role.CJIT_CASE_MANAGER,
    deadline="report_failure", point="IE2", data=ATTENDANCE, cites=("HB 4.1.2",), readings=("R21", "R35"),
)  # fmt: skip
BOOK_AGAIN = Obligation(
    kind="book_again", action="Arrange a new time: there was good cause, or no valid notice", by=Role.CJIT_CASE_MANAGER,
    deadline="next_working_day", point="IE2", data=ATTENDANCE, cites=("HB 4.6.1",), readings=("R21", "R35"),
)  # fmt: skip
PARTNERS_DECIDE = Obligation(
    kind="partnership_decides", action="Weigh the risk of not engaging and decide what to do",
    by=Role.PARTNERSHIP_MANAGER, deadline="partnership_decision", point="IE3", data=ATTENDANCE,
    cites=("HB 4.7.1", "HB 4.7.2"), requirements=("H-173",), readings=("R21",),
)  # fmt: skip

OBLIGATIONS = (RECORD_ATTENDANCE, JUDGE_CAUSE, REPORT, BOOK_AGAIN, PARTNERS_DECIDE)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Every appointment gets an outcome, every failure a judgement before a report."""
    for booked in h.every(AppointmentMade):
        yield _record(h, booked, given)
    for came in h.every(AttendanceRecorded):
        yield from _judge(h, came, given)
    for judged in h.every(GoodCauseJudged):
        yield from _after_judgement(h, judged, given)
    for report in h.every(FailureReported):
        yield owed(
            PARTNERS_DECIDE, because=report, owner=report.team, given=given, episode=_episode(h, report),
            due=within(PARTNERS_DECIDE, report.happened_at, given), met=h.first_naming(report, PartnershipDecided),
            withdrawn=death(h),
        )  # fmt: skip


def _record(h: History, booked: Appointment, given: Given) -> Duty:
    now, was = terms(h, booked), h.first_version(booked)
    due, first = end_of_day(local_day(now.starts_at)), end_of_day(local_day(was.fact.starts_at))
    requirement = requirement_of(h, booked)
    return owed(
        RECORD_ATTENDANCE, because=booked, owner=now.team, given=given, episode=episode_of(h, requirement),
        due=Due(at=due, counted_from=now.starts_at, first=first, moved_by=now.by.id if due != first else None),
        met=earliest(h.first_naming(booked, AttendanceRecorded), h.first_naming(booked, Assessed)),
        withdrawn=soonest(end_of_requirement(h, requirement) if requirement else None, death(h)),
    )  # fmt: skip


def _judge(h: History, came: Recorded[AttendanceRecorded], given: Given) -> Iterator[Duty]:
    booked = h.origin(came.fact.appointment, AppointmentMade)
    requirement = requirement_of(h, booked) if booked else None
    if came.fact.outcome is Outcome.ATTENDED or requirement is None:
        return
    yield owed(
        JUDGE_CAUSE, because=came, owner=came.team, due=within(JUDGE_CAUSE, came.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=h.first_naming(came, GoodCauseJudged),
        withdrawn=end_of_requirement(h, requirement),
    )  # fmt: skip


def _after_judgement(h: History, judged: Recorded[GoodCauseJudged], given: Given) -> Iterator[Duty]:
    came = h.origin(judged.fact.attendance, AttendanceRecorded)
    booked = h.origin(came.fact.appointment, AppointmentMade) if came else None
    requirement = requirement_of(h, booked) if booked else None
    if booked is None or requirement is None:
        return
    again, over = _arranged_again(h, booked, judged), end_of_requirement(h, requirement)
    to_report = not judged.fact.accepted and _could_be_reported(h.at(judged.happened_at), booked, requirement)
    yield owed(
        REPORT, because=judged, owner=judged.team, due=within(REPORT, judged.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=h.first_naming(came, FailureReported),
        withdrawn=soonest(over, again, None if to_report else judged),
    )  # fmt: skip
    yield owed(
        BOOK_AGAIN, because=judged, owner=judged.team, due=within(BOOK_AGAIN, judged.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=again, withdrawn=soonest(over, judged if to_report else None),
    )  # fmt: skip


def _could_be_reported(h: History, booked: Appointment, requirement: Requirement) -> bool:
    """Only a time that was given in writing, under a requirement that carries a penalty (R35, invariant 4)."""
    paper = served(h, booked)
    in_writing = paper is not None and paper[0].fact.starts_at == terms(h, booked).starts_at
    return in_writing and is_enforceable(h, requirement)


def _arranged_again(h: History, booked: Appointment, since: AnyRecorded) -> AnyRecorded | None:
    """The next time set for the same purpose under the same requirement."""
    made = [
        a
        for a in h.naming(booked.fact.requirement, AppointmentMade)
        if a.fact.purpose is booked.fact.purpose and order(a) > order(since)
    ]
    moved = [m for m in h.naming(booked, AppointmentMoved) if order(m) > order(since)]
    return earliest(*made, *moved)


def _episode(h: History, report: Recorded[FailureReported]):  # type: ignore[no-untyped-def]
    came = h.origin(report.fact.attendance, AttendanceRecorded)
    booked = h.origin(came.fact.appointment, AppointmentMade) if came else None
    return episode_of(h, requirement_of(h, booked)) if booked else None


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


@refuses(AppointmentMade, cites=("ICE 2.8",), requirements=("I-25",), readings=("R9",))
def not_before_the_laboratory(case: Case) -> Refused | None:
    """Disputed, medication or quality sample, and not seen at once: not before the fifth working day after dispatch."""
    test = _sample_at_laboratory(case)
    if test is None or local_day(case.fact.starts_at) == local_day(case.happened_at):
        return None
    sent = case.then.first_naming(test, SentToLaboratory)
    earliest_start = _fifth_day(sent.happened_at if sent else test.happened_at, case.given)
    if case.fact.starts_at >= earliest_start:
        return None
    return Refused(
        sentence="The sample goes to the laboratory and the person is not seen at once, so the assessment is set "
        f"for {local_day(earliest_start):%-d %B %Y} or later.",
        instead="Offer to be seen now, or choose a later place.",
        because=test,
    )


def _sample_at_laboratory(case: Case) -> Recorded[DrugTested] | None:
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    test = test_of(case.then, requirement) if requirement else None
    if case.fact.purpose is not Purpose.INITIAL or test is None or test.fact.laboratory is ForLaboratory.NO:
        return None
    return None if case.then.naming(test, LaboratoryReturned) else test


def _fifth_day(dispatched: datetime, given: Given) -> datetime:
    limit = DEADLINES["not_before_laboratory"].limit_on(local_day(dispatched))
    return start_of_day(given.calendar.working_day_after(local_day(dispatched), limit.amount))


@refuses(AppointmentMade, cites=("HB 4.1.1",), requirements=("H-72", "H-73"), readings=("R1", "R2"))
def a_late_place_needs_a_reason(case: Case) -> Refused | None:
    """A place after the limit can be chosen, with a reason."""
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    if case.fact.purpose is not Purpose.INITIAL or requirement is None or case.fact.late_because.strip():
        return None
    limit = due_of_initial(case.then, requirement, case.given).at
    if case.fact.starts_at < limit:
        return None
    return Refused(
        sentence=f"This place is after the limit ({local_day(limit):%-d %B %Y}).",
        instead="Choose an earlier place, or say why a later one was chosen.",
        because=requirement,
    )


@refuses(AppointmentMoved, cites=("HB 4.6.1",), requirements=("H-50",))
def what_is_over_is_not_moved(case: Case) -> Refused | None:
    """Once attendance is recorded, a new time is a new appointment, with its own notice and its own attendance."""
    came = case.then.first_naming(case.fact.appointment, AttendanceRecorded)
    if came is None:
        return None
    return Refused(
        sentence="Whether the person came to this appointment is recorded already, so it cannot be moved.",
        instead="Book a new appointment.",
        because=came,
    )


@refuses(AttendanceRecorded, cites=("HB 4.1.2",), requirements=("H-50",))
def no_absence_before_the_time(case: Case) -> Refused | None:
    """Nobody has missed an appointment before its time."""
    booked = case.history.get(case.fact.appointment, AppointmentMade)
    if booked is None or case.fact.outcome is Outcome.ATTENDED:
        return None
    now = terms(case.then, booked)
    if case.happened_at >= now.starts_at:
        return None
    return Refused(
        sentence="The appointment has not begun, so it cannot have been missed.",
        instead="Record it after its time.",
        because=now.by,
    )


@refuses(FailureReported, cites=("HB 4.1.2", "HB 4.8"), readings=("R35",))
def only_a_failure_under_a_requirement_is_reported(case: Case) -> Refused | None:
    """Only failing to attend and remain at a statutory appointment, under a requirement that holds, is reported."""
    came, booked, requirement = _chain(case)
    if came is None or booked is None:
        return None
    holds = requirement is not None and _holds(case, requirement)
    if came.fact.outcome is not Outcome.ATTENDED and holds:
        return None
    return Refused(
        sentence="There is no failure to report: the person came and stayed, or no enforceable requirement applies.",
        instead="Not engaging is warned about and put to the partnership; it is not a failure to attend.",
        because=came,
    )


@refuses(FailureReported, cites=("HB 4.6.1 v", "HB 4.7.2"), readings=("R35",))
def no_report_without_a_served_notice(case: Case) -> Refused | None:
    """The time that counts is that of the last served notice; without one no failure can be reported."""
    _, booked, requirement = _chain(case)
    if booked is None or requirement is None:
        return None
    paper, now = served(case.then, booked), terms(case.then, booked)
    if paper is not None and paper[0].fact.starts_at == now.starts_at:
        return None
    return Refused(
        sentence="The person was not given this time in writing, so not coming cannot be reported.",
        instead="Arrange a new time and give the notice.",
        because=now.by,
    )


@refuses(FailureReported, cites=("HB 4.1.2",), readings=("R21",))
def effort_before_a_report(case: Case) -> Refused | None:
    """Every effort is made first, and good cause is asked about."""
    came = case.history.get(case.fact.attendance, AttendanceRecorded)
    judged = case.then.first_naming(came, GoodCauseJudged) if came else None
    if came is None or (judged is not None and not judged.fact.accepted):
        return None
    return Refused(
        sentence="Good cause was accepted." if judged else "Nobody has yet asked why, and recorded the effort made.",
        instead="Arrange a new time."
        if judged
        else "Try to reach the person, then record the effort and your judgement.",
        because=judged or came,
    )


def _chain(case: Case):  # type: ignore[no-untyped-def]
    came = case.history.get(case.fact.attendance, AttendanceRecorded)
    booked = case.history.get(came.fact.appointment, AppointmentMade) if came else None
    requirement = case.history.get(booked.fact.requirement, AssessmentRequired) if booked else None
    return came, booked, requirement


def _holds(case: Case, requirement: Recorded[AssessmentRequired]) -> bool:
    over = end_of_requirement(case.then, requirement)
    return is_enforceable(case.then, requirement) and (over is None or over.happened_at > case.happened_at)
