"""After somebody did not come or did not stay: each effort to reach them, and what police made of the report."""

from enum import StrEnum

from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.facts.assessment import ATTENDANCE
from throughcare.rulebook.facts.base import Fact, Link, fact, question


class HowTried(StrEnum):
    PHONE = "by phone"
    TEXT = "by text message"
    LETTER = "by letter"
    VISIT = "by a visit"
    IN_PERSON = "face to face, when they came or left"
    THROUGH_OTHERS = "through somebody they had named"


class Answer(StrEnum):
    REACHED = "reached, and asked why"
    NO_ANSWER = "no answer"
    MESSAGE = "a message was left"
    WRONG = "the number or address is no longer theirs"


@fact(
    "contact_tried", title="Try to reach the person", data=ATTENDANCE, by=CJIT, version=2,
    upgrades={1: lambda stored: {**stored, "told": None}},
)  # fmt: skip
class ContactTried(Fact):
    """One effort, before anything is reported or as outreach: happened at is when, then how, and the answer.

    Naming an absence it asks why (H-99); naming none it is assertive outreach (H-121).
    """

    attendance: Link | None = question(
        "After which absence?", names=("attendance_recorded",), default=None, hint="Leave this empty for outreach"
    )
    how: HowTried = question("How did you try?", data=ATTENDANCE)
    answer: Answer = question("What answer came?", data=ATTENDANCE)
    said: str = question(
        "What did the person say?", data=ATTENDANCE, default="", long=True,
        hint="For the team’s judgement of good cause. It is not sent to police.",
    )  # fmt: skip
    told: bool | None = question(
        "Did you tell them that not engaging is shared with police or partners?", data=ATTENDANCE, default=None
    )

    def says(self) -> str:
        what = "Tried" if self.attendance else "Outreach"
        told = "; told that not engaging is shared" if self.told else ""
        return f"{what} {self.how}: {self.answer}{told}"


class PoliceOutcome(StrEnum):
    """The guidance names none; these are ours."""

    CHARGED = "charged"
    CAUTIONED = "cautioned"
    WARNED = "warned"
    NO_FURTHER_ACTION = "no further action"
    WITHDRAWN = "not pursued: there was good cause after all"
    NOT_TRACED = "the person could not be found"


@fact("report_outcome", title="Outcome of a report", data=ATTENDANCE, by=POLICE)
class ReportOutcome(Fact):
    """What police did about a failure that was reported to them (N-45). The team that reported sees it."""

    report: Link = question("Report", names=("failure_reported",), once=True)
    outcome: PoliceOutcome = question("What came of the report?", data=ATTENDANCE, counted=True)
    number: str = question("Crime or custody number, if there is one", data=ATTENDANCE, default="")

    def says(self) -> str:
        return f"Outcome of the report: {self.outcome}"
