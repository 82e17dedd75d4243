"""What one assessment is about: which sitting, whether there is a record already, and what it has to decide."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from throughcare.drafts.models import Draft
from throughcare.rulebook.facts.assessment import AppointmentMade, Assessed, Outcome, Purpose
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.facts.record import AssessmentRecord
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import assessments, attendance
from throughcare.web.assessment.sittings import Sitting, decision_on

NOTHING, ANEW = "-", "anew"


@dataclass(frozen=True, kw_only=True)
class Job:
    """`record` is the one to bring up to date; None: a new one is written, `anew` where there is one already."""

    purpose: Purpose
    requirement: UUID | None
    appointment: UUID | None
    record: UUID | None
    anew: bool = False

    @property
    def title(self) -> str:
        return Sitting(purpose=self.purpose).title

    @property
    def sitting(self) -> str:
        """What somebody sits down to, whether or not there is a record."""
        return "|".join(str(part or NOTHING) for part in (self.purpose.name, self.requirement, self.appointment))

    @property
    def subject(self) -> str:
        """As the draft keeps it: words and ids, nothing that anybody said."""
        return f"{self.sitting}|{ANEW if self.anew else self.record or NOTHING}"

    def attended(self, h: History) -> Outcome | None:
        """What was recorded of the appointment already."""
        booked = h.get(self.appointment, AppointmentMade)
        came = attendance(h, booked) if booked else None
        return came.fact.outcome if came else None

    def earlier(self, h: History) -> Assessed | None:
        """The sitting that this one completes."""
        required = h.get(self.requirement, AssessmentRequired)
        sat = assessments(h, required, self.purpose) if required and self.purpose is Purpose.INITIAL else ()
        return sat[-1].fact if sat else None

    def decides(self, h: History) -> bool:
        """Whether it cannot close without the decision on a follow-up (Handbook 4.7.1)."""
        required = h.get(self.requirement, AssessmentRequired)
        return self.purpose is Purpose.INITIAL and required is not None and decision_on(h, required) is None


def of(sitting: Sitting, record: Recorded[AssessmentRecord] | None, *, anew: bool = False) -> Job:
    return Job(
        purpose=sitting.purpose, requirement=sitting.requirement, appointment=sitting.appointment,
        record=record.root if record and not anew else None, anew=anew,
    )  # fmt: skip


def of_draft(draft: Draft) -> Job:
    purpose, *ids = draft.subject.split("|")
    requirement, appointment, record = (None if one in {NOTHING, ANEW} else UUID(one) for one in ids)
    return Job(
        purpose=Purpose[purpose], requirement=requirement, appointment=appointment, record=record,
        anew=ids[-1] == ANEW,
    )  # fmt: skip


def part_of(entry: UUID, part: str) -> UUID:
    """The id of each entry of a batch follows from the one that a form or a draft carried."""
    return uuid5(entry, part)
