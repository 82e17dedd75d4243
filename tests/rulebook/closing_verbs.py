"""What a story tells of prison, and of a place that is suspended, taken up again or closed."""

from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts import casework as c
from throughcare.rulebook.facts import closing as q
from throughcare.rulebook.facts import prison as p

WORKER = Role.CJIT_CASE_MANAGER


class AtTheEnd:
    """Verbs of `Story`."""

    def imprisoned(self, release_on=None, *, on_caseload=True, **how):
        place = self.last(c.TakenOnCaseload) if on_caseload else None
        fact = p.EnteredPrison(caseload=place, prison="Castle Gate", held=p.Held.REMAND, release_on=release_on)
        return self.tell(fact, **{"by": WORKER, **how})

    def expects(self, release_on, stay=None, **how):
        fact = p.ReleaseExpected(stay=stay or self.last(p.EnteredPrison), release_on=release_on)
        return self.tell(fact, **{"by": WORKER, **how})

    def comes_out(self, stay=None, **how):
        return self.tell(p.LeftPrison(stay=stay or self.last(p.EnteredPrison)), **{"by": WORKER, **how})

    def suspended(self, stay=None, **how):
        return self._suspended(q.Pause.PRISON, stay or self.last(p.EnteredPrison), None, **how)

    def suspended_for_order(self, ends_on, **how):
        return self._suspended(q.Pause.ORDER, None, ends_on, **how)

    def _suspended(self, ground, stay, ends_on, **how):
        place = self.last(c.TakenOnCaseload)
        fact = q.Suspended(caseload=place, ground=ground, stay=stay, order_ends_on=ends_on)
        return self.tell(fact, **{"by": WORKER, **how})

    def taken_up(self, suspension=None, **how):
        return self.tell(q.TakenUpAgain(suspension=suspension or self.last(q.Suspended)), **{"by": WORKER, **how})

    def closed(
        self, ground, *, stay=None, to="", effort="", explained=False, persistent=False, place=None, **how
    ):  # fmt: skip
        fact = q.PlaceClosed(
            caseload=place or self.last(c.TakenOnCaseload), ground=ground, stay=stay, to=to, effort=effort,
            explained=explained, persistent=persistent,
        )  # fmt: skip
        return self.tell(fact, **{"by": WORKER, **how})

    def answers(self, heard=q.Heard.ACCEPTED, **how):
        fact = q.AcceptedElsewhere(closure=self.last(q.PlaceClosed), heard=heard, who="Ms Lake")
        return self.tell(fact, **{"by": WORKER, **how})

    def closure_reported(self, **how):
        fact = q.ClosureReported(closure=self.last(q.PlaceClosed), to_whom="the police lead")
        return self.tell(fact, **{"by": WORKER, **how})
