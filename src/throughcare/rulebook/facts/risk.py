"""Who has an immediate risk now. That there is one, and to whom it passed in the end, stands under custody."""

from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

RISK = DataClass.RISK


@fact("risk_taken_on", title="Immediate risk taken on", data=RISK, by=POLICE | CJIT)
class RiskTakenOn(Fact):
    """From now on this person has it: at a change of shift, or before going to the cell. It stays owed."""

    risk: Link = question("Risk", names=("risk_found", "assessed"))
    taker: str = question("Who has taken this on?", data=RISK, hint="A name")

    def says(self) -> str:
        return f"Immediate risk taken on by {self.taker}"
