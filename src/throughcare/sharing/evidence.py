"""What police are given with a report of a failure to attend and remain, from one person's history. Pure.

Only the requirement, the notices, the attendance and the efforts: nothing said in confidence, no assessment (HB 4.1.2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from throughcare.documents.failure_bundle import Effort, FailureBundle, Given
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    AttendanceRecorded,
    FailureReported,
    GoodCauseJudged,
    NoticePrepared,
    NoticeServed,
    Outcome,
)
from throughcare.rulebook.facts.identity import DetailsGiven
from throughcare.rulebook.facts.missed import ContactTried
from throughcare.rulebook.history import AnyRecorded, History, Recorded
from throughcare.rulebook.spells import Appointment, Requirement, Terms, requirement_of, terms
from throughcare.sharing.contents import day, moment

Who = Callable[[AnyRecorded], str]
"""The name, and if there is one the role, of whoever wrote an entry."""
OUTCOMES = {Outcome.LEFT: "came, and left before the end", Outcome.DID_NOT_ATTEND: "did not attend"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The entries it is made of, as they stood when it was reported. The paper says nothing but what these say."""

    details: Recorded[DetailsGiven]
    requirement: Requirement
    booked: Appointment
    moves: Sequence[Recorded[AppointmentMoved]]
    held: Terms
    """The time and place that held, by the booking or its last move."""
    notices: Sequence[tuple[Recorded[NoticeServed], Recorded[NoticePrepared]]]
    came: Recorded[AttendanceRecorded]
    tries: Sequence[Recorded[ContactTried]]
    judged: Recorded[GoodCauseJudged] | None
    reported: Recorded[FailureReported]

    @property
    def entries(self) -> tuple[AnyRecorded, ...]:
        papers: tuple[AnyRecorded, ...] = tuple(one for pair in self.notices for one in pair)
        found = (
            self.details, self.requirement, self.booked, *self.moves, self.held.by, *papers, self.came, *self.tries,
            self.judged, self.reported,
        )  # fmt: skip
        return tuple(dict.fromkeys(one for one in found if one is not None))


def found(h: History, report: UUID) -> Evidence | None:
    """None where the report, or what it rests on, does not stand."""
    reported = h.get(report, FailureReported)
    came = h.get(reported.fact.attendance, AttendanceRecorded) if reported else None
    booked = h.get(came.fact.appointment, AppointmentMade) if came else None
    requirement = requirement_of(h, booked) if booked else None
    details = h.last(DetailsGiven)
    if reported is None or came is None or booked is None or requirement is None or details is None:
        return None
    then = h.at(reported.happened_at)
    return Evidence(
        details=details, requirement=requirement, booked=booked, moves=then.naming(booked, AppointmentMoved),
        held=terms(h, booked), notices=_notices(then, requirement), came=came, tries=then.naming(came, ContactTried),
        judged=then.first_naming(came, GoodCauseJudged), reported=reported,
    )  # fmt: skip


def bundle(h: History, report: UUID, *, who: Who, team: str, to: str) -> FailureBundle | None:
    """The paper, in the words of those who wrote the entries."""
    case = found(h, report)
    if case is None:
        return None
    details, came, held = case.details, case.came, case.held
    return FailureBundle(
        name=f"{details.fact.given_name} {details.fact.family_name}", born=day(details.fact.born_on),
        reporter=who(case.reported), team=team, to=to, required=moment(case.requirement.happened_at),
        required_by=who(case.requirement), purpose=str(case.booked.fact.purpose),
        appointment=f"{moment(held.starts_at)}, {held.place}", moves=tuple(map(_moved, case.moves)),
        notices=tuple(_given(given, paper, who) for given, paper in case.notices),
        outcome=OUTCOMES.get(came.fact.outcome, ""),
        recorded=f"{moment(came.happened_at)}, by {who(came)}; written down {moment(came.recorded_at)}",
        efforts=tuple(_effort(one, who) for one in case.tries),
        judged=_judged(case.judged, who),
        reported=moment(case.reported.happened_at),
    )  # fmt: skip


def _judged(judged: Recorded[GoodCauseJudged] | None, who: Who) -> str:
    if judged is None or judged.fact.accepted:
        return ""
    return f"none found; judged {moment(judged.happened_at)}, by {who(judged)}"


def _moved(moved: Recorded[AppointmentMoved]) -> str:
    return f"to {moment(moved.fact.starts_at)}, {moved.fact.place}; on {moment(moved.happened_at)}"


def _notices(h: History, requirement: Requirement) -> list[tuple[Recorded[NoticeServed], Recorded[NoticePrepared]]]:
    """All that were given under the requirement, in the order of giving."""
    pairs = [
        (given, paper) for paper in h.naming(requirement, NoticePrepared) for given in h.naming(paper, NoticeServed)
    ]
    return sorted(pairs, key=lambda pair: pair[0].happened_at)


def _given(given: Recorded[NoticeServed], paper: Recorded[NoticePrepared], who: Who) -> Given:
    says = f"{moment(paper.fact.starts_at)}, {paper.fact.place}" if paper.fact.starts_at else "No appointment"
    return Given(
        form=str(paper.fact.form), says=says, warning="carried" if paper.fact.warning else "not carried",
        given=moment(given.happened_at), by=who(given), how=str(given.fact.how), language=given.fact.language,
        read_out=str(given.fact.read_out), signed="yes" if given.fact.signed else "no",
    )  # fmt: skip


def _effort(one: Recorded[ContactTried], who: Who) -> Effort:
    """When, how and what answer; not the words that were said to the worker."""
    return Effort(when=moment(one.happened_at), by=who(one), what=f"{one.fact.how}: {one.fact.answer}")
