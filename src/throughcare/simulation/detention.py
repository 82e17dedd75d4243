"""What happens in the suite around the test: an immediate risk, the laboratory, release."""

from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.custody import (
    Arrested,
    Charged,
    Disposal,
    DrugTested,
    ForLaboratory,
    LaboratoryReturned,
    Released,
    RiskFound,
    RiskHandedOver,
    RiskTo,
    SampleServesCharge,
    SentToLaboratory,
    ToldRequirementEnded,
)
from throughcare.rulebook.facts.risk import RiskTakenOn
from throughcare.simulation.story import Ends, Story
from throughcare.simulation.words import CHECKS, RISKS, SERGEANTS

OFFICER, SERGEANT = Role.DETENTION_OFFICER, Role.CUSTODY_SERGEANT
LEAVES = {
    Disposal.POLICE_BAIL: 40, Disposal.CHARGED_BAILED: 32, Disposal.NO_FURTHER_ACTION: 14, Disposal.CAUTION: 9,
    Disposal.FIXED_PENALTY: 5,
}  # fmt: skip
"""How people leave, as weights [G]."""


def risk(s: Story, team: str, *, role: Role) -> None:
    """Found, taken by someone by name, and in time handed over."""
    found = s.note(
        RiskFound(risk=s.pick(RiskTo.SELF, RiskTo.SELF, RiskTo.OTHERS), what=s.pick(*RISKS), taker=s.pick(*SERGEANTS)),
        role=role, team=team,
    )  # fmt: skip
    s.wait(15, 120)
    if s.chance(0.3):
        s.note(RiskTakenOn(risk=found, taker=s.pick(*SERGEANTS)), role=role, team=team)
        s.wait(15, 60)
    s.note(RiskHandedOver(risk=found, to_whom="the nurse on duty", how=s.pick(*CHECKS)), role=role, team=team)


def released(s: Story, suite: str, arrest: UUID, *, least: int = 20, most: int = 300) -> UUID:
    """Charged or not, the person leaves."""
    s.wait(least, most)
    disposal = s.rng.choices(list(LEAVES), weights=list(LEAVES.values()))[0]
    if disposal is Disposal.CHARGED_BAILED:
        offence = next(step.fact.offence for step in s.steps if isinstance(step.fact, Arrested))
        charge = s.note(Charged(arrest=arrest, offence=offence), role=SERGEANT, team=suite)
        _serves_charge(s, suite, arrest, charge)
        s.wait(5, 30)
    return s.note(Released(arrest=arrest, disposal=disposal), role=SERGEANT, team=suite)


def _serves_charge(s: Story, suite: str, arrest: UUID, charge: UUID) -> None:
    """The sample taken on arrest is used on charge, never taken again (R10)."""
    for step in s.steps:
        fact = step.fact
        if isinstance(fact, DrugTested) and fact.arrest == arrest and not fact.irregular:
            s.note(SampleServesCharge(test=step.id, charge=charge), role=SERGEANT, team=suite)


def sent(s: Story, suite: str, test: UUID) -> None:
    """Packed and sent; what comes back is another day's."""
    s.wait(30, 120)
    s.note(SentToLaboratory(test=test), role=OFFICER, team=suite)


def laboratory(s: Story, suite: str, test: UUID, requirement: UUID | None = None) -> None:
    """Sent, answered; a result that is not confirmed ends what rested on it."""
    if not any(step.id == test and goes_to_laboratory(step.fact) for step in s.steps):
        return
    s.wait(0, 480)
    sent(s, suite, test)
    confirmed = s.chance(s.parameters.confirmed)
    answered(s, suite, test, confirmed=confirmed)
    if confirmed:
        return
    if requirement is not None:
        s.wait(30, 300)
        s.note(ToldRequirementEnded(requirement=requirement), role=OFFICER, team=suite)
    raise Ends


def answered(s: Story, suite: str, test: UUID, *, confirmed: bool) -> None:
    """Some mornings later."""
    s.next_morning(days=s.rng.randint(1, 3))
    s.note(LaboratoryReturned(test=test, confirmed=confirmed), role=OFFICER, team=suite)


def goes_to_laboratory(fact: object) -> bool:
    return isinstance(fact, DrugTested) and fact.laboratory is not ForLaboratory.NO
