"""An immediate risk is never only a tick: it owns a duty due now, with a named taker (invariant 11).

Handbook 4.1.2.
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.custody import RiskFound, RiskHandedOver
from throughcare.rulebook.facts.risk import RiskTakenOn
from throughcare.rulebook.history import History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import death, episode_of, requirement_of
from throughcare.rulebook.standing import Duty, Given

ACT = Obligation(
    survives=True, kind="act_on_risk", action="Immediate risk: act now, then record to whom it passed",
    by=Role.DETENTION_OFFICER,
    deadline="at_once", point="IE2", data=DataClass.RISK, cites=("HB 3.2", "HB 4.1.2"),
    requirements=("H-49", "H-89", "H-90"),
)  # fmt: skip
NAME_TAKER = Obligation(
    survives=True, kind="name_risk_taker", action="Immediate risk: name who has taken it on",
    by=Role.CJIT_CUSTODY_WORKER,
    deadline="at_once", point="IE2", data=DataClass.RISK, cites=("HB 4.1.2",), requirements=("H-89", "H-90"),
)  # fmt: skip

OBLIGATIONS = (ACT, NAME_TAKER)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """From the moment of finding until it was handed to someone by name."""
    for found in h.every(RiskFound):
        yield owed(
            ACT, because=found, owner=found.team, due=within(ACT, found.happened_at, given), given=given,
            met=h.first_naming(found, RiskHandedOver), withdrawn=death(h),
        )  # fmt: skip
    for assessed in h.every(Assessed):
        if assessed.fact.immediate_risk:
            named = next((risk for risk in h.all(RiskFound) if order(risk) >= order(assessed)), None)
            beside = next((r for r in h.all(RiskFound) if r.happened_at == assessed.happened_at), None)
            yield owed(
                NAME_TAKER, because=assessed, owner=assessed.team, given=given,
                due=within(NAME_TAKER, assessed.happened_at, given), episode=episode_of(h, requirement_of(h, assessed)),
                met=earliest(
                    beside, named, h.first_naming(assessed, RiskHandedOver), h.first_naming(assessed, RiskTakenOn)
                ),
                withdrawn=death(h),
            )  # fmt: skip


def taker(h: History, found: Recorded[RiskFound]) -> str:
    """Who has it now: whoever took it on last, else the name given when it was found."""
    taken = h.naming(found, RiskTakenOn)
    return taken[-1].fact.taker if taken else found.fact.taker


@refuses(RiskFound, RiskTakenOn, cites=("HB 4.1.2",), requirements=("H-89", "H-90"))
def a_risk_has_a_named_taker(case: Case) -> Refused | None:
    """Somebody, by name, has it."""
    if case.fact.taker.strip():
        return None
    return Refused(
        sentence="An immediate risk needs the name of whoever has taken it on.",
        instead="Write your own name if it is you.",
    )
