"""What must be so before a place is suspended, taken up again or closed: each ground and what it asks for.

Handbook 4.1.3, 4.11.5 to 4.11.5c; readings R6, R19. A refusal says what is missing, never that the person stays.
"""

from uuid import UUID

from throughcare.rulebook.calendar import end_of_day, local_day
from throughcare.rulebook.caseload import outside_the_place
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.closing import (
    AcceptedElsewhere,
    ClosureReported,
    Ground,
    Heard,
    Pause,
    PlaceClosed,
    Suspended,
    TakenUpAgain,
)
from throughcare.rulebook.facts.prison import EnteredPrison
from throughcare.rulebook.facts.review import Reviewed
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.refusing import Case, Refused, refuses
from throughcare.rulebook.stays import (
    is_long,
    is_over_the_month,
    last_saying,
    left,
    month_ends,
    suspensions,
)

AFTER_REVIEW = {
    Ground.COMPLETED: "no longer both uses and offends",
    Ground.TO_TREATMENT: "still uses and no longer offends",
    Ground.TO_SCHEME: "still offends and no longer uses",
}
"""Grounds that rest on the answers of a review, and what these must say (H-115, H-194)."""
REFERS = (Ground.PRISON, Ground.MOVED, Ground.TO_TREATMENT, Ground.TO_SCHEME)
TRIED = (Ground.AFTER_PRISON, Ground.AFTER_ORDER, Ground.BY_PERSON)


@refuses(Suspended, PlaceClosed, EnteredPrison, cites=("HB 4.11.5",), requirements=("H-194",))
def decided_by_the_team_whose_place_it_is(case: Case) -> Refused | None:
    """While the person is on that team's caseload."""
    against = outside_the_place(case)
    if against is None or against.root == case.root:
        return None
    return Refused(
        sentence="Only the team whose caseload the person is on decides about it, while they are on it.",
        instead="If the person is on no caseload, leave the caseload entry out, or record the next decision.",
        because=against,
    )


@refuses(Suspended, cites=("HB 4.11.5a",), requirements=("H-195",), readings=("R6",))
def a_short_stay_suspends(case: Case) -> Refused | None:
    """A stay that goes on, of no more than one month as far as anyone can say."""
    if case.fact.ground is not Pause.PRISON:
        return None
    stay = case.then.get(case.fact.stay, EnteredPrison)
    if stay is None or left(case.then, stay) is not None:
        return Refused(
            sentence="A place is suspended for prison only while the person is there.",
            instead="Record that they entered prison, and name that stay.", because=stay,
        )  # fmt: skip
    said = last_saying(case.then, stay)
    if not is_long(stay, said, case.given) and case.happened_at < month_ends(stay, case.given):
        return None
    return Refused(
        sentence="A stay of more than one calendar month closes the place; it does not suspend it.",
        instead="Close the place, or record the release date that is known now.", because=said,
    )  # fmt: skip


@refuses(Suspended, cites=("HB 4.11.5a",), requirements=("H-196",))
def an_order_suspends_until_its_last_day(case: Case) -> Refused | None:
    """A Drug Rehabilitation Requirement that has not ended, and when it will."""
    ends = case.fact.order_ends_on
    if case.fact.ground is not Pause.ORDER or (ends is not None and ends >= local_day(case.happened_at)):
        return None
    return Refused(
        sentence="A place is suspended for a Drug Rehabilitation Requirement until its last day.",
        instead="Ask Probation for the last day, and record it. If it is past, the place is taken up or closed.",
    )


@refuses(Suspended, cites=("HB 4.11.5a",), ours=True)
def not_suspended_twice(case: Case) -> Refused | None:
    """One suspension at a time."""
    holds = suspension(case, case.fact.caseload)
    if holds is None:
        return None
    return Refused(sentence="The place is suspended already.", instead="Take it up again first.", because=holds)


@refuses(TakenUpAgain, cites=("HB 4.11.5",), requirements=("H-194",))
def taken_up_by_the_team_whose_place_it_is(case: Case) -> Refused | None:
    """While the person is on its caseload."""
    suspended = case.history.get(case.fact.suspension, Suspended)
    place = case.history.get(suspended.fact.caseload, TakenOnCaseload) if suspended else None
    if place is None:
        return None
    ended = case.then.first_naming(place, PlaceClosed)
    if place.team == case.team and ended is None:
        return None
    return Refused(
        sentence="A place is taken up again by the team that suspended it, before it is closed.",
        instead="If the place is closed, take the person on the caseload again; the record stays one.",
        because=ended or place,
    )


@refuses(PlaceClosed, cites=("HB 4.11.5b",), requirements=("H-198",), readings=("R6",))
def a_long_stay_closes(case: Case) -> Refused | None:
    """A stay that goes on, and will last or has lasted more than one calendar month."""
    if case.fact.ground is not Ground.PRISON:
        return None
    stay = case.then.get(case.fact.stay, EnteredPrison)
    if stay is None or left(case.then, stay) is not None:
        return Refused(
            sentence="A place is closed for prison only while the person is there.",
            instead="Record that they entered prison, and name that stay.", because=stay,
        )  # fmt: skip
    said = last_saying(case.then, stay)
    if is_long(stay, said, case.given) or is_over_the_month(stay, said, case.happened_at, case.given):
        return None
    return Refused(
        sentence="The stay is, as far as anyone can say, no longer than one calendar month.",
        instead="Suspend the place; close it when a later release is known, or once the month is over.", because=said,
    )  # fmt: skip


@refuses(
    PlaceClosed, cites=("HB 4.1.3", "HB 4.11.5"), requirements=("H-115", "H-194", "H-197", "H-203", "H-204"),
    readings=("R19",),
)  # fmt: skip
def closed_after_a_review_that_says_so(case: Case) -> Refused | None:
    """The last review answers whether the person still uses and still offends."""
    wanted = AFTER_REVIEW.get(case.fact.ground)
    review = last_review(case)
    if wanted is None or (review is not None and _answers(case.fact.ground, review)):
        return None
    return Refused(
        sentence=f"This ground needs a review which says that the person {wanted}.",
        instead="Review the place first; someone who still uses and offends stays on the caseload.", because=review,
    )  # fmt: skip


@refuses(PlaceClosed, cites=("HB 4.1.3", "HB 4.11.5b"), requirements=("H-138", "H-201"), readings=("R19",))
def referred_before_it_is_closed(case: Case) -> Refused | None:
    """Whoever goes elsewhere is referred there by name; also whoever needs support and no more."""
    review = last_review(case)
    brokered = case.fact.ground is Ground.COMPLETED and review is not None and not review.fact.uses
    if case.fact.to.strip() or not (case.fact.ground in REFERS or brokered):
        return None
    return Refused(
        sentence="Nobody leaves the caseload for another service without being referred to it.",
        instead="Refer them, and say to which team, service or scheme.", because=review if brokered else None,
    )  # fmt: skip


@refuses(PlaceClosed, cites=("HB 4.11.5b",), requirements=("H-199", "H-200"))
def closed_after_a_suspension_that_is_over(case: Case) -> Refused | None:
    """Someone who did not come back had a place that was suspended, and the reason for that has gone."""
    wanted = {Ground.AFTER_PRISON: Pause.PRISON, Ground.AFTER_ORDER: Pause.ORDER}.get(case.fact.ground)
    holds = suspension(case, case.fact.caseload)
    if wanted is None or (holds is not None and holds.fact.ground is wanted and _is_past(case, holds)):
        return None
    return Refused(
        sentence=f"This ground needs a place that was suspended for this: {wanted}; and that this is over.",
        instead="Record the suspension, and when they came out or the order ended; or choose another ground.",
        because=holds,
    )


@refuses(PlaceClosed, cites=("HB 4.11.5b", "HB 4.11.5c"), requirements=("H-199", "H-200", "H-206"))
def every_effort_is_written_down(case: Case) -> Refused | None:
    """What was tried to keep or win back the person."""
    if case.fact.ground not in TRIED or case.fact.effort.strip():
        return None
    return Refused(
        sentence="This ground needs every effort to be made first, and written down.",
        instead="Say what was tried, when, and what they answered.",
    )


@refuses(PlaceClosed, cites=("HB 4.11.5c",), requirements=("H-205", "H-206"))
def a_choice_to_leave_is_an_informed_one(case: Case) -> Refused | None:
    """The expectations and the consequences were made clear before the person chose."""
    if case.fact.ground is not Ground.BY_PERSON or case.fact.explained:
        return None
    return Refused(
        sentence="Before a case is closed by choice, expectations and consequences are explained to the person.",
        instead="Explain them, by letter if need be, and record that you did.",
    )


@refuses(PlaceClosed, cites=("HB 4.11.5b",), requirements=("H-202",))
def a_death_closes_by_itself(case: Case) -> Refused | None:
    """Once the death is recorded everything ends."""
    if case.fact.ground is not Ground.DIED:
        return None
    return Refused(
        sentence="A death closes the place by itself.", instead="Record the death, with its day; nothing else is asked."
    )


@refuses(AcceptedElsewhere, ClosureReported, cites=("HB 4.11.5b", "HB 4.11.5c"), requirements=("H-207",), ours=True)
def the_closing_team_hears_and_reports(case: Case) -> Refused | None:
    """Whoever closed the place keeps the watch."""
    closed = case.history.get(case.fact.closure, PlaceClosed)
    if closed is None or closed.team == case.team:
        return None
    return Refused(
        sentence="This is recorded by the team that closed the place.", instead="Tell that team.", because=closed
    )


@refuses(AcceptedElsewhere, cites=("HB 4.1.3",), requirements=("H-139", "H-198"), readings=("R33",))
def after_prison_only_contact_counts(case: Case) -> Refused | None:
    """Contact follows the release."""
    closed = case.history.get(case.fact.closure, PlaceClosed)
    stay = case.then.get(closed.fact.stay, EnteredPrison) if closed else None
    if closed is None or closed.fact.ground is not Ground.PRISON or stay is None:
        return None
    if case.fact.heard is Heard.ACCEPTED or left(case.then, stay) is not None:
        return None
    return Refused(
        sentence="Contact after prison follows the release.", instead="Record when they left prison.", because=closed
    )


def suspension(case: Case, link: UUID | None) -> Recorded[Suspended] | None:
    """What suspends the place now, leaving out the fact itself."""
    place = case.history.get(link, TakenOnCaseload)
    return next((one for one in suspensions(case.then, place) if one.root != case.root), None)


def last_review(case: Case) -> Recorded[Reviewed] | None:
    place = case.history.get(case.fact.caseload, TakenOnCaseload)
    found = case.then.naming(place, Reviewed)
    return found[-1] if found else None


def _answers(ground: Ground, review: Recorded[Reviewed]) -> bool:
    uses, offends = review.fact.uses, review.fact.offends
    if ground is Ground.COMPLETED:
        return not (uses and offends)
    return (uses, offends) == (ground is Ground.TO_TREATMENT, ground is Ground.TO_SCHEME)


def _is_past(case: Case, holds: Recorded[Suspended]) -> bool:
    if holds.fact.ground is Pause.ORDER:
        ends = holds.fact.order_ends_on
        return ends is not None and case.happened_at >= end_of_day(ends)
    stay = case.then.get(holds.fact.stay, EnteredPrison)
    return stay is not None and left(case.then, stay) is not None
