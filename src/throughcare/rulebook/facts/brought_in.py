"""What was brought in from somebody else's records, and what a person made of it (invariant 12)."""

from datetime import date
from enum import StrEnum

from throughcare.rulebook.actors import INSPECTOR
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question
from throughcare.rulebook.facts.custody_answers import Condition

IDENTITY, CUSTODY, RESULT = DataClass.IDENTITY, DataClass.CUSTODY, DataClass.TEST_RESULT


class Outcome(StrEnum):
    """What a line of a Drug Test Recorder says came of the test. The list is ours."""

    NEGATIVE = "negative"
    OPIATES = "opiates"
    COCAINE = "cocaine"
    BOTH = "opiates and cocaine"
    REFUSED = "refused"
    NO_RESULT = "no result"


@fact("test_brought_in", title="Test brought in", data=RESULT, by=INSPECTOR, imported=True)
class TestBroughtIn(Fact):
    """A line of a Drug Test Recorder (N-35). Happened at: when the sample was taken. Nothing follows from it."""

    __test__ = False

    given_name: str = question("Given names, as the workbook has them", data=IDENTITY)
    family_name: str = question("Family name, as the workbook has it", data=IDENTITY)
    born_on: date = question("Date of birth, as the workbook has it", data=IDENTITY)
    custody_number: str = question("Custody number", data=CUSTODY)
    outcome: Outcome = question("What came of the test?", data=RESULT)
    condition: Condition | None = question("Tested on", data=CUSTODY, default=None)
    offence: str = question("Offence, in the words of the workbook", data=CUSTODY, default="")
    workbook: str = question("Workbook", data=CUSTODY, hint="The beginning of the digest of its bytes")
    sheet: str = question("Sheet", data=CUSTODY)
    line: int = question("Line", data=CUSTODY)

    def says(self) -> str:
        found = self.outcome in (Outcome.OPIATES, Outcome.COCAINE, Outcome.BOTH)
        result = f"positive, {self.outcome}; screening result, not confirmed" if found else self.outcome
        return f"Brought in from a recorder workbook: {result}"


@fact("work_opened", title="Work opened on a test brought in", data=RESULT, by=INSPECTOR)
class WorkOpened(Fact):
    """A person says that something is to be done about a test that was brought in; nothing else ever does."""

    test: Link = question("Which test?", names=("test_brought_in",), once=True)
    reason: str = question("Why is something to be done about it now?", data=CUSTODY, long=True)

    def says(self) -> str:
        return "Somebody decided to look at the test that was brought in"


@fact("work_settled", title="Work on a test brought in settled", data=RESULT, by=INSPECTOR)
class WorkSettled(Fact):
    """What was decided, and that it is done."""

    work: Link = question("Which work?", names=("work_opened",), once=True)
    decision: str = question("What was decided and done?", data=CUSTODY, long=True)

    def says(self) -> str:
        return "The look at the test that was brought in ended"
