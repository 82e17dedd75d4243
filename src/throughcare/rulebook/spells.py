"""Intervals and ties that several concepts read: custody, the requirement, the caseload, where the person lives."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    AttendanceRecorded,
    FailureReported,
    FollowUp,
    FollowUpDecided,
    Form,
    NoticePrepared,
    NoticeServed,
    Purpose,
)
from throughcare.rulebook.facts.casework import CarePlanRefused, DecidedNext, Died, TakenOnCaseload
from throughcare.rulebook.facts.closing import PlaceClosed
from throughcare.rulebook.facts.custody import (
    Arrested,
    AssessmentRequired,
    DrugTested,
    LaboratoryReturned,
    Released,
)
from throughcare.rulebook.facts.engagement import NotEngagingReported, PartnershipDecided, PartnershipDecision, Warned
from throughcare.rulebook.facts.identity import (
    DetailsGiven,
    Housing,
    RecordRestricted,
    ResidenceEstablished,
    RestrictionLifted,
)
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order, written
from throughcare.rulebook.remembering import belongs, read_once, remembered
from throughcare.rulebook.standing import Given

Requirement = Recorded[AssessmentRequired]
Appointment = Recorded[AppointmentMade]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When, where and with whom an appointment is; `by` is the entry that made it so."""

    starts_at: datetime
    place: str
    team: str
    by: AnyRecorded


def death(h: History) -> Recorded[Died] | None:
    return h.first(Died)


def release_of(h: History, arrest: AnyRecorded | UUID) -> Recorded[Released] | None:
    return h.first_naming(arrest, Released)


def arrest_of_test(h: History, test: Recorded[DrugTested]) -> Recorded[Arrested] | None:
    return h.origin(test.fact.arrest, Arrested)


@belongs
def test_of(h: History, requirement: Requirement) -> Recorded[DrugTested] | None:
    return h.origin(requirement.fact.test, DrugTested)


@belongs
def arrest_of(h: History, requirement: Requirement) -> Recorded[Arrested] | None:
    test = test_of(h, requirement)
    return arrest_of_test(h, test) if test else None


def episode_of(h: History, requirement: Requirement | None) -> UUID | None:
    """The root id of the arrest from which a requirement comes."""
    arrest = arrest_of(h, requirement) if requirement else None
    return arrest.root if arrest else None


@belongs
def requirement_of(h: History, entry: AnyRecorded) -> Requirement | None:
    """The requirement an appointment, assessment or notice belongs to; None on the voluntary route."""
    return h.origin(getattr(entry.fact, "requirement", None), AssessmentRequired)


def assessments(h: History, requirement: Requirement, purpose: Purpose) -> Sequence[Recorded[Assessed]]:
    return [entry for entry in h.naming(requirement, Assessed) if entry.fact.purpose is purpose]


def appointments(h: History, requirement: Requirement, purpose: Purpose) -> Sequence[Appointment]:
    return [entry for entry in h.naming(requirement, AppointmentMade) if entry.fact.purpose is purpose]


@remembered
def end_of_requirement(h: History, requirement: Requirement) -> AnyRecorded | None:
    """The entry with which a requirement ends: unconfirmed, excused, done, or the test was not positive after all."""
    ends: list[AnyRecorded | None] = [ceased(h, requirement)]
    for assessed in assessments(h, requirement, Purpose.INITIAL):
        decided = h.first_naming(assessed, FollowUpDecided)
        if decided is not None and decided.fact.decision is not FollowUp.NEEDED:
            ends.append(decided)
    ends += [done for done in assessments(h, requirement, Purpose.FOLLOW_UP) if done.fact.engaged]
    ends += decided_to_end(h, episode_of(h, requirement))
    found = [end for end in ends if end is not None]
    return min(found, key=lambda end: (end.counts_from, order(end))) if found else None


@remembered
def ceased(h: History, requirement: Requirement) -> AnyRecorded | None:
    """The entry with which a requirement stopped holding whatever the person did: unconfirmed, mended, or death."""
    mended = written(requirement.mended_by) if requirement.mended_by else None
    ends = (death(h), mended, *_ends_of_test(h, requirement))
    return min((end for end in ends if end is not None), key=order, default=None)


def decided_to_end(h: History, arrest: UUID | None) -> list[AnyRecorded]:
    """Decisions after which nothing more is asked under this arrest: by the team, or by the partnership (R16)."""
    ends: list[AnyRecorded] = [
        one for one in endings(h)
        if h.root(one.fact.arrest) in (None, arrest) and not _begun_after(h, arrest, one)
    ]  # fmt: skip
    return [*ends, *(one for one in _left_at_that(h) if episode_of(h, _requirement_weighed(h, one)) == arrest)]


@read_once
def endings(h: History) -> list[Recorded[DecidedNext]]:
    """The decisions by which a team ends its part."""
    return [one for one in h.all(DecidedNext) if one.fact.ends]


@read_once
def _left_at_that(h: History) -> list[Recorded[PartnershipDecided]]:
    return [one for one in h.all(PartnershipDecided) if one.fact.decision is PartnershipDecision.NO_FURTHER_ACTION]


@belongs
def _requirement_weighed(h: History, decided: Recorded[PartnershipDecided]) -> Requirement | None:
    return requirement_reported(h, decided.fact.report)


def decided_by_choice(h: History) -> list[AnyRecorded]:
    """The partnership's decisions to leave it at that for someone who was seen by choice (R16)."""
    return [one for one in _left_at_that(h) if _requirement_weighed(h, one) is None]


def _begun_after(h: History, arrest: UUID | None, decision: AnyRecorded) -> bool:
    begun = h.origin(arrest, Arrested)
    return begun is not None and order(begun) > order(decision)


def requirement_reported(h: History, report: UUID) -> Requirement | None:
    """The requirement behind a report of failing to attend, or of not engaging."""
    failure = h.origin(report, FailureReported)
    if failure is not None:
        came = h.origin(failure.fact.attendance, AttendanceRecorded)
        booked = h.origin(came.fact.appointment, AppointmentMade) if came else None
        return requirement_of(h, booked) if booked else None
    told = h.origin(report, NotEngagingReported)
    warned = h.origin(told.fact.warning, Warned) if told else None
    return requirement_warned(h, warned) if warned else None


def requirement_warned(h: History, warned: Recorded[Warned]) -> Requirement | None:
    """The requirement behind a warning: that of the assessment, or of the plan refused after it; None by choice."""
    refused = h.origin(warned.fact.about, CarePlanRefused)
    assessed = h.origin(refused.fact.assessment if refused else warned.fact.about, Assessed)
    return requirement_of(h, assessed) if assessed else None


def _ends_of_test(h: History, requirement: Requirement) -> list[AnyRecorded | None]:
    test = test_of(h, requirement)
    if test is None:
        return []
    if not test.fact.positive:
        ended: AnyRecorded | None = replace(test, happened_at=test.counts_from)
    else:
        ended = written(test.mended_by) if test.mended_by is not None else None
    if test.mended_by is not None:
        return [ended]
    return [ended, *(answer for answer in h.naming(test, LaboratoryReturned) if not answer.fact.confirmed)]


def terms(h: History, appointment: Appointment) -> Terms:
    """As last moved, whether or not the person was told."""
    moved = h.naming(appointment, AppointmentMoved)
    latest: Recorded[AppointmentMade] | Recorded[AppointmentMoved] = moved[-1] if moved else appointment
    return Terms(starts_at=latest.fact.starts_at, place=latest.fact.place, team=latest.fact.team, by=latest)


def served_form(h: History, requirement: Requirement, form: Form) -> Recorded[NoticeServed] | None:
    """The first time this form was given under a requirement."""
    given = [
        one
        for notice in h.naming(requirement, NoticePrepared)
        if notice.fact.form is form
        for one in h.naming(notice, NoticeServed)
    ]
    return min(given, key=order) if given else None


def attendance(h: History, appointment: Appointment) -> Recorded[AttendanceRecorded] | None:
    return h.first_naming(appointment, AttendanceRecorded)


def residence(h: History) -> Recorded[ResidenceEstablished] | None:
    return h.last(ResidenceEstablished)


def home_area(h: History) -> str:
    """The area of residence; empty where none is known, and then the area of arrest stands in."""
    lives = residence(h)
    return lives.fact.area if lives and lives.fact.housing is Housing.ADDRESS else ""


def lives_elsewhere(h: History, team: str, given: Given) -> bool:
    """Whether the person lives outside the area of this suite or team."""
    area = home_area(h)
    return bool(area) and area != given.area_of(team)


def home_team(h: History, team: str, given: Given) -> str:
    """The CJIT of residence; of the suite's own area where no residence is known (no fixed abode)."""
    area = home_area(h) or given.area_of(team)
    return given.cjit_of.get(area, given.cjit_of.get(given.area_of(team), team))


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseload:
    """One spell on a team's caseload."""

    entry: Recorded[TakenOnCaseload]
    end: AnyRecorded | None


@remembered
def caseload_end(h: History, entry: Recorded[TakenOnCaseload]) -> AnyRecorded | None:
    """A closure (Com 5b, 5c), death, or a decision that ends this team's part.

    A decision about an arrest that came after the admission leaves the caseload alone (R14).
    """
    after: list[AnyRecorded] = [
        one for one in endings(h)
        if one.team == entry.team and order(one) > order(entry) and not _about_later(h, one, entry)
    ]  # fmt: skip
    after += [one for one in h.naming(entry, PlaceClosed) if order(one) > order(entry)]
    after += [one for one in (death(h),) if one is not None]
    return min(after, key=order) if after else None


def place_over(h: History, entry: Recorded[TakenOnCaseload]) -> AnyRecorded | None:
    """What ends the place, or the mending of the entry that gave it."""
    return entry.mended_by or caseload_end(h, entry)


def _about_later(h: History, decision: Recorded[DecidedNext], entry: AnyRecorded) -> bool:
    about = h.origin(decision.fact.arrest, Arrested)
    return about is not None and order(about) > order(entry)


def caseload_at(h: History, moment: datetime) -> Recorded[TakenOnCaseload] | None:
    """The caseload spell this instant falls in."""
    for entry in h.all(TakenOnCaseload):
        end = caseload_end(h, entry)
        if entry.happened_at <= moment and (end is None or end.happened_at > moment):
            return entry
    return None


def is_restricted(h: History) -> bool:
    """Whether a restriction stands that nobody has lifted."""
    return any(h.first_naming(one, RestrictionLifted) is None for one in h.all(RecordRestricted))


def age_at(h: History, moment: datetime) -> int | None:
    """Whole years on the local day; None where no date of birth is known."""
    details = h.last(DetailsGiven)
    if details is None:
        return None
    born, day = details.fact.born_on, local_day(moment)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
