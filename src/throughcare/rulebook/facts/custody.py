"""What happens in the custody suite: arrest, test, laboratory, requirement, release, risk."""

from uuid import UUID

from throughcare.rulebook.actors import CJIT, INSPECTOR, LABORATORY, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question
from throughcare.rulebook.facts.custody_answers import (
    Condition as Condition,
)  # fmt: skip
from throughcare.rulebook.facts.custody_answers import (
    Disposal as Disposal,
)
from throughcare.rulebook.facts.custody_answers import (
    ForLaboratory as ForLaboratory,
)
from throughcare.rulebook.facts.custody_answers import (
    NotTestedBecause as NotTestedBecause,
)
from throughcare.rulebook.facts.custody_answers import (
    Result as Result,
)
from throughcare.rulebook.facts.custody_answers import (
    RiskTo as RiskTo,
)
from throughcare.rulebook.facts.custody_answers import (
    Unusable as Unusable,
)

CUSTODY, RESULT = DataClass.CUSTODY, DataClass.TEST_RESULT
REQUIREMENT, RISK = DataClass.REQUIREMENT, DataClass.RISK


@fact("arrested", title="Arrest", data=CUSTODY, by=POLICE)
class Arrested(Fact):
    """An arrest that brought the person to this suite. Two may be open at once (R14)."""

    offence: str = question("Offence", data=CUSTODY, counted=True)
    custody_number: str = question("Custody number", data=CUSTODY, hint="As it stands in the custody record")
    cell: str = question("Cell", data=CUSTODY, default="")

    def says(self) -> str:
        return "Arrested and booked in"


@fact("test_authorised", title="Test authorised", data=CUSTODY, by=INSPECTOR)
class TestAuthorised(Fact):
    """An inspector's authority to test for an offence that is not a trigger offence (H-45)."""

    __test__ = False

    arrest: Link = question("Arrest", names=("arrested",), once=True)
    grounds: str = question("Grounds", data=CUSTODY, long=True)

    def says(self) -> str:
        return "An inspector authorised a drug test"


@fact("drug_tested", title="Drug test", data=RESULT, by=POLICE,
      version=2, upgrades={1: lambda stored: {**stored, "taken_by": None}})  # fmt: skip
class DrugTested(Fact):
    """A sample taken and read. Happened at: when the sample was taken."""

    arrest: Link = question("Arrest", names=("arrested",))
    condition: Condition = question("Tested on", data=CUSTODY, counted=True)
    result: Result = question("What did the test show?", data=RESULT, counted=True)
    laboratory: ForLaboratory = question(
        "Does the sample go to the laboratory?", data=RESULT, default=ForLaboratory.NO, counted=True
    )
    irregular: bool = question(
        "Was it taken although it should not have been?", data=CUSTODY, default=False,
        hint="A second sample, a person under 18, a tester who is not trained, or a suite that may not test: "
        "the result then serves nothing and must be put right",
    )  # fmt: skip
    taken_by: UUID | None = question(
        "Who took the sample, if not whoever recorded it?", data=CUSTODY, default=None,
        hint="The post of a trained tester. Empty: the officer who recorded the test",
    )  # fmt: skip

    @property
    def positive(self) -> bool:
        """A screening result that may lead to a requirement; an irregular test never does (R10, R28)."""
        return self.result is not Result.NEGATIVE and not self.irregular

    @property
    def takes_away(self) -> object:
        return self.positive

    def says(self) -> str:
        if self.irregular:
            return "A sample was taken that should not have been; its result serves nothing"
        if self.result is Result.NEGATIVE:
            return "Tested negative. Screening result"
        return f"Tested positive: {self.result}. Screening result, not confirmed"


@fact("test_unusable", title="Device failed or sample void", data=CUSTODY, by=POLICE)
class TestUnusable(Fact):
    """No result: it is not a test, and another sample may be taken (R10)."""

    __test__ = False

    arrest: Link = question("Arrest", names=("arrested",))
    reason: Unusable = question("What happened?", data=CUSTODY)

    def says(self) -> str:
        return f"No result: {self.reason}"


@fact("test_refused", title="Test refused", data=CUSTODY, by=POLICE)
class TestRefused(Fact):
    """The person would not give a sample after the warning (N-45)."""

    __test__ = False

    arrest: Link = question("Arrest", names=("arrested",), once=True)
    warned: bool = question("Was the person warned that refusing may be an offence?", data=CUSTODY)

    def says(self) -> str:
        return "Refused to give a sample"


@fact("not_tested", title="Not tested, and why", data=CUSTODY, by=POLICE,
      version=2, upgrades={1: lambda stored: {**stored, "ground": None}})  # fmt: skip
class NotTested(Fact):
    """Nobody is left untested without a reason."""

    arrest: Link = question("Arrest", names=("arrested",), once=True)
    reason: str = question("What else should be known?", data=CUSTODY, default="", hint="In a few words")
    ground: NotTestedBecause | None = question("Why was no test taken?", data=CUSTODY, default=None, counted=True)

    def says(self) -> str:
        return f"Not tested: {self.ground}" if self.ground else "Not tested"


@fact("sample_serves_charge", title="Sample used on charge", data=CUSTODY, by=POLICE)
class SampleServesCharge(Fact):
    """A sample taken on arrest stands for the charge as well: it is recorded, never repeated (R10)."""

    test: Link = question("Test", names=("drug_tested",), once=True)
    charge: Link = question("Charge", names=("charged",))

    def says(self) -> str:
        return "The sample taken on arrest is used on charge as well"


@fact("sent_to_laboratory", title="Sample sent to the laboratory", data=RESULT, by=POLICE)
class SentToLaboratory(Fact):
    test: Link = question("Test", names=("drug_tested",), once=True)

    def says(self) -> str:
        return "Sample sent to the laboratory"


@fact("laboratory_returned", title="Laboratory result", data=RESULT, by=POLICE | LABORATORY)
class LaboratoryReturned(Fact):
    """A result that does not confirm a positive ends what rested on the test (Drugs Act 2005 s16)."""

    test: Link = question("Test", names=("drug_tested",), once=True)
    confirmed: bool = question("Did the laboratory find a specified Class A drug?", data=RESULT, counted=True)

    @property
    def takes_away(self) -> object:
        return self.confirmed

    def says(self) -> str:
        found = "found" if self.confirmed else "did not find"
        return f"The laboratory {found} a specified Class A drug"


@fact("assessment_required", title="Assessment required", data=REQUIREMENT, by=POLICE)
class AssessmentRequired(Fact):
    """Required to attend and remain at an initial and a follow-up assessment (H-149)."""

    test: Link = question("Test", names=("drug_tested",), once=True)
    warned: bool = question(
        "Was the person told and warned?", data=REQUIREMENT,
        hint="That failing to attend and remain, without good cause, may be prosecuted",
    )  # fmt: skip

    def says(self) -> str:
        return "Required to attend a first and a follow-up assessment"


@fact("requirement_not_imposed", title="Requirement not imposed", data=REQUIREMENT, by=INSPECTOR)
class RequirementNotImposed(Fact):
    """An inspector's decision, with reasons, that no assessment is required (H-150)."""

    test: Link = question("Test", names=("drug_tested",), once=True)
    reasons: str = question("Reasons", data=REQUIREMENT, long=True)

    def says(self) -> str:
        return "An inspector decided not to require an assessment"


@fact("charged", title="Charge", data=CUSTODY, by=POLICE)
class Charged(Fact):
    arrest: Link = question("Arrest", names=("arrested",))
    offence: str = question("Offence charged", data=CUSTODY)

    def says(self) -> str:
        return "Charged"


@fact("released", title="Release from custody", data=CUSTODY, by=POLICE)
class Released(Fact):
    """Can always be recorded, and nothing here may delay it."""

    arrest: Link = question("Arrest", names=("arrested",), once=True)
    disposal: Disposal = question("How did the person leave?", data=CUSTODY, counted=True)

    def says(self) -> str:
        return f"Released: {self.disposal}"


@fact("voluntary_offer_made", title="Appointment offered by choice", data=REQUIREMENT, by=POLICE | CJIT)
class VoluntaryOfferMade(Fact):
    """An appointment offered that carries no penalty."""

    arrest: Link = question("Arrest", names=("arrested",))
    accepted: bool = question(
        "Did the person accept?", data=REQUIREMENT, hint="If no worker is here, the team books. To pass on a telephone "
        "number, ask for consent first: Consent and sharing, in the record.")  # fmt: skip

    @property
    def takes_away(self) -> object:
        return self.accepted

    def says(self) -> str:
        return "Accepted" * self.accepted + "Declined" * (not self.accepted) + " an appointment by choice"


@fact("no_misuse_believed", title="No belief of misuse", data=CUSTODY, by=POLICE)
class NoMisuseBelieved(Fact):
    """Annex E was applied after a negative test, or without one, and did not identify the person (H-66)."""

    arrest: Link = question("Arrest", names=("arrested",), once=True)

    def says(self) -> str:
        return "Police found no reason to believe Class A misuse"


@fact("test_put_right", title="Irregular test put right", data=CUSTODY, by=INSPECTOR)
class TestPutRight(Fact):
    """What was done about a sample that should not have been taken (R10)."""

    __test__ = False

    test: Link = question("Test", names=("drug_tested",), once=True)
    action: str = question("What was done?", data=CUSTODY, long=True)

    def says(self) -> str:
        return "The irregular test was put right"


@fact("reason_for_no_notice", title="Reason why RA1 was not given", data=REQUIREMENT, by=INSPECTOR)
class ReasonForNoNotice(Fact):
    """An inspector's account of a release without RA1."""

    release: Link = question("Release", names=("released",), once=True)
    reasons: str = question("Why was RA1 not given?", data=REQUIREMENT, long=True)

    def says(self) -> str:
        return "An inspector gave the reason why RA1 was not given"


@fact("told_requirement_ended", title="Told that the requirement ended", data=REQUIREMENT, by=POLICE | CJIT)
class ToldRequirementEnded(Fact):
    requirement: Link = question("Requirement", names=("assessment_required",), once=True)

    def says(self) -> str:
        return "Told that the requirement no longer applies"


@fact("risk_found", title="Immediate risk", data=RISK, by=POLICE | CJIT)
class RiskFound(Fact):
    """Owned at once by a named person (H-89, H-90)."""

    risk: RiskTo = question("Risk", data=RISK)
    what: str = question("What was seen or said?", data=RISK, long=True)
    taker: str = question("Who has taken this on?", data=RISK, hint="A name")

    def says(self) -> str:
        return f"Immediate risk {self.risk}, taken by {self.taker}"


@fact("risk_handed_over", title="Risk handed over", data=RISK, by=POLICE | CJIT)
class RiskHandedOver(Fact):
    """To whom the risk passed, or how it ended."""

    risk: Link = question("Risk", names=("risk_found", "assessed"))
    to_whom: str = question("Handed to, or settled by", data=RISK)
    how: str = question("What was done?", data=RISK, long=True)

    def says(self) -> str:
        return f"Immediate risk handed to {self.to_whom}"
