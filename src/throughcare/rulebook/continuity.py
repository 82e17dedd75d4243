"""IE4 to IE4b: someone who lives elsewhere passes to the team there, and nobody lets go until contact is made.

Handbook 4.7.3 to 4.7.5; readings R14, R20.
"""

from collections.abc import Iterator
from datetime import datetime

from throughcare.rulebook.actors import OrganisationKind, Role
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    Assessed,
    AttendanceRecorded,
    FollowUp,
    FollowUpDecided,
    Outcome,
    Purpose,
)
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import (
    FirstContact,
    RecordAskedFor,
    RecordSent,
    ReferralAccepted,
    ReferredToTeam,
    TakenOnCaseload,
)
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.notices import requirement_of_decision
from throughcare.rulebook.owing import Due, Obligation, by, earliest, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import (
    Requirement,
    appointments,
    death,
    end_of_requirement,
    episode_of,
    lives_elsewhere,
    residence,
    terms,
)
from throughcare.rulebook.standing import Duty, Given

REFER = Obligation(
    kind="refer_to_home_team", action="Refer to the team where the person lives, before the assessment closes",
    by=Role.CJIT_CUSTODY_WORKER, deadline="same_day", point="IE4a", data=DataClass.CASEWORK,
    cites=("HB 4.7.3", "HB 4.7.4"), requirements=("H-176", "H-177", "H-179"), readings=("R14",),
)  # fmt: skip
SEND = Obligation(
    kind="send_record", action="Send the record ahead of the follow-up", by=Role.CJIT_CUSTODY_WORKER,
    deadline="next_working_day", point="IE4a", data=DataClass.CASEWORK, cites=("HB 4.7.4",),
    requirements=("H-178",), readings=("R21",), survives=True,
)  # fmt: skip
ACCEPT = Obligation(
    kind="accept_referral", action="Accept the referral", by=Role.CJIT_CASE_MANAGER, deadline="next_working_day",
    point="IE4b", data=DataClass.ATTENDANCE, cites=("HB 4.7.5",), requirements=("H-180", "H-181"),
    readings=("R20", "R21"),
    if_missed="The team is responsible all the same; the team that referred sees that nobody has answered.",
)  # fmt: skip
ASK = Obligation(
    kind="ask_for_record", action="See that the record has come, and ask for it if it has not",
    by=Role.CJIT_CASE_MANAGER, deadline="next_working_day", point="IE4b", data=DataClass.ATTENDANCE,
    cites=("HB 4.7.5",), requirements=("H-180",), readings=("R21",), survives=True,
)  # fmt: skip
CONTACT = Obligation(
    kind="have_first_contact", action="Have first contact, or say what was tried", by=Role.CJIT_CASE_MANAGER,
    deadline="next_working_day", point="IE4b", data=DataClass.ATTENDANCE, cites=("HB 4.7.5",),
    requirements=("H-180",), readings=("R20", "R21"),
)  # fmt: skip
WATCH = Obligation(
    kind="watch_until_contact", action="Watch until the receiving team has first contact", by=Role.CJIT_CUSTODY_WORKER,
    deadline="follow_up", point="IE4a", data=DataClass.ATTENDANCE, cites=("HB 4.7.5",), readings=("R20",),
)  # fmt: skip

OBLIGATIONS = (REFER, SEND, ACCEPT, ASK, CONTACT, WATCH)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Referral before the assessment closes; papers before the follow-up; a watch until contact."""
    for decided in h.every(FollowUpDecided):
        requirement = requirement_of_decision(h, decided)
        if decided.fact.decision is FollowUp.NEEDED and requirement is not None:
            yield owed(
                REFER, because=decided, owner=decided.team, due=within(REFER, decided.happened_at, given), given=given,
                episode=episode_of(h, requirement), met=h.first_naming(requirement, ReferredToTeam),
                withdrawn=soonest(end_of_requirement(h, requirement), _local(h, decided, given)),
            )  # fmt: skip
    for referral in h.every(ReferredToTeam):
        yield from _of_referral(h, referral, given)


def _local(h: History, decided: Recorded[FollowUpDecided], given: Given) -> AnyRecorded | None:
    """What shows that the person lives in this team's area; the decision itself where no address is known."""
    if lives_elsewhere(h, decided.team, given):
        return None
    return residence(h) or decided


def _of_referral(h: History, referral: Recorded[ReferredToTeam], given: Given) -> Iterator[Duty]:
    requirement = h.origin(referral.fact.requirement, AssessmentRequired)
    episode = episode_of(h, requirement)
    over = end_of_requirement(h, requirement) if requirement else None
    onward = [one for one in h.naming(requirement, ReferredToTeam) if order(one) > order(referral)]
    contact, due = first_contact(h, referral), _before_follow_up(h, referral, requirement, given)
    sent = h.first_naming(referral, RecordSent)
    unheld = death(h) if over is not None and isinstance(over.fact, Assessed) else over
    yield owed(
        SEND, because=referral, owner=referral.team, due=due, given=given, episode=episode, met=sent, withdrawn=unheld
    )
    yield owed(
        ACCEPT, because=referral, owner=referral.fact.to_team, due=within(ACCEPT, referral.happened_at, given),
        given=given, episode=episode, met=h.first_naming(referral, ReferralAccepted), withdrawn=soonest(over, *onward),
    )  # fmt: skip
    yield owed(
        ASK, because=referral, owner=referral.fact.to_team, due=within(ASK, referral.happened_at, given), given=given,
        episode=episode, met=earliest(sent, h.first_naming(referral, RecordAskedFor)),
        withdrawn=soonest(unheld, *onward),
    )  # fmt: skip
    yield owed(
        CONTACT, because=referral, owner=referral.fact.to_team, due=due, given=given, episode=episode, met=contact,
        withdrawn=soonest(over, *onward),
    )  # fmt: skip
    yield owed(
        WATCH, because=referral, owner=referral.team, due=within(WATCH, referral.happened_at, given), given=given,
        episode=episode, met=earliest(contact, *(first_contact(h, one) for one in onward)), withdrawn=over,
    )  # fmt: skip


def _before_follow_up(h: History, referral: AnyRecorded, requirement: Requirement | None, given: Given) -> Due:
    """By the follow-up's time; while none is booked, by the end of the next working day (R21)."""
    first = DEADLINES["next_working_day"].due(referral.happened_at, given.calendar)
    booked = appointments(h, requirement, Purpose.FOLLOW_UP) if requirement else []
    if not booked:
        return Due(at=first, counted_from=referral.happened_at)
    now = terms(h, booked[-1])
    at: datetime = by(now.starts_at).at
    return Due(at=at, counted_from=referral.happened_at, first=first, moved_by=now.by.id if at != first else None)


def first_contact(h: History, referral: Recorded[ReferredToTeam]) -> AnyRecorded | None:
    """Recorded as such, or an attendance, assessment or admission by the receiving team."""
    team = referral.fact.to_team
    came: list[AnyRecorded | None] = [
        a for a in h.all(AttendanceRecorded) if a.team == team and a.fact.outcome is Outcome.ATTENDED
    ]
    came += [a for a in h.all(Assessed) if a.team == team]
    came += [a for a in h.all(TakenOnCaseload) if a.team == team]
    after = [one for one in came if one is not None and order(one) > order(referral)]
    return earliest(h.first_naming(referral, FirstContact), *after)


@refuses(ReferredToTeam, cites=("HB 4.7.4",), requirements=("H-165",), readings=("R20",))
def referred_to_another_cjit(case: Case) -> Refused | None:
    """A referral goes to another CJIT, under a requirement that still holds."""
    team = case.given.teams.get(case.fact.to_team)
    if team is not None and team.kind is OrganisationKind.CJIT and team.id != case.team:
        return None
    return Refused(
        sentence="A referral goes to the CJIT of another area.",
        instead="Choose the CJIT where the person lives; in your own area give the time of the follow-up.",
    )


@refuses(FirstContact, ReferralAccepted, RecordAskedFor, cites=("HB 4.7.5",), readings=("R20",))
def receiving_is_the_receivers(case: Case) -> Refused | None:
    """The receiving team records its acceptance, its asking for the record and its first contact."""
    referral = case.history.get(case.fact.referral, ReferredToTeam)
    if referral is None or referral.fact.to_team == case.team:
        return None
    return Refused(
        sentence="This is recorded by the team that received the referral.",
        instead="Ask the receiving team; your watch ends when they have recorded first contact.",
        because=referral,
    )


@refuses(AppointmentMade, cites=("HB 4.7.4",), readings=("R14", "R20"))
def a_follow_up_elsewhere_is_where_the_person_was_referred(case: Case) -> Refused | None:
    """A follow-up with another team goes with a referral to that team, so that responsibility passes."""
    requirement = case.history.get(case.fact.requirement, AssessmentRequired)
    if case.fact.purpose is not Purpose.FOLLOW_UP or requirement is None or case.fact.team == case.team:
        return None
    referred = case.history.naming(requirement, ReferredToTeam)
    if any(case.fact.team in {one.fact.to_team, one.team} for one in referred):
        return None
    return Refused(
        sentence="The person has not been referred to that team, so nobody there would be responsible.",
        instead="Refer the person to the team where they live, then book there.",
        because=requirement,
    )
