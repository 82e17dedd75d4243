"""IE1: the requirement, its written notice before release, and what a release without it means.

Handbook 4.6.1; readings R1, R2, R9, R14, R22, R29, R30.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from throughcare.rulebook.actors import Role
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import AppointmentMade, AttendanceRecorded, FailureReported, Form, Purpose
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import (
    AssessmentRequired,
    DrugTested,
    ForLaboratory,
    LaboratoryReturned,
    ReasonForNoNotice,
    Released,
    RequirementNotImposed,
)
from throughcare.rulebook.facts.identity import ResidenceEstablished
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Due, Obligation, earliest, owed, since, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.remembering import remembered
from throughcare.rulebook.spells import (
    Requirement,
    appointments,
    arrest_of,
    assessments,
    death,
    end_of_requirement,
    home_team,
    lives_elsewhere,
    release_of,
    served_form,
    terms,
    test_of,
)
from throughcare.rulebook.standing import Duty, Given

REQUIREMENT = DataClass.REQUIREMENT

BOOK = Obligation(
    kind="book_initial_assessment", action="Book the first assessment", by=Role.DETENTION_OFFICER,
    deadline="while_detained", point="IE1", data=REQUIREMENT,
    cites=("HB 4.6.1 ii", "HB 4.6.1 iii"), requirements=("H-151", "H-152"), readings=("R1", "R2"),
)  # fmt: skip
GIVE_RA1 = Obligation(
    kind="give_ra1", action="Give RA1 in writing, before release", by=Role.DETENTION_OFFICER,
    deadline="while_detained", point="IE1", data=REQUIREMENT,
    cites=("HB 4.6.1 v", "HB 4.6.1 vi", "HB 4.6.1 vii"), requirements=("H-153", "H-154", "H-155", "H-156", "H-157"),
    if_missed="Release is never delayed. Without RA1 the requirement cannot be enforced and the CJIT is told at once.",
)  # fmt: skip
HOLD_RESIDENT = Obligation(
    kind="hold_initial_assessment", action="Take the first assessment; decide on a follow-up before it closes",
    by=Role.CJIT_CUSTODY_WORKER, deadline="initial_assessment_resident", point="IE2", data=DataClass.ATTENDANCE,
    cites=("HB 4.1.1", "HB 4.7.1"), requirements=("H-83", "N-18"), readings=("R1", "R2", "R9", "R30"),
    if_missed="It shows as overdue. Not attending is asked about first; only then can a report be made.",
)  # fmt: skip
REASON = Obligation(
    survives=True, kind="reason_for_no_ra1", action="Inspector: record why RA1 was not given",
    by=Role.CUSTODY_INSPECTOR,
    deadline="next_working_day", point="IE1", data=REQUIREMENT, cites=("HB 4.6.1 v",), requirements=("H-154",),
)  # fmt: skip

OBLIGATIONS = (BOOK, GIVE_RA1, HOLD_RESIDENT, REASON)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """From the requirement to the first assessment, and the reason why RA1 was not given."""
    for requirement in h.every(AssessmentRequired):
        yield from _of_requirement(h, requirement, given)


def _of_requirement(h: History, requirement: Requirement, given: Given) -> Iterator[Duty]:
    arrest = arrest_of(h, requirement)
    released = release_of(h, arrest) if arrest else None
    episode, over = (arrest.root if arrest else None), end_of_requirement(h, requirement)
    start = arrest or requirement
    booked = next(iter(appointments(h, requirement, Purpose.INITIAL)), None)
    ra1 = served_form(h, requirement, Form.RA1)
    done = next(iter(assessments(h, requirement, Purpose.INITIAL)), None)
    yield owed(
        BOOK, because=requirement, owner=requirement.team, due=since(BOOK, h, start, given), given=given,
        episode=episode, met=earliest(booked, done), withdrawn=soonest(over, released),
    )  # fmt: skip
    yield owed(
        GIVE_RA1, because=requirement, owner=requirement.team, due=since(GIVE_RA1, h, start, given), given=given,
        episode=episode, met=ra1, withdrawn=soonest(over, released),
    )  # fmt: skip
    yield _hold(h, requirement, given, booked, done)
    for release in h.every_naming(arrest, Released) if arrest else ():
        yield _reason(h, requirement, release, given, ra1)


def _hold(
    h: History,
    requirement: Requirement,
    given: Given,
    booked: Recorded[AppointmentMade] | None,
    done: AnyRecorded | None,
) -> Duty:
    seen_by = done.team if done else home_team(h, requirement.team, given)
    owner = terms(h, booked).team if booked else seen_by
    arrest = arrest_of(h, requirement)
    return owed(
        HOLD_RESIDENT, because=requirement, owner=owner, due=due_of_initial(h, requirement, given), given=given,
        episode=arrest.root if arrest else None, met=done,
        withdrawn=soonest(end_of_requirement(h, requirement), _failed(h, requirement), _unenforceable(h, requirement)),
    )  # fmt: skip


def due_of_initial(h: History, requirement: Requirement, given: Given) -> Due:
    """R1 or R2 from release, provisionally from the test; after the laboratory's answer by R30.

    `first` rests on what was known at the requirement, as it was first written down; each later fact, up to
    the end, that moves the date is named (invariant 7).
    """
    began = requirement.happened_at
    due, mover = _initial(h.at(began), requirement, given), _last_mending(h, requirement)
    first = due if h.first_written is h else _initial(h.first_written.at(began), requirement, given)
    for entry in _may_move(h, requirement):
        later = _initial(h.at(entry.happened_at), requirement, given)
        due, mover = later, (entry if later.at != due.at else mover)
    return replace(due, first=first.at, moved_by=mover.id if mover and due.at != first.at else None)


def _initial(h: History, requirement: Requirement, given: Given) -> Due:
    """The date by what this history knows."""
    test, arrest = test_of(h, requirement), arrest_of(h, requirement)
    if test is not None and test.fact.laboratory is not ForLaboratory.NO:
        return _through_laboratory(h, test, given)
    start = (release_of(h, arrest) if arrest else None) or test or requirement
    at = _standard(lives_elsewhere(h, requirement.team, given), start.happened_at, given)
    return Due(at=at, counted_from=start.happened_at)


def _may_move(h: History, requirement: Requirement) -> list[AnyRecorded]:
    """Release, an address, the laboratory's answer: after the requirement and until its first assessment or end."""
    released, arrest = _unenforceable(h, requirement), arrest_of(h, requirement)
    ends = (*assessments(h, requirement, Purpose.INITIAL)[:1], end_of_requirement(h, requirement), released)
    last = earliest(*(end for end in ends if end and end.happened_at > requirement.happened_at))
    moves: list[AnyRecorded] = [
        *h.naming(arrest, Released), *h.all(ResidenceEstablished), *h.naming(requirement.fact.test, LaboratoryReturned)
    ]  # fmt: skip
    return sorted((one for one in moves if requirement.happened_at < one.happened_at <= _until(last, one)), key=order)


def _until(last: AnyRecorded | None, one: AnyRecorded) -> datetime:
    return last.happened_at if last else one.happened_at


def _last_mending(h: History, requirement: Requirement) -> AnyRecorded | None:
    """The latest mending of the test or of an address: only these can have moved what stood at the requirement."""
    test = h.root(requirement.fact.test)
    found = [one for one in h.mendings if one.root == test or h.origin(one.root, ResidenceEstablished)]
    return max(found, key=lambda one: one.recorded_at, default=None)


def _standard(elsewhere: bool, start: datetime, given: Given) -> datetime:
    name = "initial_assessment_elsewhere" if elsewhere else "initial_assessment_resident"
    return DEADLINES[name].due(start, given.calendar)


def _through_laboratory(h: History, test: Recorded[DrugTested], given: Given) -> Due:
    outer = DEADLINES["initial_assessment_outer"].due(test.happened_at, given.calendar)
    answer = h.first_naming(test, LaboratoryReturned)
    if answer is None:
        return Due(at=outer, counted_from=test.happened_at)
    at = DEADLINES["after_laboratory"].due(answer.happened_at, given.calendar)
    return Due(at=at, counted_from=answer.happened_at)


def _reason(
    h: History, requirement: Requirement, release: Recorded[Released], given: Given, ra1: AnyRecorded | None
) -> Duty:
    """Owed at each release; withdrawn by the RA1 that was given before it, or by what had ended the requirement."""
    arrest = arrest_of(h, requirement)
    over = end_of_requirement(h, requirement)
    in_time = ra1 if ra1 and ra1.happened_at <= release.happened_at else None
    return owed(
        REASON, because=release, also=(requirement,), owner=release.team, given=given,
        episode=arrest.root if arrest else None,
        due=within(REASON, release.happened_at, given), met=h.first_naming(release, ReasonForNoNotice),
        withdrawn=soonest(in_time, over if over and over.happened_at <= release.happened_at else death(h)),
    )  # fmt: skip


@remembered
def _unenforceable(h: History, requirement: Requirement) -> Recorded[Released] | None:
    """The release that left the requirement without a served RA1."""
    arrest = arrest_of(h, requirement)
    released = release_of(h, arrest) if arrest else None
    ra1 = served_form(h, requirement, Form.RA1)
    if released is None or (ra1 is not None and ra1.happened_at <= released.happened_at):
        return None
    return released


def is_enforceable(h: History, requirement: Requirement) -> bool:
    """False once the person was released without RA1: the requirement then carries no penalty."""
    return _unenforceable(h, requirement) is None


def _failed(h: History, requirement: Requirement) -> AnyRecorded | None:
    reports = [
        h.first_naming(came, FailureReported)
        for appointment in appointments(h, requirement, Purpose.INITIAL)
        for came in h.naming(appointment, AttendanceRecorded)
    ]
    return earliest(*reports)


@refuses(AssessmentRequired, RequirementNotImposed, cites=("HB 4.1.1", "HB 4.6.1"), requirements=("H-63", "N-41"))
def only_a_positive_test_requires(case: Case) -> Refused | None:
    """A requirement rests on a positive test that still counts."""
    test = case.history.get(case.fact.test, DrugTested)
    if test is None:
        return None
    refuted = next((answer for answer in case.then.naming(test, LaboratoryReturned) if not answer.fact.confirmed), None)
    if test.fact.positive and refuted is None:
        return None
    return Refused(
        sentence="Only a positive test leads to a required assessment; this one was not positive, or does not count.",
        instead="Offer a worker or an appointment by choice.",
        because=refuted or test,
    )


@refuses(AssessmentRequired, RequirementNotImposed, cites=("HB 4.6.1 i",), requirements=("H-149", "H-150"))
def required_or_not_required(case: Case) -> Refused | None:
    """The assessment is required, or an inspector decides that it is not; never both."""
    other = RequirementNotImposed if isinstance(case.fact, AssessmentRequired) else AssessmentRequired
    decided = next((entry for entry in case.history.naming(case.fact.test, other) if entry.root != case.root), None)
    if decided is None:
        return None
    return Refused(
        sentence="It was decided already whether an assessment is required after this test.",
        instead="If that decision was entered in error, correct or void it first.",
        because=decided,
    )


@refuses(AssessmentRequired, cites=("HB 4.6.1 v",), requirements=("H-149", "H-154"))
def required_before_release(case: Case) -> Refused | None:
    """The requirement is made, and given in writing, before the person leaves custody."""
    test = case.history.get(case.fact.test, DrugTested)
    released = release_of(case.then, test.fact.arrest) if test else None
    if released is None or released.happened_at >= case.happened_at:
        return None
    return Refused(
        sentence="The person had left custody; a requirement is made before release.",
        instead="Offer an appointment by choice. An inspector records why no assessment was required.",
        because=released,
    )


@refuses(AssessmentRequired, cites=("HB 4.6.1 v",), requirements=("H-153",))
def the_warning_goes_with_the_requirement(case: Case) -> Refused | None:
    """The person is warned that failing to attend and remain may be prosecuted."""
    if case.fact.warned:
        return None
    return Refused(
        sentence="A requirement goes with the warning that failing to attend and remain may be prosecuted.",
        instead="Give the warning, then record the requirement.",
    )
