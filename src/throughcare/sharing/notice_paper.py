"""A notice as it was prepared, from the record: the same facts always give the same paper."""

from throughcare.access.opened import Opened
from throughcare.accounts.models import Membership
from throughcare.documents.approval import approval_of
from throughcare.documents.notice import CURRENT_WORDING, Appointment, Notice, Service
from throughcare.documents.notice_pdf import render_notice
from throughcare.organisations.models import Nation, Organisation
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    FollowUp,
    FollowUpDecided,
    Form,
    NoticePrepared,
    Purpose,
)
from throughcare.rulebook.facts.custody import AssessmentRequired, LaboratoryReturned
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import arrest_of, assessments, test_of

Prepared = Recorded[NoticePrepared]


def pdf(*, opened: Opened, prepared: Prepared, demonstration: bool) -> bytes:
    return render_notice(notice=notice(opened=opened, prepared=prepared, demonstration=demonstration))


def notice(*, opened: Opened, prepared: Prepared, demonstration: bool) -> Notice:
    """What is not on the record yet, how it was given, is left as a line to fill in by hand."""
    h, fact = opened.history.at(prepared.happened_at), prepared.fact
    requirement = h.origin(fact.requirement, AssessmentRequired)
    booked = h.origin(fact.appointment, AppointmentMade)
    by = Membership.objects.select_related("account", "organisation__parent", "organisation__area").get(pk=prepared.by)
    team = _team(prepared, booked, by)
    approval = approval_of(organisation=by.organisation, form=fact.form, on=local_day(prepared.happened_at))
    met = assessments(h, requirement, Purpose.INITIAL) if requirement else ()
    seen = met[-1] if met else None
    test = test_of(h, requirement) if requirement else None
    arrest = arrest_of(h, requirement) if requirement else None
    answered = h.first_naming(test, LaboratoryReturned) if test else None
    return Notice(
        form=fact.form, full_name=opened.person.full_name, from_organisation=by.organisation.name,
        given_at=prepared.happened_at, phone=team.phone or by.organisation.phone, opening_hours=team.opening_hours,
        service=Service(given_by=by.account.full_name, number=by.number), approved=approval is not None,
        demonstration=demonstration, wording_version=CURRENT_WORDING[fact.form], born_on=opened.person.born_on,
        custody_number=arrest.fact.custody_number if arrest else "",
        purpose=booked.fact.purpose if booked else Purpose.INITIAL,
        appointment=_appointment(prepared, team), instead_of=_instead_of(h, prepared, team),
        tested_at=test.happened_at if test else None,
        result_confirmed=answered is not None and answered.fact.confirmed,
        seen_on=local_day(seen.happened_at) if seen else None, because=_because(h, seen),
        law=approval.law if approval else "",
        in_wales=team.area is not None and team.area.nation == Nation.WALES,
    )  # fmt: skip


def _team(prepared: Prepared, booked: Recorded[AppointmentMade] | None, by: Membership) -> Organisation:
    """With whom the appointment was when this paper was prepared; without one, whoever prepared it."""
    return Organisation.objects.select_related("area").get(pk=booked.fact.team if booked else by.organisation_id)


def _appointment(prepared: Prepared, team: Organisation) -> Appointment | None:
    fact = prepared.fact
    if fact.starts_at is None:
        return None
    return Appointment(starts_at=fact.starts_at, place=fact.place, team_name=team.name)


def _instead_of(h: History, prepared: Prepared, team: Organisation) -> Appointment | None:
    """What an RA2 changes: the time on the paper before it, or the time first booked."""
    if prepared.fact.form is not Form.RA2:
        return None
    earlier = [one for one in h.naming(prepared.fact.appointment, NoticePrepared) if one.seq < prepared.seq]
    if earlier and earlier[-1].fact.starts_at is not None:
        return Appointment(starts_at=earlier[-1].fact.starts_at, place=earlier[-1].fact.place, team_name=team.name)
    booked = h.origin(prepared.fact.appointment, AppointmentMade)
    if booked is None:
        return None
    return Appointment(starts_at=booked.fact.starts_at, place=booked.fact.place, team_name=team.name)


def _because(h: History, seen: Recorded[Assessed] | None) -> FollowUp | None:
    """What was decided at the end of the assessment; RA5 gives it as the reason."""
    decided = h.first_naming(seen, FollowUpDecided) if seen else None
    return decided.fact.decision if decided else None
