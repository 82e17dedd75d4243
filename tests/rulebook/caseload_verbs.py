"""What a story tells of somebody's place on the caseload."""

from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import review as v

WORKER, MANAGER = Role.CJIT_CASE_MANAGER, Role.CJIT_MANAGER


class OnCaseload:
    """Verbs of `Story`."""

    def taken_on(self, plan=None, agrees=True, **how):
        fact = c.TakenOnCaseload(care_plan=plan or self.last(c.CarePlanAgreed), agrees=agrees)
        return self.tell(fact, **{"by": WORKER, **how})

    def manager_named(self, **how):
        fact = c.CaseManagerNamed(caseload=self.last(c.TakenOnCaseload), worker=UUID(int=55), worker_name="Kit Marsh")
        return self.tell(fact, **{"by": MANAGER, **how})

    def happens(self, what=v.Event.HOUSING, said="a flat of his own", **how):
        fact = v.SignificantEvent(caseload=self.last(c.TakenOnCaseload), what=what, said=said)
        return self.tell(fact, **{"by": WORKER, **how})

    def reviewed(
        self, event=None, *, uses=True, offends=True, in_prison=False, course=v.Course.STAYS, why="", **how
    ):  # fmt: skip
        fact = v.Reviewed(
            caseload=self.last(c.TakenOnCaseload), event=event, uses=uses, offends=offends, in_prison=in_prison,
            course=course, why_otherwise=why,
        )  # fmt: skip
        return self.tell(fact, **{"by": WORKER, **how})
