"""What an answer that finds no drug would end: read from the rules themselves, by asking what would then follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

from throughcare.rulebook.facts.assessment import AppointmentMade, NoticePrepared, NoticeServed
from throughcare.rulebook.facts.custody import AssessmentRequired, LaboratoryReturned
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.journey import OBLIGATIONS, follow
from throughcare.rulebook.spells import Requirement, attendance, terms
from throughcare.web import words
from throughcare.web.person.page import Record
from throughcare.web.testing.stage import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """In sentences: what ends, and what then has to be done."""

    ends: tuple[str, ...]
    then: tuple[str, ...]


def of(opened: Record, sample: Sample) -> Undone:
    """If the laboratory found none. The person is told; what rests on the test ends."""
    h = opened.whole
    answer: Recorded[LaboratoryReturned] = Recorded(
        id=uuid4(), fact=LaboratoryReturned(test=sample.test.root, confirmed=False), happened_at=opened.now,
        recorded_at=opened.now, by=opened.working.membership.pk, team=opened.working.team, seq=len(h.written_down),
    )  # fmt: skip
    now = {duty.key for duty in follow(h, opened.given).open_duties}
    then = follow(History([*h.written_down, answer]), opened.given)
    ended = {duty.kind for duty in then.duties if duty.key in now and not duty.open} - {"laboratory_result"}
    begun = {duty.kind for duty in then.open_duties if duty.key not in now}
    return Undone(
        ends=(*_rests_on(opened, sample), *sorted(f"No longer due: {_lower(kind)}" for kind in ended)),
        then=tuple(sorted(OBLIGATIONS[kind].action for kind in begun)),
    )


def ended_by(opened: Record, sample: Sample) -> tuple[str, ...]:
    """The same, once it is recorded."""
    return tuple(_rests_on(opened, sample)) if sample.is_refuted else ()


def _rests_on(opened: Record, sample: Sample) -> Iterator[str]:
    for requirement in opened.history.naming(sample.test, AssessmentRequired):
        yield f"The requirement of {words.when(requirement.happened_at)}"
        yield from _appointments(opened, requirement)
        yield from _notices(opened, requirement)


def _appointments(opened: Record, requirement: Requirement) -> Iterator[str]:
    for booked in opened.history.naming(requirement, AppointmentMade):
        now = terms(opened.history, booked)
        if now.starts_at > opened.now and attendance(opened.history, booked) is None:
            yield f"The appointment with {opened.names.get(now.team, 'the team')}, {words.when(now.starts_at)}"


def _notices(opened: Record, requirement: Requirement) -> Iterator[str]:
    for notice in opened.history.naming(requirement, NoticePrepared):
        served = opened.history.first_naming(notice, NoticeServed)
        if served is not None:
            yield f"{notice.fact.form} given {words.when(served.happened_at)}: it asks for nothing any more"


def _lower(kind: str) -> str:
    said = OBLIGATIONS[kind].action
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]
