"""Com 4: a place on the caseload is reviewed, every 16 weeks and whenever something significant happens.

Handbook 4.1.3, 4.11.4; readings R4, R21, R32. An arrest and prison are events without anyone's writing them
down as such. The table proposes; the case manager decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from throughcare.rulebook.actors import Role
from throughcare.rulebook.caseload import outside_the_place
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.closing import Suspended, TakenUpAgain
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.prison import EnteredPrison
from throughcare.rulebook.facts.review import Course, Reviewed, SignificantEvent
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.outreach import Missed, missed_contacts, no_disengagement
from throughcare.rulebook.owing import Obligation, owed, soonest, within
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.spells import place_over
from throughcare.rulebook.standing import Duty, Given

REVIEW = Obligation(
    kind="review_place", action="Review the person's place on the caseload", by=Role.CJIT_CASE_MANAGER,
    deadline="caseload_review", point="Com4", data=DataClass.CASEWORK, cites=("HB 4.1.3", "HB 4.11.4"),
    requirements=("H-124", "H-134", "H-193"), readings=("R4",),
)  # fmt: skip
REVIEW_EVENT = Obligation(
    kind="review_event", action="Review the person's place after what happened", by=Role.CJIT_CASE_MANAGER,
    deadline="event_review", point="Com4", data=DataClass.CASEWORK, cites=("HB 4.1.3", "HB 4.11.4"),
    requirements=("H-124", "H-128", "H-130", "H-193"), readings=("R21", "R32"),
)  # fmt: skip

OBLIGATIONS = (REVIEW, REVIEW_EVENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One row of the Handbook's table: for somebody of whom this is so, it proposes that. None: either."""

    uses: bool
    offends: bool | None
    in_prison: bool | None
    course: Course
    requirements: tuple[str, ...]


CRITERIA = (
    Criterion(uses=True, offends=None, in_prison=True, course=Course.PLANS_RELEASE, requirements=("H-139",)),
    Criterion(uses=True, offends=True, in_prison=False, course=Course.STAYS, requirements=("H-135",)),
    Criterion(uses=True, offends=False, in_prison=False, course=Course.TO_TREATMENT, requirements=("H-136",)),
    Criterion(uses=False, offends=True, in_prison=None, course=Course.TO_SCHEME, requirements=("H-137",)),
    Criterion(uses=False, offends=False, in_prison=None, course=Course.TO_SUPPORT, requirements=("H-138",)),
)
"""Handbook 4.1.3, the table of review criteria: whatever is answered, exactly one row speaks of it."""


def proposed(review: Reviewed) -> Criterion:
    """The row of the table for these answers."""
    asked = (review.uses, review.offends, review.in_prison)
    return next(row for row in CRITERIA if _speaks(row, asked))


def _speaks(row: Criterion, asked: tuple[bool, bool, bool]) -> bool:
    said = (row.uses, row.offends, row.in_prison)
    return all(of_row is None or of_row is answer for of_row, answer in zip(said, asked, strict=True))


def duties(h: History, given: Given) -> Iterator[Duty]:
    """From the admission and from each review the next one is counted; each event asks for one of its own."""
    for entry in h.every(TakenOnCaseload):
        reviews = h.every_naming(entry, Reviewed)
        for start in (entry, *reviews):
            yield owed(
                REVIEW, because=start, owner=entry.team, due=within(REVIEW, start.happened_at, given), given=given,
                episode=entry.root, met=_next(h, entry, start),
                withdrawn=soonest(_paused(h, entry, start), place_over(h, entry)),
            )  # fmt: skip
        for event in (*h.every_naming(entry, SignificantEvent), *h.every_naming(entry, EnteredPrison)):
            yield _after(h, entry, event, given)
        for arrest in h.every(Arrested):
            if order(arrest) > order(entry):
                yield _after(h, entry, arrest, given, entry)
    for missed in missed_contacts(h, given):
        yield _after_disengaging(h, missed, given)


def _after(h: History, entry: Recorded[TakenOnCaseload], event: AnyRecorded, given: Given, *also: AnyRecorded) -> Duty:
    """Somebody's arrest names no place, so its review is told apart by both (H-128, H-130)."""
    return owed(
        REVIEW_EVENT, because=event, also=also, owner=entry.team, due=within(REVIEW_EVENT, event.happened_at, given),
        given=given, episode=entry.root, met=h.first_naming(event, Reviewed), withdrawn=place_over(h, entry),
    )  # fmt: skip


def _paused(h: History, entry: Recorded[TakenOnCaseload], start: AnyRecorded) -> AnyRecorded | None:
    """The suspension that holds then, or the first after it: coming back brings a review of its own (R4)."""
    for suspended in h.naming(entry, Suspended):
        back = h.first_naming(suspended, TakenUpAgain)
        if back is None or order(back) > order(start):
            return suspended
    return None


def _after_disengaging(h: History, missed: Missed, given: Given) -> Duty:
    """For somebody on no caseload there is no place to review."""
    place, entry = missed.place, missed.entry
    return owed(
        REVIEW_EVENT, because=entry, owner=entry.team, due=within(REVIEW_EVENT, entry.happened_at, given), given=given,
        episode=place.root if place else None, arises_at=missed.counts_at,
        met=_next(h, place, entry) if place else None,
        withdrawn=soonest(no_disengagement(missed), place_over(h, place) if place else entry),
    )  # fmt: skip


def _next(h: History, entry: Recorded[TakenOnCaseload], start: AnyRecorded) -> AnyRecorded | None:
    return next((one for one in h.naming(entry, Reviewed) if order(one) > order(start)), None)


@refuses(SignificantEvent, Reviewed, cites=("HB 4.1.3",), requirements=("H-124", "H-193"))
def only_a_place_on_the_caseload_is_reviewed(case: Case) -> Refused | None:
    """By the team whose caseload it is, while the person is on it."""
    against = outside_the_place(case)
    if against is None:
        return None
    return Refused(
        sentence="A review, and what leads to one, is recorded by the team whose caseload the person is on.",
        instead="If the person is on no caseload, record what happened as the next decision.",
        because=against,
    )


@refuses(Reviewed, cites=("HB 4.1.3",), requirements=("H-134", "H-135", "H-136", "H-137", "H-138", "H-139"))
def another_course_says_why(case: Case) -> Refused | None:
    """The table proposes and the case manager decides: otherwise only with the reason."""
    row = proposed(case.fact)
    if case.fact.course is row.course or case.fact.why_otherwise.strip():
        return None
    return Refused(
        sentence=f"After these answers the Handbook’s table says: {row.course}.",
        instead="Choose that, or say why this person needs something else.",
    )


@refuses(SignificantEvent, cites=("HB 4.1.3",), requirements=("H-133",))
def something_else_is_named(case: Case) -> Refused | None:
    """The list is open: what is not on it is said in words."""
    if case.fact.what is not case.fact.what.OTHER or case.fact.said.strip():
        return None
    return Refused(
        sentence="Something else that matters is said in your own words.", instead="Say what happened.",
    )  # fmt: skip
