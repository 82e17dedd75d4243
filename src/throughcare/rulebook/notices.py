"""Written notices: what must stand on RA1, RA2, RA4 and RA5 before they are given (invariant 4).

Handbook 4.6.1, 4.7.2, 4.7.4; reading R35.
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    Assessed,
    FollowUp,
    FollowUpDecided,
    Form,
    NoticeNotServed,
    NoticePrepared,
    NoticeServed,
    Purpose,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import (
    assessments,
    attendance,
    death,
    end_of_requirement,
    episode_of,
    requirement_of,
    served_form,
    terms,
)
from throughcare.rulebook.standing import Duty, Given

REQUIREMENT = DataClass.REQUIREMENT

GIVE_RA2 = Obligation(
    kind="give_ra2", action="Give RA2 with the new time", by=Role.CJIT_CASE_MANAGER, deadline="same_day", point="IE1",
    data=REQUIREMENT, cites=("HB 4.6.1",), readings=("R35",),
    if_missed="The old time was withdrawn and the new one was not served: a no-show cannot be reported.",
)  # fmt: skip
GIVE_RA4 = Obligation(
    kind="give_ra4", action="Give RA4 with the time of the follow-up", by=Role.CJIT_CUSTODY_WORKER, deadline="same_day",
    point="IE3", data=REQUIREMENT, cites=("HB 4.7.2", "HB 4.7.4"), requirements=("H-175",),
    if_missed="Without RA4 a no-show at the follow-up cannot be reported.",
)  # fmt: skip
GIVE_RA5 = Obligation(
    survives=True, kind="give_ra5", action="Give RA5: no follow-up is required", by=Role.CJIT_CUSTODY_WORKER,
    deadline="same_day",
    point="IE3", data=REQUIREMENT, cites=("HB 4.7.1",), requirements=("H-166", "H-169"),
)  # fmt: skip

OBLIGATIONS = (GIVE_RA2, GIVE_RA4, GIVE_RA5)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """A paper for every arrangement; a moved time for each move."""
    for moved in h.every(AppointmentMoved):
        yield from _ra2(h, moved, given)
    for booked in h.every(AppointmentMade):
        if booked.fact.purpose is Purpose.FOLLOW_UP and (requirement := requirement_of(h, booked)):
            yield owed(
                GIVE_RA4, because=booked, owner=booked.team, due=within(GIVE_RA4, booked.happened_at, given),
                given=given, episode=episode_of(h, requirement), met=_served(h, booked, Form.RA4),
                withdrawn=soonest(end_of_requirement(h, requirement), attendance(h, booked), withdrawal(h, booked)),
            )  # fmt: skip
    for decided in h.every(FollowUpDecided):
        yield from _ra5(h, decided, given)


def _ra2(h: History, moved: Recorded[AppointmentMoved], given: Given) -> Iterator[Duty]:
    booked = h.origin(moved.fact.appointment, AppointmentMade)
    requirement = requirement_of(h, booked) if booked else None
    if booked is None or requirement is None:
        return
    later = next((m for m in h.naming(booked, AppointmentMoved) if order(m) > order(moved)), None)
    yield owed(
        GIVE_RA2, because=moved, owner=moved.team, due=within(GIVE_RA2, moved.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=_served_time(h, booked, moved),
        withdrawn=soonest(
            later, end_of_requirement(h, requirement), attendance(h, booked), withdrawal(h, booked)
        ),
    )  # fmt: skip


def _ra5(h: History, decided: Recorded[FollowUpDecided], given: Given) -> Iterator[Duty]:
    requirement = requirement_of_decision(h, decided)
    if decided.fact.decision is FollowUp.NEEDED or requirement is None:
        return
    yield owed(
        GIVE_RA5, because=decided, owner=decided.team, due=within(GIVE_RA5, decided.happened_at, given), given=given,
        episode=episode_of(h, requirement), met=served_form(h, requirement, Form.RA5), withdrawn=death(h),
    )  # fmt: skip


def requirement_of_decision(h: History, decided: Recorded[FollowUpDecided]) -> Recorded[AssessmentRequired] | None:
    """The requirement whose initial assessment this decision closes."""
    assessed = h.origin(decided.fact.assessment, Assessed)
    return requirement_of(h, assessed) if assessed else None


def _served(h: History, booked: Recorded[AppointmentMade], form: Form) -> AnyRecorded | None:
    given = [
        one
        for notice in h.naming(booked, NoticePrepared)
        if notice.fact.form is form
        for one in h.naming(notice, NoticeServed)
    ]
    return earliest(*given)


def _served_time(
    h: History, booked: Recorded[AppointmentMade], moved: Recorded[AppointmentMoved]
) -> AnyRecorded | None:
    given = [
        one
        for notice in h.naming(booked, NoticePrepared)
        if (notice.fact.starts_at, notice.fact.place) == (moved.fact.starts_at, moved.fact.place)
        and order(notice) > order(moved)
        for one in h.naming(notice, NoticeServed)
    ]
    return earliest(*given)


@refuses(NoticePrepared, cites=("HB 4.6.1 iii", "HB 4.6.1 v", "HB 4.7.2"), requirements=("H-152", "H-153", "H-154"))
def a_notice_says_when_where_and_warns(case: Case) -> Refused | None:
    """RA1, RA2 and RA4 carry appointment, time, place and the warning."""
    notice = case.fact
    if notice.form is Form.RA5:
        return None
    missing = [
        word
        for word, there in (
            ("the appointment", notice.appointment), ("the time", notice.starts_at),
            ("the place", notice.place.strip()), ("the warning", notice.warning),
        )
        if not there
    ]  # fmt: skip
    if not missing:
        return None
    return Refused(
        sentence=f"{notice.form} must carry time, date, place and warning; {' and '.join(missing)} is missing.",
        instead="Book the appointment first, then prepare the notice from it.",
    )


@refuses(NoticePrepared, cites=("HB 4.6.1 iii",), requirements=("H-152",), readings=("R35",))
def a_notice_repeats_the_appointment(case: Case) -> Refused | None:
    """The paper says the time and place of the appointment as it now stands."""
    booked = case.history.get(case.fact.appointment, AppointmentMade)
    if booked is None:
        return None
    now, withdrawn = terms(case.then, booked), withdrawal(case.then, booked)
    if withdrawn is not None:
        return Refused(
            sentence="This appointment was withdrawn, so no notice can be given of it.",
            instead="Book a new appointment, then prepare the notice from it.",
            because=withdrawn,
        )
    if (case.fact.starts_at, case.fact.place) == (now.starts_at, now.place):
        return None
    return Refused(
        sentence="The time or place on this notice is not that of the appointment, "
        f"which is on {local_day(now.starts_at):%-d %B %Y}.",
        instead="Prepare the notice again from the appointment.",
        because=now.by,
    )


@refuses(NoticePrepared, cites=("HB 4.6.1", "Drugs Act 2005 s16"), requirements=("H-63", "H-154"))
def no_notice_after_the_requirement_ended(case: Case) -> Refused | None:
    """A notice to attend needs a requirement that still holds; RA5 says that it has ended."""
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    if requirement is None or case.fact.form is Form.RA5:
        return None
    over = end_of_requirement(case.then, requirement)
    if over is None or over.happened_at > case.happened_at:
        return None
    return Refused(
        sentence="The requirement no longer applies, so no notice to attend can be given under it.",
        instead="Tell the person that it has ended; offer an appointment by choice.",
        because=over,
    )


@refuses(NoticePrepared, cites=("HB 4.7.1", "HB 4.7.2"), requirements=("H-166", "H-175"))
def ra4_and_ra5_follow_the_decision(case: Case) -> Refused | None:
    """RA4 where a follow-up is needed, RA5 where it is not."""
    wanted = {Form.RA4: True, Form.RA5: False}.get(case.fact.form)
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    if wanted is None or requirement is None:
        return None
    decisions = [
        decided
        for assessed in assessments(case.then, requirement, Purpose.INITIAL)
        for decided in case.then.naming(assessed, FollowUpDecided)
    ]
    if any((decided.fact.decision is FollowUp.NEEDED) is wanted for decided in decisions):
        return None
    return Refused(
        sentence=f"{case.fact.form} follows the decision that a follow-up is {'needed' if wanted else 'not needed'}.",
        instead="Record the decision on the follow-up first.",
        because=decisions[-1] if decisions else None,
    )


@refuses(NoticeNotServed, cites=("HB 4.6.1 v",), requirements=("H-154",))
def what_was_given_was_not_missed(case: Case) -> Refused | None:
    """Once RA1 was given, it cannot also not have been given."""
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    given = served_form(case.then, requirement, Form.RA1) if requirement else None
    if given is None or given.happened_at > case.happened_at:
        return None
    return Refused(
        sentence="RA1 was given before this.",
        instead="If it was entered in error that it was given, void that entry first.",
        because=given,
    )
