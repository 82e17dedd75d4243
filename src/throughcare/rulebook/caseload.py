"""Com 2: on the caseload, with a named case manager. Handbook 4.1.3, 4.11.2; reading R14. PPO 50."""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import CarePlanAgreed, CaseManagerNamed, DecidedNext, TakenOnCaseload
from throughcare.rulebook.history import AnyRecorded, History, order
from throughcare.rulebook.owing import Obligation, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import caseload_at, caseload_end, death, episode_of, requirement_of
from throughcare.rulebook.standing import Duty, Given

ADMIT = Obligation(
    kind="take_on_caseload", action="Take the person on the caseload", by=Role.CJIT_CASE_MANAGER,
    deadline="next_working_day", point="Com2", data=DataClass.CASEWORK, cites=("HB 4.11.1", "HB 4.11.2"),
    requirements=("H-190", "H-191"),
)  # fmt: skip
NAME_MANAGER = Obligation(
    kind="name_case_manager", action="Name a case manager", by=Role.CJIT_MANAGER, deadline="next_working_day",
    point="Com2", data=DataClass.CASEWORK, cites=("HB 4.1.3", "HB 4.11.2"),
    requirements=("H-54", "H-109", "H-191", "P-48"),
)  # fmt: skip

OBLIGATIONS = (ADMIT, NAME_MANAGER)


def duties(h: History, given: Given) -> Iterator[Duty]:
    """An agreed plan leads to the caseload, the caseload to a named worker."""
    for plan in h.every(CarePlanAgreed):
        yield owed(
            ADMIT, because=plan, owner=plan.team, due=within(ADMIT, plan.happened_at, given), given=given,
            met=h.first_naming(plan, TakenOnCaseload),
            withdrawn=soonest(
                caseload_at(h, plan.happened_at), _later_admission(h, plan.happened_at), death(h), *_let_go(h, plan)
            ),
        )  # fmt: skip
    for entry in h.every(TakenOnCaseload):
        yield owed(
            NAME_MANAGER, because=entry, owner=entry.team, due=within(NAME_MANAGER, entry.happened_at, given),
            given=given, episode=entry.root, met=h.first_naming(entry, CaseManagerNamed),
            withdrawn=caseload_end(h, entry),
        )  # fmt: skip


def _let_go(h: History, plan: AnyRecorded) -> list[AnyRecorded]:
    """Decisions, after the plan, that end our part under its arrest."""
    assessed = h.origin(plan.fact.assessment, Assessed)  # type: ignore[attr-defined]
    arrest = episode_of(h, requirement_of(h, assessed)) if assessed else None
    ends = [one for one in h.all(DecidedNext) if one.fact.ends and h.root(one.fact.arrest) in {None, arrest}]
    return [one for one in ends if order(one) > order(plan)]


def _later_admission(h: History, moment: object):  # type: ignore[no-untyped-def]
    return next((entry for entry in h.all(TakenOnCaseload) if entry.happened_at > moment), None)  # type: ignore[operator]


@refuses(TakenOnCaseload, cites=("PPO 50", "HB 4.11.2"), requirements=("P-48",))
def the_caseload_is_agreed_to(case: Case) -> Refused | None:
    """Nobody is on a caseload without agreeing to assessment and case management."""
    if case.fact.agrees:
        return None
    return Refused(
        sentence="Someone is taken on the caseload only if they agree to assessment and case management.",
        instead="If the person refuses the plan, record that; the warning and the partnership's decision follow.",
    )


@refuses(TakenOnCaseload, cites=("HB 4.11.2",), requirements=("H-109", "H-191"), readings=("R14",))
def one_caseload_at_a_time(case: Case) -> Refused | None:
    """An existing caseload keeps care."""
    current = caseload_at(case.then, case.happened_at)
    if current is None or current.root == case.root:
        return None
    return Refused(
        sentence="The person is on a caseload already, and that team keeps care.",
        instead="Ask that team to review the care plan with the person.",
        because=current,
    )


def outside_the_place(case: Case) -> AnyRecorded | None:
    """For a fact that names a place: its entry if it is another team's, or what had ended it by then."""
    entry = case.history.get(case.fact.caseload, TakenOnCaseload)
    if entry is None:
        return None
    end = caseload_end(case.then, entry)
    if entry.team == case.team and (end is None or end.happened_at > case.happened_at):
        return None
    return end or entry


@refuses(CaseManagerNamed, cites=("HB 4.11.2",), requirements=("H-191",))
def the_teams_own_manager_names(case: Case) -> Refused | None:
    """The manager of the team whose caseload it is names the case manager, while the person is on it."""
    against = outside_the_place(case)
    if against is None:
        return None
    return Refused(
        sentence="The case manager is named by the manager of the team whose caseload the person is on.",
        instead="Ask that team's manager, or record the caseload entry first.",
        because=against,
    )
