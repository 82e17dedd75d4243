"""Someone who does not engage: the warning, the report, and what the partnership decides."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT_MANAGER, Role
from throughcare.rulebook.facts.assessment import ATTENDANCE, WORKERS
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

PARTNERSHIP = frozenset({Role.PARTNERSHIP_MANAGER}) | CJIT_MANAGER


@fact("warned", title="Warning", data=ATTENDANCE, by=WORKERS,
      version=2, upgrades={1: lambda stored: {**stored, "no_offence": None}})  # fmt: skip
class Warned(Fact):
    """The person told that not engaging will be reported; any duty restated (H-172, H-187, H-190)."""

    about: Link = question("About", names=("assessed", "care_plan_refused", "agreement_asked"), once=True)
    no_offence: bool | None = question(
        "Did you say that it is no offence?", data=ATTENDANCE, default=None,
        hint="Where nothing was required. Under a requirement, leave it open and restate the duty.",
    )  # fmt: skip

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
