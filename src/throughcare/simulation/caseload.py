"""Care plan, caseload, a named case manager, and the end of a team's part."""

from datetime import timedelta
from math import log
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.casework import (
    CarePlanAgreed,
    CarePlanRefused,
    CaseManagerNamed,
    TakenOnCaseload,
)
from throughcare.rulebook.facts.engagement import NotEngagingReported, PartnershipDecision, Warned
from throughcare.rulebook.facts.identity import RecordRestricted, RestrictionLifted
from throughcare.simulation.appointments import decided_by_partnership, invited_in_vain
from throughcare.simulation.names import DAYS_IN_A_YEAR
from throughcare.simulation.story import Story
from throughcare.simulation.words import LEFT, PLANS, RESTRICTED

WORKER, MANAGER = Role.CJIT_CASE_MANAGER, Role.CJIT_MANAGER


def plan(s: Story, assessment: UUID, *, team: str, arrest: UUID) -> None:
    """Agreed, and then the caseload; refused, and then the warning."""
    s.wait(10, 60)
    s.unless_forgotten()
    if not s.chance(s.parameters.agrees_plan):
        _refused(s, assessment, team, arrest)
        return
    domains = {domain: s.pick(*texts) for domain, texts in PLANS.items()}
    agreed = s.note(CarePlanAgreed(assessment=assessment, copy_given=True, **domains), role=WORKER, team=team)
    if not s.is_alone():
        return
    s.wait(5, 60)
    s.unless_forgotten()
    entry = s.note(TakenOnCaseload(care_plan=agreed, agrees=True), role=WORKER, team=team)
    _managed(s, entry, team, arrest)


def not_engaging(s: Story, warned: UUID, team: str, arrest: UUID) -> None:
    """Still so on the next working day: reported, and the partnership decides what to try."""
    s.next_morning()
    s.unless_forgotten()
    report = s.note(NotEngagingReported(warning=warned), role=WORKER, team=team)
    if decided_by_partnership(s, report, team, arrest) is PartnershipDecision.OFFER_AGAIN:
        invited_in_vain(s, team, arrest)


def _refused(s: Story, assessment: UUID, team: str, arrest: UUID) -> None:
    refused = s.note(CarePlanRefused(assessment=assessment), role=WORKER, team=team)
    s.wait(1, 10)
    warned = s.note(Warned(about=refused), role=WORKER, team=team)
    not_engaging(s, warned, team, arrest)


def _managed(s: Story, entry: UUID, team: str, arrest: UUID) -> None:
    """A worker is named, sometimes another later; in time the team's part ends."""
    ends_at = s.now + timedelta(days=_days_on_caseload(s))
    s.next_morning()
    s.unless_forgotten()
    _named(s, entry, team)
    if s.chance(s.parameters.restricted):
        _restricted(s, team)
    if s.chance(0.1):
        s.next_morning(days=s.rng.randint(5, 30))
        if s.now < ends_at:
            _named(s, entry, team)
    s.wait_until(ends_at)
    s.office_hours()
    s.ends(s.pick(*LEFT), arrest=arrest, role=MANAGER, team=team)


def _named(s: Story, entry: UUID, team: str) -> None:
    worker = s.pick(*s.scene.case_managers[team])
    s.note(CaseManagerNamed(caseload=entry, worker=worker.id, worker_name=worker.name), role=MANAGER, team=team)


def _restricted(s: Story, team: str) -> None:
    """Somebody who works nearby knows them; often that person leaves again."""
    restriction = s.note(RecordRestricted(reason=s.pick(*RESTRICTED)), role=MANAGER, team=team)
    if s.chance(0.5):
        s.next_morning(days=s.rng.randint(5, 20))
        s.note(RestrictionLifted(restriction=restriction), role=MANAGER, team=team)


def _days_on_caseload(s: Story) -> float:
    """Leaving at a steady rate, so that the given share has left within a year."""
    leaves = s.parameters.leaves_in_a_year
    return max(7.0, s.rng.expovariate(-log(1 - leaves)) * DAYS_IN_A_YEAR)
