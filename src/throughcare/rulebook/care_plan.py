"""Com 1: a care plan agreed with the person, in four domains, within five working days of the assessment.

Handbook 4.1.3, 4.11.1; reading R3.
"""

from collections.abc import Iterator
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import Assessed, Purpose, Suitable
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import CarePlanAgreed, CarePlanProgress, CarePlanRefused
from throughcare.rulebook.history import History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import death, episode_of, requirement_of
from throughcare.rulebook.standing import Duty, Given

AGREE = Obligation(
    kind="agree_care_plan", action="Agree a care plan with the person", by=Role.CJIT_CASE_MANAGER, deadline="follow_up",
    point="Com1", data=DataClass.CARE_PLAN, cites=("HB 4.1.3", "HB 4.11.1"),
    requirements=("H-101", "H-103", "H-104", "H-105", "H-106", "H-107", "H-108", "H-190"), readings=("R3",),
)  # fmt: skip

OBLIGATIONS = (AGREE,)

DOMAINS = ("drug_and_alcohol", "health", "offending", "social")
"""Handbook 4.1.3: the four key domains."""


def duties(h: History, given: Given) -> Iterator[Duty]:
    """After a follow-up, or an assessment by choice, of someone who engaged and suits the caseload."""
    for assessed in h.every(Assessed):
        plan_next = (
            assessed.fact.purpose is not Purpose.INITIAL and assessed.fact.suitable_for is not Suitable.ELSEWHERE
        )
        if assessed.fact.engaged and plan_next:
            root = h.root(assessed.fact.requirement)
            agreed = [(plan, plan.fact.assessment) for plan in h.all(CarePlanAgreed)]
            refused = [(plan, plan.fact.assessment) for plan in h.all(CarePlanRefused)]
            answered = [
                plan for plan, link in (*agreed, *refused) if _under(h, link) == root and order(plan) > order(assessed)
            ]
            yield owed(
                AGREE, because=assessed, owner=assessed.team, due=within(AGREE, assessed.happened_at, given),
                given=given, episode=episode_of(h, requirement_of(h, assessed)), met=earliest(*answered),
                withdrawn=death(h),
            )  # fmt: skip


def _under(h: History, assessment: UUID) -> UUID | None:
    """The requirement an assessment was made under; for one by choice, None."""
    found = h.origin(assessment, Assessed)
    return h.root(found.fact.requirement) if found else assessment


@refuses(CarePlanAgreed, cites=("HB 4.1.3", "HB 4.11.1"), requirements=("H-100", "H-190"))
def a_plan_rests_on_an_assessment(case: Case) -> Refused | None:
    """A plan sets goals for the needs an assessment found, so the person must have engaged with it."""
    assessed = case.history.get(case.fact.assessment, Assessed)
    if assessed is None or assessed.fact.engaged:
        return None
    return Refused(
        sentence="The person did not engage with this assessment, so there are no needs to plan for yet.",
        instead="Record an assessment the person engaged with, then agree the plan.",
        because=assessed,
    )


@refuses(CarePlanAgreed, cites=("HB 4.1.3",), requirements=("H-105", "H-106"))
def a_plan_speaks_to_four_domains(case: Case) -> Refused | None:
    """Each domain says its need and goal, or that none was found."""
    empty = [name for name in DOMAINS if not getattr(case.fact, name).strip()]
    if not empty:
        return None
    return Refused(
        sentence=f"A care plan covers four domains; {len(empty)} {'is' if len(empty) == 1 else 'are'} empty.",
        instead='Write the need and the goal, or "none found".',
    )


@refuses(CarePlanProgress, cites=("HB 4.1.3",), requirements=("H-106", "H-108"))
def progress_is_in_a_domain(case: Case) -> Refused | None:
    """A look at the plan says how far the person has come in one domain at least."""
    if any(getattr(case.fact, name).strip() for name in DOMAINS):
        return None
    return Refused(
        sentence="Progress is written down by domain, and all four are empty.",
        instead='Write how far the person has come in one of them, or "none yet".',
    )


def newest_plan(h: History) -> Recorded[CarePlanAgreed] | None:
    """What was agreed last, whatever it rests on; the others are earlier versions of it."""
    return max(h.all(CarePlanAgreed), key=order, default=None)


def progress(h: History, domain: str) -> Recorded[CarePlanProgress] | None:
    """What was last said about a domain of the newest plan."""
    plan = newest_plan(h)
    said = (one for one in h.naming(plan, CarePlanProgress) if getattr(one.fact, domain).strip()) if plan else ()
    return max(said, key=order, default=None)
