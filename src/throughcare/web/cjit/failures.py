"""How far a team is with somebody who did not come or stay: the tries, the judgement, the report, its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from throughcare.rulebook import journey
from throughcare.rulebook.arrangements import in_writing
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AttendanceRecorded,
    FailureReported,
    GoodCauseJudged,
    Outcome,
)
from throughcare.rulebook.facts.missed import ContactTried, ReportOutcome
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.spells import Requirement, Terms, requirement_of, terms
from throughcare.rulebook.standing import Actor, Given, Refusal
from throughcare.web import words

NEEDS = {
    "only_a_failure_under_a_requirement_is_reported": "A requirement that still holds",
    "no_report_without_a_served_notice": "The time given in writing, with the warning",
    "effort_before_a_report": "A try to reach the person",
    "good_cause_before_a_report": "Good cause judged, and none found",
}
"""What a report needs, in the order of the page; by the refusal that says it is not there."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One appointment that was not kept, and all that was done about it since."""

    came: Recorded[AttendanceRecorded]
    booked: Recorded[AppointmentMade]
    now: Terms
    requirement: Requirement | None
    tries: Sequence[Recorded[ContactTried]]
    judged: Recorded[GoodCauseJudged] | None
    report: Recorded[FailureReported] | None
    outcome: Recorded[ReportOutcome] | None

    @property
    def is_excused(self) -> bool:
        return self.judged is not None and self.judged.fact.accepted

    @property
    def title(self) -> str:
        return f"{self.booked.fact.purpose.capitalize()}, {words.when(self.now.starts_at)}: {self.came.fact.outcome}"


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing a report needs: met, with what meets it, or what to do instead."""

    label: str
    is_met: bool
    says: str


def failures(h: History) -> list[Failure]:
    """The newest first."""
    came = (one for one in reversed(h.all(AttendanceRecorded)) if one.fact.outcome is not Outcome.ATTENDED)
    return [found for one in came if (found := _failure(h, one)) is not None]


def chosen(found: Sequence[Failure], attendance: str) -> Failure:
    """The one the address names, else the newest that waits for something, else the newest."""
    waiting = (one for one in found if one.report is None and not one.is_excused)
    named = (one for one in found if str(one.came.root) == attendance)
    return next(named, None) or next(waiting, None) or found[0]


def _failure(h: History, came: Recorded[AttendanceRecorded]) -> Failure | None:
    booked = h.get(came.fact.appointment, AppointmentMade)
    if booked is None:
        return None
    report = h.first_naming(came, FailureReported)
    return Failure(
        came=came, booked=booked, now=terms(h, booked), requirement=requirement_of(h, booked),
        tries=h.naming(came, ContactTried), judged=h.first_naming(came, GoodCauseJudged), report=report,
        outcome=h.first_naming(report, ReportOutcome) if report else None,
    )  # fmt: skip


def refusals(h: History, failure: Failure, entry: UUID, *, by: Actor, at: object, given: Given) -> list[Refusal]:
    """Everything that stands in the way of reporting it at this moment."""
    fact = FailureReported(attendance=failure.came.root)
    proposed = Recorded(id=entry, fact=fact, happened_at=at, recorded_at=at, by=by.membership, team=by.team)  # type: ignore[arg-type]
    return journey.refusals_to_record(h, proposed, by=by, at=at, given=given)  # type: ignore[arg-type]


def needs(h: History, failure: Failure, refused: Sequence[Refusal]) -> list[Need]:
    """Each need with what meets it; a refusal says what is missing and what to do."""
    by_rule, met = {one.rule: one for one in refused}, _met(h, failure)
    found = [
        Need(label=label, is_met=rule not in by_rule, says=_lacks(by_rule[rule]) if rule in by_rule else met[rule])
        for rule, label in NEEDS.items()
    ]
    rest = [one for one in refused if one.rule not in NEEDS]
    return [*found, *(Need(label="And", is_met=False, says=_lacks(one)) for one in rest)]


def _lacks(refusal: Refusal) -> str:
    return f"{refusal.sentence} {refusal.instead}"


def _met(h: History, failure: Failure) -> dict[str, str]:
    paper, required, judged = in_writing(h, failure.booked), failure.requirement, failure.judged
    given = f"{paper[0].fact.form} {paper[1].fact.says()[7:]}, {words.when(paper[1].happened_at)}" if paper else ""
    since = f"Required {words.when(required.happened_at)}" if required else ""
    return {
        "only_a_failure_under_a_requirement_is_reported": since,
        "no_report_without_a_served_notice": given,
        "effort_before_a_report": f"{len(failure.tries)} written down",
        "good_cause_before_a_report": f"Judged {words.when(judged.happened_at)}" if judged else "",
    }
