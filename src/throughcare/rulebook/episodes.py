"""The way taken through the process points, one episode for each arrest and each caseload spell (R14)."""

from collections.abc import Iterator

from throughcare.rulebook.facts.assessment import Assessed, FollowUp, FollowUpDecided, Purpose
from throughcare.rulebook.facts.casework import (
    CarePlanAgreed,
    CaseManagerNamed,
    ReferredToTeam,
    TakenOnCaseload,
)
from throughcare.rulebook.facts.closing import PlaceClosed
from throughcare.rulebook.facts.custody import Arrested, AssessmentRequired, DrugTested
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import earliest
from throughcare.rulebook.spells import assessments, caseload_end, lives_elsewhere
from throughcare.rulebook.standing import Episode, EpisodeKind, Given, Passed
from throughcare.rulebook.stays import suspensions
from throughcare.rulebook.ways_out import requirements_of, way_out

AFTER = {
    "": "IE1", "IE1": "IE2", "IE2": "IE3", "IE3": "IE4", "IE4": "Com1", "IE4a": "IE4b", "IE4b": "Com1",
    "Com1": "Com2", "Com2": "Com3", "Com3": "Com4",
}  # fmt: skip
"""Where someone stands after the last point passed; the answer at IE4 decides between Com 1 and IE4a."""


def episodes(h: History, given: Given) -> tuple[Episode, ...]:
    """Arrests first, then caseload spells, each in the order in which it began."""
    found = [_of_arrest(h, arrest, given) for arrest in h.all(Arrested)]
    found += [_of_caseload(h, entry) for entry in h.all(TakenOnCaseload)]
    return tuple(found)


def _of_arrest(h: History, arrest: Recorded[Arrested], given: Given) -> Episode:
    positive = any(test.fact.positive for test in h.naming(arrest, DrugTested))
    way = tuple(_enforcement(h, arrest, given))
    out = way_out(h, arrest)
    return Episode(
        root=arrest.root,
        kind=EpisodeKind.REQUIRED_ASSESSMENT if positive else EpisodeKind.CUSTODY,
        began_at=arrest.happened_at,
        way=way,
        here="" if out or not positive else _here(way),
        ended_at=out.entry.happened_at if out else None,
        ended_by=out.entry.id if out else None,
        way_out=out.words if out else "",
    )


def _here(way: tuple[Passed, ...]) -> str:
    last = way[-1] if way else None
    if last is not None and last.point == "IE4" and last.answer == "No":
        return "IE4a"
    return AFTER[last.point if last else ""]


def _enforcement(h: History, arrest: Recorded[Arrested], given: Given) -> Iterator[Passed]:
    for requirement in requirements_of(h, arrest):
        yield _passed("IE1", requirement)
        for assessed in assessments(h, requirement, Purpose.INITIAL)[:1]:
            yield _passed("IE2", assessed)
            yield from _after_assessment(h, requirement, assessed, given)
        yield from _common(h, requirement)


def _after_assessment(
    h: History, requirement: Recorded[AssessmentRequired], assessed: Recorded[Assessed], given: Given
) -> Iterator[Passed]:
    decided = h.first_naming(assessed, FollowUpDecided)
    if decided is None:
        return
    needed = decided.fact.decision is FollowUp.NEEDED
    yield _passed("IE3", decided, "Yes" if needed else "No")
    if not needed:
        return
    settled = earliest(*assessments(h, requirement, Purpose.FOLLOW_UP), *_plans(h, requirement))
    elsewhere = lives_elsewhere(h.at(settled.happened_at) if settled else h, assessed.team, given)
    yield _passed("IE4", decided, "No" if elsewhere else "Yes")
    referral = h.first_naming(requirement, ReferredToTeam)
    if referral is not None and elsewhere:
        yield _passed("IE4a", referral)
        yield _passed("IE4b", referral)


def _plans(h: History, requirement: Recorded[AssessmentRequired]) -> list[Recorded[CarePlanAgreed]]:
    return [plan for assessed in h.naming(requirement, Assessed) for plan in h.naming(assessed, CarePlanAgreed)]


def _common(h: History, requirement: Recorded[AssessmentRequired]) -> Iterator[Passed]:
    for assessed in h.naming(requirement, Assessed):
        for plan in h.naming(assessed, CarePlanAgreed)[:1]:
            yield _passed("Com1", plan, "Yes")
            for entry in h.naming(plan, TakenOnCaseload)[:1]:
                yield _passed("Com2", entry)


def _of_caseload(h: History, entry: Recorded[TakenOnCaseload]) -> Episode:
    end = caseload_end(h, entry)
    named = h.first_naming(entry, CaseManagerNamed)
    way = (_passed("Com2", entry),)
    return Episode(
        root=entry.root, kind=EpisodeKind.CASELOAD, began_at=entry.happened_at, way=way,
        here="" if end else "Com5a" if suspensions(h, entry) else "Com3" if named else "Com2",
        ended_at=end.happened_at if end else None, ended_by=end.id if end else None,
        way_out="" if end is None else end.fact.ground if isinstance(end.fact, PlaceClosed) else "left the caseload",
    )  # fmt: skip


def _passed(point: str, entry: AnyRecorded, answer: str = "") -> Passed:
    return Passed(point=point, at=entry.happened_at, entry=entry.id, answer=answer)


def in_order(way: tuple[Passed, ...]) -> tuple[Passed, ...]:
    """As they were passed in time."""
    return tuple(sorted(way, key=lambda one: one.at))


__all__ = ["episodes", "in_order", "order"]
