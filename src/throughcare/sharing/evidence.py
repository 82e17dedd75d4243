"""What police are given with a report of a failure to attend and remain, from one person's history. Pure.

Only the requirement, the notices, the attendance and the efforts: nothing said in confidence, no assessment (HB 4.1.2).
"""

from collections.abc import Callable, Iterator
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
from throughcare.rulebook.spells import Appointment, Requirement, requirement_of, terms
from throughcare.sharing.contents import day, moment

Who = Callable[[AnyRecorded], str]
"""The name, and if there is one the role, of whoever wrote an entry."""
OUTCOMES = {Outcome.LEFT: "came, and left before the end", Outcome.DID_NOT_ATTEND: "did not attend"}


def bundle(h: History, report: UUID, *, who: Who, team: str, to: str) -> FailureBundle | None:
    """As it stood when it was reported; None where the report, or what it rests on, does not stand."""
    reported = h.get(report, FailureReported)
    came = h.get(reported.fact.attendance, AttendanceRecorded) if reported else None
    booked = h.get(came.fact.appointment, AppointmentMade) if came else None
    requirement = requirement_of(h, booked) if booked else None
    details = h.last(DetailsGiven)
    if reported is None or came is None or booked is None or requirement is None or details is None:
        return None
    then, now = h.at(reported.happened_at), terms(h, booked)
    return FailureBundle(
        name=f"{details.fact.given_name} {details.fact.family_name}", born=day(details.fact.born_on),
        reporter=who(reported), team=team, to=to, required=moment(requirement.happened_at),
        required_by=who(requirement), purpose=str(booked.fact.purpose),
        appointment=f"{moment(now.starts_at)}, {now.place}", moves=tuple(_moves(then, booked)),
        notices=tuple(_notices(then, requirement, who)), outcome=OUTCOMES.get(came.fact.outcome, ""),
        recorded=f"{moment(came.happened_at)}, by {who(came)}; written down {moment(came.recorded_at)}",
        efforts=tuple(_efforts(then, came, who)), judged=_judged(then, came, who),
        reported=moment(reported.happened_at),
    )  # fmt: skip


def _moves(h: History, booked: Appointment) -> Iterator[str]:
    for moved in h.naming(booked, AppointmentMoved):
        yield f"to {moment(moved.fact.starts_at)}, {moved.fact.place}; on {moment(moved.happened_at)}"


def _notices(h: History, requirement: Requirement, who: Who) -> Iterator[Given]:
    """All that were given under the requirement, in the order of giving."""
    pairs = [
        (given, paper) for paper in h.naming(requirement, NoticePrepared) for given in h.naming(paper, NoticeServed)
    ]
    for given, paper in sorted(pairs, key=lambda pair: pair[0].happened_at):
        yield _given(given, paper, who)


def _given(given: Recorded[NoticeServed], paper: Recorded[NoticePrepared], who: Who) -> Given:
    says = f"{moment(paper.fact.starts_at)}, {paper.fact.place}" if paper.fact.starts_at else "No appointment"
    return Given(
        form=str(paper.fact.form), says=says, warning="carried" if paper.fact.warning else "not carried",
        given=moment(given.happened_at), by=who(given), how=str(given.fact.how), language=given.fact.language,
        read_out=str(given.fact.read_out), signed="yes" if given.fact.signed else "no",
    )  # fmt: skip


def _efforts(h: History, came: Recorded[AttendanceRecorded], who: Who) -> Iterator[Effort]:
    """When, how and what answer; not the words that were said to the worker."""
    for one in h.naming(came, ContactTried):
        yield Effort(when=moment(one.happened_at), by=who(one), what=f"{one.fact.how}: {one.fact.answer}")


def _judged(h: History, came: Recorded[AttendanceRecorded], who: Who) -> str:
    judged = h.first_naming(came, GoodCauseJudged)
    return f"none found; judged {moment(judged.happened_at)}, by {who(judged)}" if judged else ""
