"""The assessments themselves: the initial one, the decision on a follow-up, and the follow-up."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import (
    Assessed,
    AttendanceRecorded,
    Dependency,
    FollowUp,
    FollowUpDecided,
    Form,
    HowGiven,
    Outcome,
    ProbationTold,
    Purpose,
    Readiness,
    RiskLevel,
    Suitable,
    Urgency,
)
from throughcare.rulebook.facts.casework import (
    FirstContact,
    RecordAskedFor,
    RecordSent,
    ReferralAccepted,
    ReferredToTeam,
)
from throughcare.rulebook.facts.consent import RecipientKind
from throughcare.rulebook.facts.engagement import NotEngagingReported, PartnershipDecision, Warned
from throughcare.rulebook.facts.identity import Housing, ResidenceEstablished
from throughcare.rulebook.facts.record import Stage
from throughcare.simulation import caseload, records
from throughcare.simulation.appointments import Booking, By, book, decided_by_partnership, give, kept
from throughcare.simulation.detention import risk
from throughcare.simulation.sharing import told
from throughcare.simulation.story import Ends, Story
from throughcare.simulation.words import NEEDS, OTHER_DRUGS, PASSED_ON

CUSTODY_WORKER, WORKER = Role.CJIT_CUSTODY_WORKER, Role.CJIT_CASE_MANAGER


def initial(s: Story, booking: Booking, *, before_release: Callable[[], object] | None = None) -> None:
    """Kept sooner or later, then closed by a decision. Someone seen in the suite is released after it."""
    if before_release is None:
        booking = kept(s, booking)
    else:
        _there_already(s, booking)
    engaged = s.chance(s.parameters.engages)
    assessment = assessed(s, booking, engaged=engaged)
    decision = _decided(s, booking, assessment, engaged)
    if not engaged:
        _warned(s, booking, assessment, role=CUSTODY_WORKER)
    follow_up = _arranged(s, booking, engaged) if decision is FollowUp.NEEDED else None
    if before_release is not None:
        before_release()
    if follow_up is not None:
        _follow_up(s, follow_up, booking, assessment, engaged)


def assessed(s: Story, booking: Booking, *, engaged: bool) -> UUID:
    """What was found; an immediate risk is taken by someone at once."""
    s.wait(25, 60)
    s.unless_forgotten()
    at_risk = engaged and s.chance(s.parameters.immediate_risk)
    fact = _content(s, booking, at_risk) if engaged else Assessed(
        requirement=booking.requirement, appointment=booking.id, purpose=booking.purpose, engaged=False
    )  # fmt: skip
    assessment = s.note(fact, role=CUSTODY_WORKER, team=booking.team)
    if at_risk:
        risk(s, booking.team, role=CUSTODY_WORKER)
    if engaged:
        records.keep(s, assessment, team=booking.team)
    return assessment


def _content(s: Story, booking: Booking, at_risk: bool) -> Assessed:
    """All of the minimum, save one in fifty where an item was left out [G]."""
    by_choice = booking.purpose is Purpose.INITIAL
    return Assessed(
        requirement=booking.requirement, appointment=booking.id, purpose=booking.purpose, engaged=True,
        dependency=s.pick(Dependency.DEPENDENT, Dependency.DEPENDENT, Dependency.PROPENSITY),
        would_benefit=s.chance(0.9), readiness=s.pick(*Readiness), comprehensive_needed=s.chance(0.5),
        risk_to_self=RiskLevel.IMMEDIATE if at_risk else s.pick(RiskLevel.NONE, RiskLevel.NONE, RiskLevel.SOME),
        risk_to_others=s.pick(RiskLevel.NONE, RiskLevel.NONE, RiskLevel.SOME),
        urgency=s.pick(Urgency.NONE, Urgency.ROUTINE, Urgency.URGENT), other_drugs=s.pick(*OTHER_DRUGS),
        diversity_needs=None if s.chance(0.02) else s.pick(*NEEDS), harm_advice_given=True, support_explained=True,
        suitable_for=Suitable.NOT_YET if by_choice else Suitable.CASELOAD,
    )  # fmt: skip


def _there_already(s: Story, booking: Booking) -> None:
    records.first_talk(s, booking.id, team=booking.team, stage=Stage.AFTER_TEST)
    came = AttendanceRecorded(appointment=booking.id, outcome=Outcome.ATTENDED)
    s.note(came, role=CUSTODY_WORKER, team=booking.team)


def _decided(s: Story, booking: Booking, assessment: UUID, engaged: bool) -> FollowUp:
    """Before the assessment closes. Whoever needs no follow-up is given RA5."""
    assert booking.requirement is not None, "an initial assessment is under a requirement"
    s.wait(3, 15)
    s.unless_forgotten()
    decision = _decision(s, assessment, engaged)
    consents = s.chance(0.7) if decision is FollowUp.SUBJECT_TO_DRR else None
    by = By(role=CUSTODY_WORKER, team=booking.team)
    decided = s.note(
        FollowUpDecided(assessment=assessment, decision=decision, written_consent=consents), role=by.role, team=by.team
    )
    if decision is not FollowUp.NEEDED:
        give(s, Form.RA5, None, booking.requirement, by=by, how=HowGiven.INTO_HAND)
    if consents:
        s.wait(10, 200)
        s.note(ProbationTold(decision=decided), role=by.role, team=by.team)
    return decision


def _decision(s: Story, assessment: UUID, engaged: bool) -> FollowUp:
    if not engaged:
        return FollowUp.NEEDED
    if s.is_on_caseload():
        return FollowUp.ALREADY_ON_CASELOAD
    if s.chance(s.parameters.on_an_order):
        return FollowUp.SUBJECT_TO_DRR
    made = next(step.fact for step in s.steps if step.id == assessment)
    whole = isinstance(made, Assessed) and made.meets_minimum
    spared = whole and s.chance(s.parameters.no_further_need)
    return FollowUp.NO_FURTHER_INTERVENTION if spared else FollowUp.NEEDED


def _warned(s: Story, booking: Booking, about: UUID, *, role: Role) -> UUID:
    s.wait(1, 10)
    return s.note(Warned(about=about), role=role, team=booking.team)


def _arranged(s: Story, booking: Booking, engaged: bool) -> Booking:
    """Here, or with the team where the person lives, which is responsible from then on."""
    by = By(role=CUSTODY_WORKER, team=booking.team)
    home = _home_team(s, booking.team)
    s.wait(2, 10)
    s.unless_forgotten()
    if home != booking.team:
        assert booking.requirement is not None, "a referral is under a requirement"
        s.note(ReferredToTeam(requirement=booking.requirement, to_team=home), role=by.role, team=by.team)
    after = None if engaged else s.now + timedelta(days=4)
    follow_up = book(
        s, purpose=Purpose.FOLLOW_UP, team=home, by=by, arrest=booking.arrest, requirement=booking.requirement,
        after=after,
    )  # fmt: skip
    s.unless_forgotten()
    assert booking.requirement is not None, "RA4 is under a requirement"
    give(s, Form.RA4, follow_up, booking.requirement, by=by, how=HowGiven.INTO_HAND)
    return follow_up


def _home_team(s: Story, here: str) -> str:
    lives = [step.fact for step in (*s.earlier, *s.steps) if isinstance(step.fact, ResidenceEstablished)]
    at_address = bool(lives) and lives[-1].housing is Housing.ADDRESS
    return s.scene.given.cjit_of[lives[-1].area] if at_address else here


def _follow_up(s: Story, follow_up: Booking, first: Booking, assessment: UUID, engaged: bool) -> None:
    if not engaged:
        _reported(s, first)
    if follow_up.team != first.team:
        _handed_over(s, follow_up, first)
    follow_up = kept(s, follow_up)
    engages = s.chance(s.parameters.engages)
    second = assessed(s, follow_up, engaged=engages)
    if not engages:
        warned = _warned(s, follow_up, second, role=WORKER)
        caseload.not_engaging(s, warned, follow_up.team, follow_up.arrest)
    elif s.chance(s.parameters.better_elsewhere):
        s.ends(s.pick(*PASSED_ON), arrest=follow_up.arrest, role=WORKER, team=follow_up.team)
    else:
        caseload.plan(s, second, team=follow_up.team, arrest=follow_up.arrest)


def _reported(s: Story, first: Booking) -> None:
    """Half are reported on the next day, and the partnership says what to do."""
    warned = next(step.id for step in reversed(s.steps) if isinstance(step.fact, Warned))
    if not s.chance(0.5):
        return
    s.next_morning()
    report = s.note(NotEngagingReported(warning=warned), role=WORKER, team=first.team)
    if decided_by_partnership(s, report, first.team, first.arrest) is not PartnershipDecision.OFFER_AGAIN:
        raise Ends


def _handed_over(s: Story, follow_up: Booking, first: Booking) -> None:
    """The record goes ahead; the receiving team makes contact before the day."""
    referral = next(step.id for step in s.steps if isinstance(step.fact, ReferredToTeam))
    s.office_hours()
    s.unless_forgotten()
    s.note(ReferralAccepted(referral=referral), role=WORKER, team=follow_up.team)
    if s.chance(0.3):
        s.wait(20, 200)
        s.note(RecordAskedFor(referral=referral, of_whom="The custody worker"), role=WORKER, team=follow_up.team)
    s.unless_forgotten()
    s.note(RecordSent(referral=referral), role=CUSTODY_WORKER, team=first.team)
    told(
        s, kind=RecipientKind.CJIT, to=follow_up.team, involved=referral, by=ReferredToTeam, role=CUSTODY_WORKER,
        team=first.team,
    )  # fmt: skip
    if s.chance(0.6) and s.now + timedelta(hours=3) < follow_up.starts_at:
        s.wait(30, 120)
        s.note(FirstContact(referral=referral), role=WORKER, team=follow_up.team)
