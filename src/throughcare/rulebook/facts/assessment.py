"""Appointments, notices, attendance and the assessments themselves."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from throughcare.rulebook.actors import CJIT, CJIT_MANAGER, CJIT_WORKERS, POLICE
from throughcare.rulebook.facts.base import DataClass, Fact, Link, fact, question
from throughcare.rulebook.facts.moving import WhyChanged as WhyChanged

REQUIREMENT, ATTENDANCE, CONTENT = DataClass.REQUIREMENT, DataClass.ATTENDANCE, DataClass.ASSESSMENT
WORKERS = CJIT_WORKERS | CJIT_MANAGER
EVERY_APPOINTMENT = ("appointment_made",)


class Purpose(StrEnum):
    INITIAL = "initial assessment"
    FOLLOW_UP = "follow-up assessment"
    VOLUNTARY = "appointment by choice"


class Form(StrEnum):
    """Our own layouts; the originals are not in our sources (design section 6)."""

    RA1 = "RA1"
    RA2 = "RA2"
    RA4 = "RA4"
    RA5 = "RA5"


class HowGiven(StrEnum):
    INTO_HAND = "into the person's hand"
    WOULD_NOT_TAKE = "offered, but the person would not take it"
    BY_POST = "by post"


class ReadOut(StrEnum):
    ALL = "yes, all of it"
    READ_IT = "no, the person read it"
    NOT_WANTED = "no, the person did not want it"


class Outcome(StrEnum):
    ATTENDED = "attended and remained"
    LEFT = "left before the end"
    DID_NOT_ATTEND = "did not attend"


@fact("appointment_made", title="Appointment", data=ATTENDANCE, by=POLICE | CJIT)
class AppointmentMade(Fact):
    """A time with a team. Happened at: when it was made. `slot` is the diary's place, if one was claimed."""

    purpose: Purpose = question("For", data=ATTENDANCE, counted=True)
    requirement: Link | None = question("Requirement", names=("assessment_required",), default=None)
    team: str = question("With", data=ATTENDANCE)
    starts_at: datetime = question("When", data=ATTENDANCE, counted=True)
    place: str = question("Where", data=ATTENDANCE)
    slot: UUID | None = question("Place in the diary", data=ATTENDANCE, default=None)
    late_because: str = question("Why a time after the limit?", data=ATTENDANCE, default="")

    def says(self) -> str:
        return f"Booked: {self.purpose}"


@fact(
    "appointment_moved", title="Appointment moved", data=ATTENDANCE, by=POLICE | CJIT, version=2,
    upgrades={1: lambda stored: stored},
)  # fmt: skip
class AppointmentMoved(Fact):
    """A new time or place. It counts only once its RA2 is served (invariant 4). Version 1 did not ask why."""

    appointment: Link = question("Appointment", names=EVERY_APPOINTMENT)
    team: str = question("With", data=ATTENDANCE)
    starts_at: datetime = question("New time", data=ATTENDANCE)
    place: str = question("New place", data=ATTENDANCE)
    slot: UUID | None = question("Place in the diary", data=ATTENDANCE, default=None)
    why: WhyChanged | None = question("Why is it moved?", data=ATTENDANCE, default=None, counted=True)
    late_because: str = question("Why a time after the limit?", data=ATTENDANCE, default="")

    def says(self) -> str:
        return "Appointment moved" + (f": {self.why}" if self.why else "")


@fact(
    "notice_prepared", title="Notice prepared", data=REQUIREMENT, by=POLICE | CJIT,
    version=2, upgrades={1: lambda stored: stored | {"paper": ""}},
)  # fmt: skip
class NoticePrepared(Fact):
    """What stood on the paper: form, time, place and the warning (H-152 to H-155)."""

    form: Form = question("Form", data=REQUIREMENT)
    requirement: Link = question("Requirement", names=("assessment_required",))
    appointment: Link | None = question("Appointment", names=EVERY_APPOINTMENT, default=None)
    starts_at: datetime | None = question("Time on the notice", data=REQUIREMENT, default=None)
    place: str = question("Place on the notice", data=REQUIREMENT, default="")
    warning: bool = question("Does it carry the warning?", data=REQUIREMENT, default=True)
    paper: str = question("Number of the paper, if written by hand", data=REQUIREMENT, default="")

    @property
    def takes_away(self) -> object:
        return self.form

    def says(self) -> str:
        return f"{self.form} written on paper {self.paper}" if self.paper else f"{self.form} prepared"


@fact("notice_served", title="Notice given", data=REQUIREMENT, by=POLICE | CJIT)
class NoticeServed(Fact):
    """When and how the person was given the paper."""

    notice: Link = question("Notice", names=("notice_prepared",), once=True)
    how: HowGiven = question("How was it given?", data=REQUIREMENT)
    language: str = question("Which language?", data=REQUIREMENT, default="English")
    read_out: ReadOut = question("Was it read out?", data=REQUIREMENT)
    signed: bool = question("Did the person sign?", data=REQUIREMENT, hint="Signing means only that it was received")

    def says(self) -> str:
        return f"Notice given {self.how}" + (", read out" if self.read_out is ReadOut.ALL else "")


class WhyNotGiven(StrEnum):
    NO_INTERPRETER = "no interpreter could be reached"
    NOT_FIT = "the person was not fit to take it in"
    NO_PLACE = "no place could be found to put on it"
    LEFT_FIRST = "the person left before it could be given"
    OTHER = "for another reason"


@fact("notice_not_served", title="RA1 not given, and why", data=REQUIREMENT, by=POLICE)
class NoticeNotServed(Fact):
    """RA1 was tried or could not be; it stays owed until release. An offered paper not taken is given all the same."""

    requirement: Link = question("Requirement", names=("assessment_required",))
    why: WhyNotGiven = question("Why was RA1 not given?", data=REQUIREMENT, counted=True)
    note: str = question("What was tried?", data=REQUIREMENT, default="", long=True)

    def says(self) -> str:
        return f"RA1 not given: {self.why}"


@fact("attendance_recorded", title="Attendance", data=ATTENDANCE, by=CJIT)
class AttendanceRecorded(Fact):
    """What RA3 records. To remain means to be there; refusing to talk is not leaving."""

    appointment: Link = question("Appointment", names=EVERY_APPOINTMENT, once=True)
    outcome: Outcome = question("What happened?", data=ATTENDANCE, counted=True)

    def says(self) -> str:
        return f"Appointment: {self.outcome}"


@fact("good_cause_judged", title="Good cause", data=ATTENDANCE, by=WORKERS)
class GoodCauseJudged(Fact):
    """The person was asked why, and the worker judged the answer (H-99). Each try is a fact of its own."""

    attendance: Link = question("Attendance", names=("attendance_recorded",), once=True)
    effort: str = question(
        "Why do you judge so?", data=ATTENDANCE, long=True, hint="What the person said, and what else you found out"
    )
    accepted: bool = question("Was there good cause?", data=ATTENDANCE)

    def says(self) -> str:
        return "Good cause accepted" if self.accepted else "No good cause found"


@fact("failure_reported", title="Failure reported to police", data=ATTENDANCE, by=WORKERS)
class FailureReported(Fact):
    """Failing to attend and remain at a statutory appointment, told to police (H-97)."""

    attendance: Link = question("Attendance", names=("attendance_recorded",), once=True)

    def says(self) -> str:
        return "Failure to attend and remain reported to police"


class Dependency(StrEnum):
    NONE = "no use found"
    PROPENSITY = "propensity to use"
    DEPENDENT = "dependent"


class Readiness(StrEnum):
    READY = "ready"
    UNSURE = "unsure"
    NOT_READY = "not ready"


class RiskLevel(StrEnum):
    NONE = "none found"
    SOME = "some, not immediate"
    IMMEDIATE = "immediate"


class Urgency(StrEnum):
    NONE = "no referral needed"
    ROUTINE = "routine"
    URGENT = "urgent"


class Suitable(StrEnum):
    CASELOAD = "the DIP caseload"
    ELSEWHERE = "another intervention that suits better"
    NOT_YET = "not decided yet"


@fact("assessed", title="Assessment", data=CONTENT, by=WORKERS)
class Assessed(Fact):
    """The assessment of Handbook 4.1.2: four purposes and seven things it must at least cover (H-83 to H-95).

    None means not asked; an empty answer is never taken for a no.
    """

    requirement: Link | None = question("Requirement", names=("assessment_required",), default=None)
    appointment: Link | None = question("Appointment", names=EVERY_APPOINTMENT, default=None)
    purpose: Purpose = question("Which assessment was this?", data=ATTENDANCE, counted=True)
    engaged: bool = question("Did the person engage?", data=ATTENDANCE, hint="Being there and talking", counted=True)
    dependency: Dependency | None = question("Use of specified Class A drugs", data=CONTENT, default=None)
    would_benefit: bool | None = question("Would further help be of benefit?", data=CONTENT, default=None)
    readiness: Readiness | None = question("Is the person ready to engage?", data=CONTENT, default=None)
    comprehensive_needed: bool | None = question("Is a fuller assessment needed?", data=CONTENT, default=None)
    risk_to_self: RiskLevel | None = question("Immediate risk to the person", data=CONTENT, default=None)
    risk_to_others: RiskLevel | None = question("Immediate risk to others", data=CONTENT, default=None)
    urgency: Urgency | None = question("How urgent is referral elsewhere?", data=CONTENT, default=None)
    other_drugs: str | None = question("Other drug problems, in short", data=CONTENT, default=None, long=True)
    diversity_needs: str | None = question(
        "Needs of race, equality and diversity", data=CONTENT, default=None, long=True
    )
    harm_advice_given: bool | None = question("Harm advice given, treatment explained?", data=CONTENT, default=None)
    support_explained: bool | None = question("Wider support explained?", data=CONTENT, default=None)
    suitable_for: Suitable = question("Suitable for", data=CONTENT, default=Suitable.NOT_YET, counted=True)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields of the minimum that were not covered."""
        return tuple(name for name in MINIMUM_CONTENT if not _covers(name, getattr(self, name)))

    @property
    def meets_minimum(self) -> bool:
        return self.engaged and not self.missing

    @property
    def immediate_risk(self) -> bool:
        return RiskLevel.IMMEDIATE in {self.risk_to_self, self.risk_to_others}

    @property
    def takes_away(self) -> object:
        return self.purpose, self.engaged

    def says(self) -> str:
        return f"{self.purpose.capitalize()} done" if self.engaged else f"{self.purpose.capitalize()}: did not engage"


MINIMUM_CONTENT = (
    "dependency", "would_benefit", "readiness", "comprehensive_needed", "risk_to_self", "risk_to_others",
    "urgency", "other_drugs", "diversity_needs", "harm_advice_given", "support_explained",
)  # fmt: skip
"""Handbook 4.1.2: the four purposes, then the seven minimum items, in its order."""

_NO_IS_AN_ANSWER = frozenset({"would_benefit", "comprehensive_needed"})


def _covers(name: str, value: object) -> bool:
    """A plain no answers a question of judgement; advice and support must have been given."""
    return bool(value) or (value is False and name in _NO_IS_AN_ANSWER)


class FollowUp(StrEnum):
    """The decision a worker owes before the initial assessment closes, and the three exceptions (H-165 to H-171)."""

    NEEDED = "a follow-up is needed"
    NO_FURTHER_INTERVENTION = "no further intervention is needed"
    SUBJECT_TO_DRR = "the person is subject to a Drug Rehabilitation Requirement"
    ALREADY_ON_CASELOAD = "already on a caseload, and the care plan was reviewed"


@fact("follow_up_decided", title="Follow-up decided", data=ATTENDANCE, by=WORKERS)
class FollowUpDecided(Fact):
    assessment: Link = question("Assessment", names=("assessed",), once=True)
    decision: FollowUp = question("Is a follow-up needed?", data=ATTENDANCE, counted=True)
    written_consent: bool | None = question(
        "Written consent to tell Probation the outcome?", data=ATTENDANCE, default=None,
        hint="Asked where the person is subject to a Drug Rehabilitation Requirement",
    )  # fmt: skip

    @property
    def takes_away(self) -> object:
        return self.decision is FollowUp.NEEDED

    def says(self) -> str:
        return f"Decided: {self.decision}"


@fact("probation_told", title="Outcome told to Probation", data=ATTENDANCE, by=WORKERS)
class ProbationTold(Fact):
    """The outcome of the initial assessment, with written consent (H-169)."""

    decision: Link = question("Decision", names=("follow_up_decided",), once=True)

    def says(self) -> str:
        return "Outcome told to Probation, with written consent"
