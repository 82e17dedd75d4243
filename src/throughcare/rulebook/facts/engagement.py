"""Someone who does not engage: the warning, the report, and what the partnership decides."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, Role
from throughcare.rulebook.facts.assessment import ATTENDANCE, WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

PARTNERSHIP = frozenset({Role.PARTNERSHIP_MANAGER}) | CJIT_MANAGER


@fact("warned", title="Warning", data=ATTENDANCE, by=WORKERS)
class Warned(Fact):
    """The duty restated and the person told that it will be reported (H-172, H-190)."""

    about: Link = question("About", names=("assessed", "care_plan_refused"), once=True)

    def says(self) -> str:
        return "Warned that not engaging will be reported"


@fact("not_engaging_reported", title="Not engaging reported", data=ATTENDANCE, by=WORKERS)
class NotEngagingReported(Fact):
    warning: Link = question("Warning", names=("warned",), once=True)

    def says(self) -> str:
        return "Not engaging reported to police and partners"


class PartnershipDecision(StrEnum):
    OUTREACH = "start assertive outreach"
    OFFER_AGAIN = "offer an appointment again"
    NO_FURTHER_ACTION = "no further action"


@fact("partnership_decided", title="Partnership's decision", data=DataClass.CASEWORK, by=PARTNERSHIP)
class PartnershipDecided(Fact):
    """What the partnership decided after weighing the risk of not engaging (H-173)."""

    report: Link = question("Report", names=("not_engaging_reported", "failure_reported"), once=True)
    decision: PartnershipDecision = question("What was decided?", data=DataClass.CASEWORK)
    reasons: str = question("Reasons", data=DataClass.CASEWORK, long=True)

    @property
    def takes_away(self) -> object:
        return self.decision is PartnershipDecision.NO_FURTHER_ACTION

    def says(self) -> str:
        return f"The partnership decided: {self.decision}"
