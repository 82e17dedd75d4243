"""Care plan, caseload, case manager, and the passing of care from one team to another."""

from uuid import UUID

from throughcare.rulebook.actors import CJIT, CJIT_MANAGER, CJIT_WORKERS, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question

PLAN, CASEWORK, ATTENDANCE = DataClass.CARE_PLAN, DataClass.CASEWORK, DataClass.ATTENDANCE
WORKERS = CJIT_WORKERS | CJIT_MANAGER


@fact("care_plan_agreed", title="Care plan agreed", data=PLAN, by=WORKERS)
class CarePlanAgreed(Fact):
    """Needs and goals in the four domains, agreed with the person (H-105 to H-108). Empty: none found."""

    assessment: Link = question("Assessment", names=("assessed",))
    drug_and_alcohol: str = question("Drug and alcohol: need and goal", data=PLAN, long=True)
    health: str = question("Health: need and goal", data=PLAN, long=True)
    offending: str = question("Offending: need and goal", data=PLAN, long=True)
    social: str = question("Housing, work, relationships: need and goal", data=PLAN, long=True)
    copy_given: bool = question("Was the person given a copy?", data=PLAN)

    def says(self) -> str:
        return "Care plan agreed"


@fact("care_plan_progress", title="Progress on the care plan", data=PLAN, by=WORKERS)
class CarePlanProgress(Fact):
    """How far the person has come, as seen together (H-106, H-108). A domain left empty was not looked at."""

    care_plan: Link = question("Care plan", names=("care_plan_agreed",))
    drug_and_alcohol: str = question("Drug and alcohol: progress", data=PLAN, default="", long=True)
    health: str = question("Health: progress", data=PLAN, default="", long=True)
    offending: str = question("Offending: progress", data=PLAN, default="", long=True)
    social: str = question("Housing, work, relationships: progress", data=PLAN, default="", long=True)

    def says(self) -> str:
        return "Progress on the care plan written down"


@fact("care_plan_refused", title="Care plan refused", data=ATTENDANCE, by=WORKERS)
class CarePlanRefused(Fact):
    assessment: Link = question("Assessment", names=("assessed",))

    def says(self) -> str:
        return "Would not agree a care plan"


@fact("taken_on_caseload", title="Taken on the caseload", data=CASEWORK, by=WORKERS)
class TakenOnCaseload(Fact):
    """Formally on the DIP caseload of the recording team (H-191, P-48)."""

    care_plan: Link = question("Care plan", names=("care_plan_agreed",), once=True)
    agrees: bool = question("Does the person agree to assessment and case management?", data=CASEWORK)

    def says(self) -> str:
        return "Taken on the caseload"


@fact("case_manager_named", title="Case manager named", data=CASEWORK, by=CJIT_MANAGER)
class CaseManagerNamed(Fact):
    """One named worker for each person on the caseload (H-54, H-109)."""

    caseload: Link = question("Caseload entry", names=("taken_on_caseload",))
    worker: UUID = question("Case manager", data=CASEWORK)
    worker_name: str = question("Name", data=CASEWORK)

    def says(self) -> str:
        return f"{self.worker_name} named as case manager"


@fact("referred_to_team", title="Referred to another team", data=CASEWORK, by=CJIT | POLICE)
class ReferredToTeam(Fact):
    """Notifies the team of residence, which is responsible from this moment (H-180, R20)."""

    requirement: Link = question("Requirement", names=("assessment_required",))
    to_team: str = question("To", data=CASEWORK)

    def says(self) -> str:
        return "Referred to the team where the person lives, which is responsible from this moment"


@fact("record_sent", title="Record sent ahead", data=CASEWORK, by=CJIT)
class RecordSent(Fact):
    """The record and other information sent before the follow-up (H-178, H-179)."""

    referral: Link = question("Referral", names=("referred_to_team",), once=True)

    def says(self) -> str:
        return "Record sent to the receiving team"


@fact("referral_accepted", title="Referral accepted", data=ATTENDANCE, by=CJIT)
class ReferralAccepted(Fact):
    """The receiver's section of the Activity Form (H-181). It may query, not decline (R20)."""

    referral: Link = question("Referral", names=("referred_to_team",), once=True)

    def says(self) -> str:
        return "The receiving team accepted the referral"


@fact("record_asked_for", title="Record asked for", data=ATTENDANCE, by=CJIT)
class RecordAskedFor(Fact):
    """The receiving team asks the sender for the record that has not come (H-180)."""

    referral: Link = question("Referral", names=("referred_to_team",))
    of_whom: str = question("Whom did you ask?", data=ATTENDANCE)

    def says(self) -> str:
        return "The receiving team asked for the record"


@fact("first_contact", title="First contact", data=ATTENDANCE, by=CJIT)
class FirstContact(Fact):
    """The receiving team has met or spoken to the person (H-180, H-181)."""

    referral: Link = question("Referral", names=("referred_to_team",), once=True)

    def says(self) -> str:
        return "The receiving team had first contact"


@fact("decided_next", title="What happens next", data=CASEWORK, by=CJIT | POLICE)
class DecidedNext(Fact):
    """A decision where no rule speaks: what happens, and whether this team's part ends."""

    decision: str = question("What happens next?", data=CASEWORK, long=True)
    ends: bool = question("Does this end our part?", data=CASEWORK)
    arrest: Link | None = question("After which arrest?", names=("arrested",), default=None)

    @property
    def takes_away(self) -> object:
        return self.ends

    def says(self) -> str:
        return "Decided what happens next"


@fact("died", title="Death", data=CASEWORK, by=CJIT | POLICE)
class Died(Fact):
    def says(self) -> str:
        return "Died"
