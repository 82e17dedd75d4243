"""A time with a team: chosen from the diary, put on paper, moved, kept or missed, and what a miss leads to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import NoReturn
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    AttendanceRecorded,
    FailureReported,
    Form,
    GoodCauseJudged,
    HowGiven,
    NoticePrepared,
    NoticeServed,
    Outcome,
    Purpose,
    ReadOut,
    WhyChanged,
)
from throughcare.rulebook.facts.consent import RecipientKind
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.facts.engagement import PartnershipDecided, PartnershipDecision
from throughcare.rulebook.facts.missed import Answer, ContactTried, HowTried, PoliceOutcome, ReportOutcome
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.required_assessment import due_of_initial
from throughcare.simulation.scene import Offer, next_open
from throughcare.simulation.sharing import told
from throughcare.simulation.story import Ends, Story
from throughcare.simulation.words import (
    IN_VAIN,
    NO_REASON,
    OUTREACH_ENDED,
    REASONS,
    SAID,
    WHY_DECIDED,
    WHY_LATE,
    WHY_LATE_AGAIN,
)

WORKER, MANAGER = Role.CJIT_CASE_MANAGER, Role.CJIT_MANAGER
TRIES = 3
"""So often is the same person invited before the partnership's last word [G]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts: a role in a team."""

    role: Role
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An appointment as it stands in the story."""

    id: UUID
    purpose: Purpose
    team: str
    starts_at: datetime
    place: str
    arrest: UUID
    requirement: UUID | None = None
    told: bool = True
    """Of this time in writing, once it was moved."""


def book(
    s: Story, *, purpose: Purpose, team: str, by: By, arrest: UUID, requirement: UUID | None,
    after: datetime | None = None, seen_at_once: str = "", again: bool = False,
) -> Booking:  # fmt: skip
    """Takes the first free place that suits; a place after the limit is chosen with its reason."""
    offer = Offer(starts_at=s.now, place=seen_at_once) if seen_at_once else _place(s, team, purpose, after)
    s.scene.diary.take(offer)
    late = purpose is Purpose.INITIAL and requirement is not None and _is_late(s, requirement, offer.starts_at)
    fact = AppointmentMade(
        purpose=purpose, requirement=requirement, team=team, starts_at=offer.starts_at, place=offer.place,
        slot=offer.slot, late_because=(WHY_LATE_AGAIN if again else s.pick(*WHY_LATE)) if late else "",
    )  # fmt: skip
    made = s.note(fact, role=by.role, team=by.team)
    return Booking(
        id=made, purpose=purpose, team=team, starts_at=offer.starts_at, place=offer.place, arrest=arrest,
        requirement=requirement,
    )  # fmt: skip


def give(s: Story, form: Form, booking: Booking | None, requirement: UUID, *, by: By, how: HowGiven) -> None:
    """Prepared, then served."""
    notice = s.note(
        NoticePrepared(
            form=form, requirement=requirement, appointment=booking.id if booking else None,
            starts_at=booking.starts_at if booking else None, place=booking.place if booking else "",
            warning=form is not Form.RA5,
        ),
        role=by.role, team=by.team,
    )  # fmt: skip
    s.wait(1, 8)
    language = s.who.speaks.split(" or ")[0].removeprefix("English and ") if s.chance(0.4) else "English"
    s.note(
        NoticeServed(
            notice=notice, how=HowGiven.WOULD_NOT_TAKE if s.chance(0.02) else how, language=language,
            read_out=ReadOut.ALL if s.who.finds_reading_hard else s.pick(*ReadOut), signed=s.chance(0.9),
        ),
        role=by.role, team=by.team,
    )  # fmt: skip


def kept(s: Story, booking: Booking, *, tries: int = TRIES) -> Booking:
    """The appointment to which the person comes and stays: this one, or one arranged after it."""
    if s.chance(s.parameters.moved):
        booking = _moved(s, booking)
    elif s.chance(s.parameters.withdrawn):
        booking = _withdrawn(s, booking)
    outcome, attendance = comes(s, booking)
    if outcome is Outcome.ATTENDED:
        return booking
    again = _judged(s, booking, attendance)
    if not again:
        raise Ends
    if tries == 1:
        invited_in_vain(s, booking.team, booking.arrest)
    return kept(s, _booked_again(s, booking), tries=tries - 1)


def comes(s: Story, booking: Booking) -> tuple[Outcome, UUID]:
    """Waits for the day, and writes down who came."""
    s.wait_until(booking.starts_at)
    p = s.parameters
    attends = p.attends if booking.requirement else p.attends_by_choice
    if s.chance(attends):
        outcome = Outcome.LEFT if s.chance(p.leaves_early) else Outcome.ATTENDED
    else:
        outcome = Outcome.DID_NOT_ATTEND
    s.wait(*((2, 10) if outcome is Outcome.ATTENDED else (30, 60)))
    s.unless_forgotten()
    return outcome, s.note(
        AttendanceRecorded(appointment=booking.id, outcome=outcome), role=Role.CJIT_CUSTODY_WORKER, team=booking.team
    )


def decided_by_partnership(s: Story, report: UUID, team: str, arrest: UUID) -> PartnershipDecision:
    """The risk is weighed; after outreach the team says what came of it."""
    s.next_morning(days=s.rng.randint(1, 4))
    s.unless_forgotten()
    decision: PartnershipDecision = s.pick(*PartnershipDecision)
    s.note(PartnershipDecided(report=report, decision=decision, reasons=s.pick(*WHY_DECIDED)), role=MANAGER, team=team)
    if decision is PartnershipDecision.OUTREACH:
        s.next_morning(days=s.rng.randint(3, 15))
        s.ends(s.pick(*OUTREACH_ENDED), arrest=arrest, role=Role.OUTREACH_WORKER, team=team)
    return decision


def invited_in_vain(s: Story, team: str, arrest: UUID) -> NoReturn:
    """Invited once more, and the person does not come back."""
    s.next_morning(days=s.rng.randint(3, 6))
    s.unless_forgotten()
    s.ends(s.pick(*IN_VAIN), arrest=arrest, role=WORKER, team=team)


def _judged(s: Story, booking: Booking, attendance: UUID) -> bool:
    """Asked why; without good cause it is reported and decided. True if there is to be another time."""
    s.office_hours()
    s.unless_forgotten()
    accepted = s.chance(s.parameters.good_cause)
    _tried(s, booking, attendance)
    s.note(
        GoodCauseJudged(attendance=attendance, effort=s.pick(*(REASONS if accepted else NO_REASON)), accepted=accepted),
        role=WORKER, team=booking.team,
    )  # fmt: skip
    if accepted or not booking.told:
        return True
    s.wait(20, 300)
    s.unless_forgotten()
    report = s.note(FailureReported(attendance=attendance), role=WORKER, team=booking.team)
    told(
        s, kind=RecipientKind.POLICE, to=_suite(s, booking), involved=report, by=FailureReported, role=WORKER,
        team=booking.team,
    )  # fmt: skip
    if s.chance(s.parameters.answered):
        _answered(s, report, booking)
    decision = decided_by_partnership(s, report, booking.team, booking.arrest)
    return decision is PartnershipDecision.OFFER_AGAIN


def _tried(s: Story, booking: Booking, attendance: UUID) -> None:
    """One to three tries to reach the person, some minutes apart."""
    for _ in range(s.rng.randint(1, 3)):
        answer = s.pick(*Answer)
        said = s.pick(*SAID) if answer is Answer.REACHED else ""
        tried = ContactTried(attendance=attendance, how=s.pick(*HowTried), answer=answer, said=said)
        s.note(tried, role=WORKER, team=booking.team)
        s.wait(3, 40)


def _answered(s: Story, report: UUID, booking: Booking) -> None:
    """The suite of the arrest writes down what came of it."""
    s.next_morning(days=s.rng.randint(1, 3))
    outcome: PoliceOutcome = s.pick(*PoliceOutcome)
    s.note(ReportOutcome(report=report, outcome=outcome), role=Role.CUSTODY_SERGEANT, team=_suite(s, booking))


def _suite(s: Story, booking: Booking) -> str:
    return next(step.team for step in (*s.earlier, *s.steps) if step.id == booking.arrest)


def _booked_again(s: Story, old: Booking) -> Booking:
    s.office_hours()
    by = By(role=WORKER, team=old.team)
    booking = book(
        s, purpose=old.purpose, team=old.team, by=by, arrest=old.arrest, requirement=old.requirement, again=True
    )
    if old.requirement:
        form = Form.RA4 if old.purpose is Purpose.FOLLOW_UP else Form.RA2
        give(s, form, booking, old.requirement, by=by, how=s.pick(HowGiven.BY_POST, HowGiven.INTO_HAND))
    return booking


def _moved(s: Story, old: Booking) -> Booking:
    """The team sets another time, and RA2 says so; now and then nobody gives it, and a miss cannot be reported."""
    if next_open(s.scene.given.calendar, s.now) + timedelta(hours=2) > old.starts_at:
        return old
    s.office_hours()
    offer = _place(s, old.team, old.purpose, old.starts_at)
    s.scene.diary.take(offer)
    by = By(role=WORKER, team=old.team)
    s.note(
        AppointmentMoved(
            appointment=old.id, team=old.team, starts_at=offer.starts_at, place=offer.place, slot=offer.slot,
            why=s.pick(*WhyChanged), late_because=s.pick(*WHY_LATE),
        ),
        role=by.role, team=by.team,
    )  # fmt: skip
    new = replace(old, starts_at=offer.starts_at, place=offer.place)
    if not old.requirement:
        return new
    if s.chance(s.parameters.move_not_told):
        return replace(new, told=False)
    give(s, Form.RA2, new, old.requirement, by=by, how=HowGiven.BY_POST)
    return new


def _withdrawn(s: Story, old: Booking) -> Booking:
    """The time is taken back, and a new one is found in its place."""
    if next_open(s.scene.given.calendar, s.now) + timedelta(hours=2) > old.starts_at:
        return old
    s.office_hours()
    s.note(
        AppointmentWithdrawn(appointment=old.id, why=s.pick(*WhyChanged)), role=WORKER, team=old.team,
    )  # fmt: skip
    s.next_morning(days=1)
    s.unless_forgotten()
    return _booked_again(s, old)


def _place(s: Story, team: str, purpose: Purpose, after: datetime | None) -> Offer:
    """Mostly the first free place, now and then one that suits the person better."""
    earliest = max(after or s.now, s.now, s.written_at) + timedelta(minutes=45)
    offers: Iterator[Offer] = s.scene.diary.free(team=team, after=earliest, purpose=purpose)
    found = list(islice(offers, 1 + s.rng.choice((0, 0, 0, 1, 2, 8))))
    if not found:
        raise Ends
    return found[-1]


def _is_late(s: Story, requirement: UUID, starts_at: datetime) -> bool:
    history = s.history()
    found = history.get(requirement, AssessmentRequired)
    return found is not None and starts_at >= due_of_initial(history, found, s.scene.given).at
