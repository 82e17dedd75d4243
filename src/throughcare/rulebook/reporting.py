"""Good cause, the report of a failure to attend and remain, and what the partnership decides about it.

Handbook 4.1.2, 4.6.1, 4.7; readings R21, R35. On the voluntary route nothing is enforced (4.8).
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.arrangements import in_writing, withdrawal
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    AttendanceRecorded,
    FailureReported,
    GoodCauseJudged,
    Outcome,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import Arrested, AssessmentRequired
from throughcare.rulebook.facts.engagement import PartnershipDecided
from throughcare.rulebook.facts.missed import ContactTried, ReportOutcome
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.required_assessment import is_enforceable
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    death,
    end_of_requirement,
    episode_of,
    requirement_of,
    terms,
)
from throughcare.rulebook.standing import Duty, Given

ATTENDANCE = DataClass.ATTENDANCE

JUDGE_CAUSE = Obligation(
    kind="judge_good_cause", action="Reach the person, ask why, and judge whether there was good cause",
    by=Role.CJIT_CASE_MANAGER, deadline="next_working_day", point="IE2", data=ATTENDANCE, cites=("HB 4.1.2",),
    requirements=("H-99",), readings=("R21",),
)  # fmt: skip
REPORT = Obligation(
    kind="report_failure", action="Report the failure to attend and remain to police", by=Role.CJIT_CASE_MANAGER,
    deadline="report_failure", point="IE2", data=ATTENDANCE, cites=("HB 4.1.2",), requirements=("H-97",),
    readings=("R21", "R35"),
)  # fmt: skip
BOOK_AGAIN = Obligation(
    kind="book_again", action="Arrange a new time: good cause, no valid notice, or the time was withdrawn",
    by=Role.CJIT_CASE_MANAGER, deadline="next_working_day", point="IE2", data=ATTENDANCE,
    cites=("HB 4.6.1",), readings=("R21", "R35"),
)  # fmt: skip
PARTNERS_DECIDE = Obligation(
    kind="partnership_decides", action="Weigh the risk of not engaging and decide what to do",
    by=Role.PARTNERSHIP_MANAGER, deadline="partnership_decision", point="IE3", data=ATTENDANCE,
    cites=("HB 4.7.1", "HB 4.7.2"), requirements=("H-173",), readings=("R21",),
)  # fmt: skip
OUTCOME = Obligation(
    kind="record_report_outcome", action="Record what came of the reported failure", by=Role.CUSTODY_SERGEANT,
    deadline="report_outcome", point="IE2", data=ATTENDANCE, cites=("INT 4.5.1",), requirements=("N-45",),
    readings=("R21",), survives=True,
    if_missed="It shows as overdue on the suite's page of reports, and the team that reported sees that none came.",
)  # fmt: skip

OBLIGATIONS = (JUDGE_CAUSE, REPORT, BOOK_AGAIN, PARTNERS_DECIDE, OUTCOME)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Every failure gets a judgement before a report."""
    for came in h.every(AttendanceRecorded):
        yield from _judge(h, came, given)
    for judged in h.every(GoodCauseJudged):
        yield from _after_judgement(h, judged, given)
    for withdrawn in h.every(AppointmentWithdrawn):
        yield from _instead(h, withdrawn, given)
    for report in h.every(FailureReported):
        yield owed(
            PARTNERS_DECIDE, because=report, owner=report.team, given=given, episode=_episode(h, report),
            due=within(PARTNERS_DECIDE, report.happened_at, given), met=h.first_naming(report, PartnershipDecided),
            withdrawn=death(h),
        )  # fmt: skip
        yield _outcome(h, report, given)


def _outcome(h: History, report: Recorded[FailureReported], given: Given) -> Duty:
    """Owed by the suite that was told: that of the arrest. What was reported is answered, whatever became of the way.

    Where no arrest is left to find it by, nobody was told, and the team that reported keeps it.
    """
    arrest = h.origin(_episode(h, report), Arrested)
    return owed(
        OUTCOME, because=report, owner=arrest.team if arrest else report.team, given=given,
        episode=arrest.root if arrest else None, due=within(OUTCOME, report.happened_at, given),
        met=h.first_naming(report, ReportOutcome), withdrawn=death(h),
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


def _instead(h: History, withdrawn: Recorded[AppointmentWithdrawn], given: Given) -> Iterator[Duty]:
    """A required appointment is replaced, or the requirement ends."""
    booked = h.origin(withdrawn.fact.appointment, AppointmentMade)
    requirement = requirement_of(h, booked) if booked else None
    if booked is None or requirement is None:
        return
    due = within(BOOK_AGAIN, withdrawn.happened_at, given)
    yield owed(
        BOOK_AGAIN, because=withdrawn, owner=withdrawn.team, due=due, given=given, episode=episode_of(h, requirement),
        met=_arranged_again(h, booked, withdrawn), withdrawn=end_of_requirement(h, requirement),
    )  # fmt: skip


def _could_be_reported(h: History, booked: Appointment, requirement: Requirement) -> bool:
    """Only a time that was given in writing, under a requirement that carries a penalty (R35, invariant 4)."""
    return in_writing(h, booked) is not None and withdrawal(h, booked) is None and is_enforceable(h, requirement)


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


@refuses(FailureReported, cites=("HB 4.1.2", "HB 4.8"), requirements=("H-97",), readings=("R35",))
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
    withdrawn = withdrawal(case.then, booked)
    if withdrawn is None and in_writing(case.then, booked):
        return None
    return Refused(
        sentence="The person was not given this time and place in writing before it came, so not coming cannot be "
        "reported.",
        instead="Arrange a new time and give the notice.",
        because=withdrawn or terms(case.then, booked).by,
    )


@refuses(FailureReported, cites=("HB 4.1.2",), requirements=("H-99",), readings=("R21",))
def effort_before_a_report(case: Case) -> Refused | None:
    """Before anything is reported somebody has tried to reach the person."""
    came = case.history.get(case.fact.attendance, AttendanceRecorded)
    if came is None or case.then.naming(came, ContactTried):
        return None
    return Refused(
        sentence="Nobody has tried to reach the person yet, or the try is not written down.",
        instead="Try to reach the person, and record when, how and what answer came.",
        because=came,
    )


@refuses(FailureReported, cites=("HB 4.1.2",), requirements=("H-99",), readings=("R21",))
def good_cause_before_a_report(case: Case) -> Refused | None:
    """Good cause is asked about and judged first."""
    came = case.history.get(case.fact.attendance, AttendanceRecorded)
    judged = case.then.first_naming(came, GoodCauseJudged) if came else None
    if came is None or (judged is not None and not judged.fact.accepted):
        return None
    return Refused(
        sentence="Good cause was accepted." if judged else "Nobody has judged yet whether there was good cause.",
        instead="Arrange a new time." if judged else "Ask why, then record your judgement.",
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
