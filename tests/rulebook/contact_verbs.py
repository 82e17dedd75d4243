"""What a story tells of contact with somebody on the caseload, kept or missed."""

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import keeping_contact as k
from throughcare.rulebook.facts import missed as x

WORKER = Role.CJIT_CASE_MANAGER


class InContact:
    """Verbs of `Story`."""

    def contact(self, outcome=k.Kept.SEEN, how=k.HowMet.HERE, **said):
        fact = k.ContactMade(caseload=self.last(c.TakenOnCaseload), how=how, outcome=outcome)
        return self.tell(fact, **{"by": WORKER, **said})

    def misses(self, **said):
        return self.contact(k.Kept.MISSED, **said)

    def weighed(self, verdict, missed=None, why="it was forgotten", stopped="", **said):
        fact = k.MissedContactJudged(
            missed=missed or self.last(k.ContactMade), verdict=verdict, why=why, stopped_offending=stopped
        )
        return self.tell(fact, **{"by": WORKER, **said})

    def disengaged(self, missed=None, stopped="", **said):
        return self.weighed(k.Verdict.DISENGAGED, missed, "", stopped, **said)

    def went_out(self, answer=x.Answer.NO_ANSWER, told=None, how=x.HowTried.VISIT, **said):
        return self.tell(x.ContactTried(how=how, answer=answer, told=told), **{"by": WORKER, **said})
