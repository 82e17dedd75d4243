"""IE2 and IE3: the assessment, and the decision on a follow-up.

Handbook 4.1.2, 4.1.3, 4.7.1, 4.7.2; readings R3, R29, R34.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import (
    Assessed,
    AttendanceRecorded,
    FailureReported,
    FollowUp,
    FollowUpDecided,
    ProbationTold,
    Purpose,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import CarePlanAgreed, ReferredToTeam
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.notices import requirement_of_decision
from throughcare.rulebook.owing import Due, Obligation, earliest, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    appointments,
    assessments,
    caseload_at,
    ceased,
    death,
    end_of_requirement,
    episode_of,
    requirement_of,
    terms,
)
from throughcare.rulebook.standing import Duty, Given

ATTENDANCE, CONTENT = DataClass.ATTENDANCE, DataClass.ASSESSMENT

COMPLETE = Obligation(
    kind="complete_minimum", action="Cover what the assessment must at least contain", by=Role.CJIT_CUSTODY_WORKER,
    deadline="same_day", point="IE2", data=CONTENT, cites=("HB 4.1.2", "HB 4.7.1"),
    requirements=("H-85", "H-86", "H-87", "H-88", "H-89", "H-90", "H-91", "H-92", "H-93", "H-94", "H-95"),
)  # fmt: skip
DECIDE = Obligation(
    kind="decide_follow_up", action="Decide whether a follow-up is needed, before the assessment closes",
    by=Role.CJIT_CUSTODY_WORKER, deadline="same_day", point="IE3", data=ATTENDANCE, cites=("HB 4.7.1", "HB 4.7.2"),
    requirements=("H-165", "H-171"),
)  # fmt: skip
BOOK_FOLLOW_UP = Obligation(
    kind="book_follow_up", action="Book the follow-up assessment", by=Role.CJIT_CUSTODY_WORKER, deadline="same_day",
    point="IE3", data=ATTENDANCE, cites=("HB 4.7.1", "HB 4.7.2"), requirements=("H-165", "H-168"),
)  # fmt: skip
HOLD_FOLLOW_UP = Obligation(
    kind="hold_follow_up", action="Hold the follow-up assessment and agree a care plan", by=Role.CJIT_CASE_MANAGER,
    deadline="follow_up", point="Com1", data=ATTENDANCE, cites=("HB 4.1.3", "HB 4.7.2"),
    requirements=("H-101", "H-102", "H-168", "H-174", "H-175"), readings=("R3", "R29"),
    if_missed="It shows as overdue and on the manager's page. Not attending is asked about first; "
    "only then can a report be made.",
)  # fmt: skip
TELL_PROBATION = Obligation(
    survives=True, kind="tell_probation", action="Tell Probation the outcome, with written consent",
    by=Role.CJIT_CUSTODY_WORKER,
    deadline="next_working_day", point="IE3", data=ATTENDANCE, cites=("HB 4.7.1",), requirements=("H-169",),
    readings=("R34",),
)  # fmt: skip

OBLIGATIONS = (COMPLETE, DECIDE, BOOK_FOLLOW_UP, HOLD_FOLLOW_UP, TELL_PROBATION)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """From an assessment to the decision, and from the decision to the meeting where a plan is agreed."""
    for assessed in h.every(Assessed):
        yield from _of_assessment(h, assessed, given)
    for decided in h.every(FollowUpDecided):
        yield from _of_decision(h, decided, given)


def _of_assessment(h: History, assessed: Recorded[Assessed], given: Given) -> Iterator[Duty]:
    requirement = requirement_of(h, assessed)
    episode, over = episode_of(h, requirement), end_of_requirement(h, requirement) if requirement else death(h)
    if assessed.fact.engaged and assessed.fact.missing:
        yield _complete(h, assessed, requirement, given)
    if assessed.fact.purpose is Purpose.INITIAL and requirement is not None:
        sittings = (assessed, *assessments(h, requirement, Purpose.INITIAL))
        decided = earliest(*(h.first_naming(sitting, FollowUpDecided) for sitting in sittings))
        yield owed(
            DECIDE, because=assessed, owner=assessed.team, due=within(DECIDE, assessed.happened_at, given),
            given=given, episode=episode, met=decided, withdrawn=over,
        )  # fmt: skip


def _complete(h: History, assessed: Recorded[Assessed], requirement: Requirement | None, given: Given) -> Duty:
    """Owed by the worker, even where the person has done all that was required; not once it was covered before."""
    full = [
        a
        for a in assessments_under(h, h.root(assessed.fact.requirement))
        if a.fact.meets_minimum and a.root != assessed.root
    ]
    before = [a for a in full if requirement is not None and order(a) < order(assessed)]
    return owed(
        COMPLETE, because=assessed, owner=assessed.team, due=within(COMPLETE, assessed.happened_at, given),
        given=given, episode=episode_of(h, requirement), met=earliest(*(a for a in full if order(a) > order(assessed))),
        withdrawn=soonest(*before, ceased(h, requirement) if requirement else death(h)),
    )  # fmt: skip


def _of_decision(h: History, decided: Recorded[FollowUpDecided], given: Given) -> Iterator[Duty]:
    requirement = requirement_of_decision(h, decided)
    if requirement is None:
        return
    episode, over = episode_of(h, requirement), end_of_requirement(h, requirement)
    if decided.fact.decision is FollowUp.SUBJECT_TO_DRR and decided.fact.written_consent:
        yield owed(
            TELL_PROBATION, because=decided, owner=decided.team, given=given, episode=episode,
            due=within(TELL_PROBATION, decided.happened_at, given), met=h.first_naming(decided, ProbationTold),
            withdrawn=death(h),
        )  # fmt: skip
    if decided.fact.decision is not FollowUp.NEEDED:
        return
    booked = appointments(h, requirement, Purpose.FOLLOW_UP)
    referral = next(reversed(h.naming(requirement, ReferredToTeam)), None)
    planned = plan_under(h, requirement)
    held = next(iter(assessments(h, requirement, Purpose.FOLLOW_UP)), None)
    yield owed(
        BOOK_FOLLOW_UP, because=decided, owner=referral.fact.to_team if referral else decided.team,
        due=within(BOOK_FOLLOW_UP, decided.happened_at, given), given=given, episode=episode, met=earliest(*booked),
        withdrawn=soonest(over, held, planned),
    )  # fmt: skip
    yield owed(
        HOLD_FOLLOW_UP, because=decided, owner=_holder(h, decided, referral, booked), given=given, episode=episode,
        due=due_of_follow_up(h, decided, requirement, given), met=earliest(held, planned),
        withdrawn=soonest(over, _reported(h, requirement)),
    )  # fmt: skip


def _holder(
    h: History, decided: AnyRecorded, referral: Recorded[ReferredToTeam] | None, booked: Sequence[Appointment]
) -> str:
    """Whoever took it last: the team the person was referred to, or the one it was booked with (HB 4.7.5, R20)."""
    now = terms(h, booked[-1]) if booked else None
    if referral is not None and (now is None or order(referral) > order(now.by)):
        return referral.fact.to_team
    return now.team if now else decided.team


def due_of_follow_up(h: History, decided: Recorded[FollowUpDecided], requirement: Requirement, given: Given) -> Due:
    """R3: the day of the assessment that met the minimum is day 0; without one (R29), that of the initial one."""
    initial = h.origin(decided.fact.assessment, Assessed) or decided
    met = [a for a in assessments(h, requirement, Purpose.INITIAL) if a.fact.meets_minimum]
    counted = met[0] if met else initial
    at = HOLD_FOLLOW_UP.limit.due(counted.happened_at, given.calendar)
    first = HOLD_FOLLOW_UP.limit.due(h.first_version(initial).happened_at, given.calendar)
    return Due(at=at, counted_from=counted.happened_at, first=first, moved_by=counted.id if at != first else None)


def plan_under(h: History, requirement: Requirement) -> AnyRecorded | None:
    """The care plan agreed from an assessment under this requirement, and no other."""
    return earliest(*(h.first_naming(a, CarePlanAgreed) for a in h.naming(requirement, Assessed)))


def _reported(h: History, requirement: Requirement) -> AnyRecorded | None:
    booked = appointments(h, requirement, Purpose.FOLLOW_UP)
    came = [one for each in booked for one in h.naming(each, AttendanceRecorded)]
    return earliest(*(h.first_naming(one, FailureReported) for one in came))


def assessments_under(h: History, requirement: UUID | None) -> Sequence[Recorded[Assessed]]:
    """The assessments under this requirement; those by choice where there is none."""
    if requirement is not None:
        return h.naming(requirement, Assessed)
    return [a for a in h.all(Assessed) if h.root(a.fact.requirement) is None]


@refuses(FollowUpDecided, cites=("HB 4.7.1",), requirements=("H-166", "H-167", "H-170"))
def no_release_without_engagement(case: Case) -> Refused | None:
    """Someone who did not engage cannot be released from the follow-up, nor have a plan reviewed."""
    assessed = case.history.get(case.fact.assessment, Assessed)
    spared = case.fact.decision in {FollowUp.NO_FURTHER_INTERVENTION, FollowUp.ALREADY_ON_CASELOAD}
    if assessed is None or assessed.fact.engaged or not spared:
        return None
    return Refused(
        sentence="The person did not engage, so the worker cannot decide that no follow-up is needed.",
        instead="Arrange the follow-up, restate the duty and give the warning.",
        because=assessed,
    )


@refuses(FollowUpDecided, cites=("HB 4.1.2", "HB 4.7.1"), requirements=("H-85", "H-166"))
def no_release_on_part_of_an_assessment(case: Case) -> Refused | None:
    """That no further intervention is needed rests on an assessment that covered the minimum."""
    assessed = case.history.get(case.fact.assessment, Assessed)
    if assessed is None or case.fact.decision is not FollowUp.NO_FURTHER_INTERVENTION or not assessed.fact.missing:
        return None
    return Refused(
        sentence=f"The assessment does not yet cover {len(assessed.fact.missing)} of the things it must.",
        instead="Complete the assessment, or arrange the follow-up.",
        because=assessed,
    )


@refuses(FollowUpDecided, cites=("HB 4.7.1",), requirements=("H-170",))
def already_on_a_caseload(case: Case) -> Refused | None:
    """The third exception needs a place on a caseload."""
    if case.fact.decision is not FollowUp.ALREADY_ON_CASELOAD or caseload_at(case.then, case.happened_at):
        return None
    return Refused(
        sentence="The person is not on a caseload that we know of.",
        instead="Arrange the follow-up, or record the caseload first.",
    )


@refuses(FollowUpDecided, cites=("HB 4.7.1",), requirements=("H-169",), readings=("R34",))
def consent_is_asked_before_probation_is_told(case: Case) -> Refused | None:
    """Under a DRR the outcome goes to Probation with written consent, so consent is asked."""
    if case.fact.decision is not FollowUp.SUBJECT_TO_DRR or case.fact.written_consent is not None:
        return None
    return Refused(
        sentence="Under a Drug Rehabilitation Requirement the outcome goes to Probation with written consent.",
        instead="Ask, and record whether the person consents. A refusal is recorded and nothing is told.",
    )


@refuses(FollowUpDecided, cites=("HB 4.7.1",), requirements=("H-165",))
def the_decision_belongs_to_a_required_initial_assessment(case: Case) -> Refused | None:
    """A follow-up assessment is decided on at the initial assessment under a requirement."""
    assessed = case.history.get(case.fact.assessment, Assessed)
    if assessed is None or (assessed.fact.purpose is Purpose.INITIAL and assessed.fact.requirement is not None):
        return None
    return Refused(
        sentence="This was not an initial assessment under a requirement, so there is no follow-up to decide on.",
        instead="Agree a care plan, or arrange a further appointment by choice.",
        because=assessed,
    )


@refuses(Assessed, cites=("HB 4.1.1", "ICE 3.1"), requirements=("H-63", "H-83"))
def a_required_assessment_rests_on_a_requirement(case: Case) -> Refused | None:
    """An initial or follow-up assessment belongs to a requirement; anything else is by choice."""
    by_choice = case.fact.purpose is Purpose.VOLUNTARY
    if by_choice is (case.fact.requirement is None):
        return None
    return Refused(
        sentence="An appointment by choice is not under a requirement."
        if by_choice
        else "An initial or follow-up assessment belongs to a requirement after a positive test.",
        instead="Choose the other kind of assessment, or name the requirement.",
    )
