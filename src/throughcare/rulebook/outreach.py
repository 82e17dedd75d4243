"""Com 3: somebody does not come. Each missed contact is judged; whoever disengaged is reached for within 24 hours.

Handbook 4.1.3, 4.11.3; ICE 2.6; readings R5, R11. Nobody is reached for while custody, death or another team's care
makes it impossible (invariant 10).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from throughcare.rulebook.actors import Role
from throughcare.rulebook.caseload import outside_the_place
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    AttendanceRecorded,
    GoodCauseJudged,
    Outcome,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import CarePlanRefused, TakenOnCaseload
from throughcare.rulebook.facts.closing import Suspended, TakenUpAgain
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.engagement import PartnershipDecided, PartnershipDecision
from throughcare.rulebook.facts.keeping_contact import ContactMade, Kept, MissedContactJudged, Verdict
from throughcare.rulebook.facts.missed import Answer, ContactTried
from throughcare.rulebook.facts.prison import EnteredPrison, LeftPrison
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import (
    Requirement,
    caseload_at,
    ceased,
    death,
    endings,
    episode_of,
    place_over,
    requirement_of,
    requirement_reported,
)
from throughcare.rulebook.standing import Duty, Given

ATTENDANCE = DataClass.ATTENDANCE

JUDGE = Obligation(
    kind="judge_missed_contact", action="Ask why the contact was missed, and judge what it means",
    by=Role.CJIT_CASE_MANAGER, deadline="same_day", point="Com3", data=ATTENDANCE, cites=("HB 4.1.3", "HB 4.11.3"),
    requirements=("H-120",), readings=("R5",),
    if_missed="Unjudged by the end of the next working day, it counts as disengagement.",
)  # fmt: skip
REACH_OUT = Obligation(
    kind="reach_out", action="Begin assertive outreach", by=Role.CJIT_CASE_MANAGER, deadline="assertive_outreach",
    point="Com3", data=ATTENDANCE, cites=("HB 4.1.3", "HB 4.11.3"), requirements=("H-32", "H-121"), readings=("R5",),
)  # fmt: skip
REACH_OUT_BEFORE = Obligation(
    kind="reach_out_before", action="Begin assertive outreach to somebody who did not engage", by=Role.CJIT_MANAGER,
    deadline="assertive_outreach", point="Com3", data=ATTENDANCE, cites=("HB 4.1.3", "ICE 2.6"),
    requirements=("H-121", "I-21"), readings=("R11",),
)  # fmt: skip
TELL_SHARED = Obligation(
    kind="tell_it_is_shared", action="Tell the person that not engaging is shared with police or partners",
    by=Role.CJIT_CASE_MANAGER, deadline="next_working_day", point="Com3", data=ATTENDANCE,
    cites=("HB 4.1.3", "HB 4.11.3"), requirements=("H-122",),
)  # fmt: skip

OBLIGATIONS = (JUDGE, REACH_OUT, REACH_OUT_BEFORE, TELL_SHARED)


@dataclass(frozen=True, slots=True)
class Missed:
    """A missed contact, the place on the caseload it belongs to, and from when it asks for outreach."""

    entry: AnyRecorded
    place: Recorded[TakenOnCaseload] | None
    judged: Recorded[MissedContactJudged] | None
    counts_at: datetime
    """When it was judged to be disengagement; unjudged, when it begins to count as that (R5)."""


def missed_contacts(h: History, given: Given) -> Iterator[Missed]:
    """Every one that stands or stood: contacts on the caseload, and appointments by choice that nobody came to."""
    for contact in h.every(ContactMade):
        if contact.fact.outcome is not Kept.SEEN:
            yield _missed(h, contact, h.origin(contact.fact.caseload, TakenOnCaseload), given)
    for came in h.every(AttendanceRecorded):
        if came.fact.outcome is Outcome.DID_NOT_ATTEND and _by_choice(h, came):
            yield _missed(h, came, caseload_at(h, came.happened_at), given)


def _missed(h: History, entry: AnyRecorded, place: Recorded[TakenOnCaseload] | None, given: Given) -> Missed:
    judged = h.first_naming(entry, MissedContactJudged)
    backstop = DEADLINES["unjudged_counts"].due(entry.happened_at, given.calendar)
    at_once = judged is not None and judged.fact.verdict is Verdict.DISENGAGED
    return Missed(entry, place, judged, min(judged.happened_at, backstop) if judged and at_once else backstop)


def _by_choice(h: History, came: Recorded[AttendanceRecorded]) -> bool:
    booked = h.origin(came.fact.appointment, AppointmentMade)
    return booked is not None and booked.fact.requirement is None


def duties(h: History, given: Given) -> Iterator[Duty]:
    """A judgement for each missed contact; outreach for whoever disengaged, or never engaged."""
    for missed in missed_contacts(h, given):
        yield _judge(h, missed, given)
        yield _reach_out(h, missed, given)
        if isinstance(missed.entry.fact, AttendanceRecorded):
            yield _reach_out_before(h, missed, given)
    for cause, requirement, owner in _not_engaging(h):
        on_it = (caseload_at(h, cause.happened_at), _admitted_after(h, cause))
        yield owed(
            REACH_OUT_BEFORE, because=cause, owner=owner, due=within(REACH_OUT_BEFORE, cause.happened_at, given),
            given=given, episode=episode_of(h, requirement), met=_reached_for(h, cause),
            withdrawn=soonest(*on_it, _held(h, cause), ceased(h, requirement) if requirement else death(h)),
        )  # fmt: skip
    for tried in h.every(ContactTried):
        if tried.fact.attendance is None and tried.fact.answer is Answer.REACHED and tried.fact.told is False:
            yield _tell(h, tried, given)


def _judge(h: History, missed: Missed, given: Given) -> Duty:
    return owed(
        JUDGE, because=missed.entry, owner=missed.entry.team, due=within(JUDGE, missed.entry.happened_at, given),
        given=given, episode=missed.place.root if missed.place else None, met=missed.judged,
        withdrawn=soonest(death(h), place_over(h, missed.place) if missed.place else None),
    )  # fmt: skip


def _reach_out(h: History, missed: Missed, given: Given) -> Duty:
    """For somebody on no caseload it never arises: then the manager owes it."""
    entry, place = missed.entry, missed.place
    return owed(
        REACH_OUT, because=entry, owner=entry.team, due=within(REACH_OUT, entry.happened_at, given), given=given,
        episode=place.root if place else None, arises_at=missed.counts_at, met=_reached_for(h, entry),
        withdrawn=soonest(_not_owed(missed), _held(h, entry), death(h), place_over(h, place) if place else entry),
    )  # fmt: skip


def _reach_out_before(h: History, missed: Missed, given: Given) -> Duty:
    entry = missed.entry
    ended = (one for one in endings(h) if one.fact.arrest is None and one.happened_at >= entry.happened_at)
    return owed(
        REACH_OUT_BEFORE, because=entry, owner=entry.team, due=within(REACH_OUT_BEFORE, entry.happened_at, given),
        given=given, arises_at=missed.counts_at, met=_reached_for(h, entry),
        withdrawn=soonest(
            _not_owed(missed), missed.place, _admitted_after(h, entry), _held(h, entry), *ended, death(h)
        ),
    )  # fmt: skip


def no_disengagement(missed: Missed) -> AnyRecorded | None:
    """The judgement by which the person is still engaged."""
    judged = missed.judged
    return judged if judged is not None and judged.fact.verdict is not Verdict.DISENGAGED else None


def _not_owed(missed: Missed) -> AnyRecorded | None:
    """The judgement after which nobody need go out."""
    judged = missed.judged
    return judged if judged is not None and not judged.fact.asks_for_outreach else None


def _tell(h: History, tried: Recorded[ContactTried], given: Given) -> Duty:
    told = next((one for one in h.all(ContactTried) if one.fact.told and order(one) > order(tried)), None)
    return owed(
        TELL_SHARED, because=tried, owner=tried.team, due=within(TELL_SHARED, tried.happened_at, given), given=given,
        met=told, withdrawn=soonest(_held(h, tried), death(h)),
    )  # fmt: skip


def _not_engaging(h: History) -> Iterator[tuple[AnyRecorded, Requirement | None, str]]:
    """Whoever did not engage after being identified: the fact, the requirement behind it, the team (R11)."""
    for judged in h.every(GoodCauseJudged):
        came = h.origin(judged.fact.attendance, AttendanceRecorded)
        booked = h.origin(came.fact.appointment, AppointmentMade) if came else None
        requirement = requirement_of(h, booked) if booked else None
        if not judged.fact.accepted and requirement is not None:
            yield judged, requirement, judged.team
    for assessed in h.every(Assessed):
        if not assessed.fact.engaged:
            yield assessed, requirement_of(h, assessed), assessed.team
    for refused in h.every(CarePlanRefused):
        seen = h.origin(refused.fact.assessment, Assessed)
        yield refused, requirement_of(h, seen) if seen else None, refused.team
    for decided in h.every(PartnershipDecided):
        report = h.named(decided.fact.report)
        if decided.fact.decision is PartnershipDecision.OUTREACH and report is not None:
            yield decided, requirement_reported(h, report.root), report.team


def _reached_for(h: History, since: AnyRecorded) -> AnyRecorded | None:
    """The first outreach from then on, or the person's coming back. Asking why an appointment was missed is neither."""
    tried = (t for t in h.all(ContactTried) if t.fact.attendance is None and t.happened_at >= since.happened_at)
    seen = (one for one in h.all(ContactMade) if one.fact.outcome is Kept.SEEN)
    came = (one for one in h.all(AttendanceRecorded) if one.fact.outcome is Outcome.ATTENDED)
    engaged = (one for one in h.all(Assessed) if one.fact.engaged)
    back = (_after(found, since) for found in (seen, came, engaged))
    return earliest(next(tried, None), *back)


def _after(found: Iterator[AnyRecorded], since: AnyRecorded) -> AnyRecorded | None:
    return next((one for one in found if order(one) > order(since)), None)


def _admitted_after(h: History, since: AnyRecorded) -> AnyRecorded | None:
    return _after(iter(h.all(TakenOnCaseload)), since)


def _held(h: History, since: AnyRecorded) -> AnyRecorded | None:
    """An arrest after that: police have the person, and a worker sees them in the suite. Prison; a suspended place."""
    away = [
        *(stay for stay in h.all(EnteredPrison) if _lasts(h.first_naming(stay, LeftPrison), since)),
        *(pause for pause in h.all(Suspended) if _lasts(h.first_naming(pause, TakenUpAgain), since)),
    ]
    return soonest(_after(iter(h.all(Arrested)), since), *away)


def _lasts(back: AnyRecorded | None, since: AnyRecorded) -> bool:
    return back is None or order(back) > order(since)


@refuses(ContactMade, cites=("HB 4.1.3", "HB 4.11.2"), requirements=("H-120",))
def contact_is_of_a_place_on_the_caseload(case: Case) -> Refused | None:
    """By the team whose caseload it is, while the person is on it."""
    against = outside_the_place(case)
    if against is None:
        return None
    return Refused(
        sentence="A regular contact is recorded by the team whose caseload the person is on.",
        instead="Before the caseload, record whether the person came to the appointment.",
        because=against,
    )


@refuses(MissedContactJudged, cites=("HB 4.1.3",), requirements=("H-120",), readings=("R5",))
def only_a_missed_contact_is_judged(case: Case) -> Refused | None:
    """Somebody who came missed nothing; an absence under a requirement is judged for good cause."""
    contact = case.history.get(case.fact.missed, ContactMade)
    came = case.history.get(case.fact.missed, AttendanceRecorded)
    if contact is not None and contact.fact.outcome is not Kept.SEEN:
        return None
    if came is not None and came.fact.outcome is Outcome.DID_NOT_ATTEND and _by_choice(case.history, came):
        return None
    return Refused(
        sentence="This contact was kept, or the appointment was under a requirement.",
        instead="Under a requirement, judge whether there was good cause.",
        because=cast("AnyRecorded | None", contact or came),
    )


@refuses(MissedContactJudged, cites=("HB 4.1.3",), requirements=("H-120",), readings=("R5",))
def an_excuse_gives_its_reason(case: Case) -> Refused | None:
    """Whoever is excused, or still counts as engaged, is so for a reason."""
    if case.fact.verdict is Verdict.DISENGAGED or case.fact.why.strip():
        return None
    return Refused(
        sentence=f"A missed contact is judged “{case.fact.verdict}” only with the reason.",
        instead="Say why, or judge that the person has disengaged.",
    )


@refuses(ContactTried, cites=("HB 4.1.3", "HB 4.11.3"), requirements=("H-122",))
def whoever_is_reached_is_told(case: Case) -> Refused | None:
    """Outreach that reaches the person says whether they were told that not engaging is shared."""
    if case.fact.attendance is not None or case.fact.answer is not Answer.REACHED or case.fact.told is not None:
        return None
    return Refused(
        sentence="The person was reached, and nothing says whether they were told that not engaging is shared.",
        instead="Answer yes or no. If no, telling them becomes a duty.",
    )
