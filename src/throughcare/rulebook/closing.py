"""Com 5: what is owed while a place is suspended, and after it was closed into another's hands.

Handbook 4.11.5 to 4.11.5c; readings R4, R6, R19, R32. A stay in prison asks for a suspension or a closure, again
whenever what is known of its length changes.
"""

from collections.abc import Iterator

from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import start_of_day
from throughcare.rulebook.facts.base import DataClass
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
from throughcare.rulebook.facts.prison import EnteredPrison, LeftPrison
from throughcare.rulebook.facts.review import Reviewed
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.owing import Obligation, earliest, owed, since, soonest, within
from throughcare.rulebook.spells import caseload_end
from throughcare.rulebook.standing import Duty, Given
from throughcare.rulebook.stays import Stay, every_saying, every_version, is_long, left, next_saying

WORKER = Role.CJIT_CASE_MANAGER
ASK_LENGTH = Obligation(
    kind="ask_length_of_stay", action="Ask the court or the prison how long the stay will be", by=WORKER,
    deadline="prison_length", point="Com4", data=DataClass.CASEWORK, cites=("HB 4.1.3",), requirements=("H-139",),
    readings=("R6",),
)  # fmt: skip
DECIDE_STAY = Obligation(
    kind="decide_stay", action="Suspend or close the place, as the stay in prison asks", by=WORKER,
    deadline="prison_length", point="Com5", data=DataClass.CASEWORK, cites=("HB 4.11.5a", "HB 4.11.5b"),
    requirements=("H-194", "H-195", "H-198"), readings=("R6", "R32"),
)  # fmt: skip
AT_ONE_MONTH = Obligation(
    kind="decide_at_one_month", action="Close the place, unless the person has come out", by=WORKER,
    deadline="prison_month", point="Com5a", data=DataClass.CASEWORK, cites=("HB 4.11.5a", "HB 4.11.5b"),
    requirements=("H-195", "H-198"), readings=("R6",),
)  # fmt: skip
AFTER_PRISON = Obligation(
    kind="take_up_after_prison", action="Take the place up again after prison, or close it", by=WORKER,
    deadline="back_again", point="Com5a", data=DataClass.CASEWORK, cites=("HB 4.11.5b",), requirements=("H-199",),
    readings=("R4",),
)  # fmt: skip
AFTER_ORDER = Obligation(
    kind="take_up_after_order", action="Take the place up again after the order, or close it", by=WORKER,
    deadline="back_again", point="Com5a", data=DataClass.CASEWORK, cites=("HB 4.11.5a", "HB 4.11.5b"),
    requirements=("H-196", "H-200"), readings=("R4",),
)  # fmt: skip
REVIEW_BACK = Obligation(
    kind="review_back", action="Review the place of somebody who is back", by=WORKER, deadline="back_again",
    point="Com4", data=DataClass.CASEWORK, cites=("HB 4.1.3",), requirements=("H-124",), readings=("R4",),
)  # fmt: skip
WATCH = Obligation(
    kind="watch_closure", action="Watch until the place they were referred to has answered", by=WORKER,
    deadline="next_working_day", point="Com5b", data=DataClass.CASEWORK, cites=("HB 4.1.3", "HB 4.11.5b"),
    requirements=("H-113", "H-136", "H-137", "H-138", "H-201"), readings=("R19", "R21"),
)  # fmt: skip
ASK_RELEASE = Obligation(
    kind="ask_release", action="Ask when they will leave prison", by=WORKER, deadline="prison_watch", point="Com5b",
    data=DataClass.CASEWORK, cites=("HB 4.1.3",), requirements=("H-139", "H-198"), readings=("R33",),
)  # fmt: skip
WATCH_RELEASE = Obligation(
    kind="watch_release", action="See that somebody meets the person on release", by=WORKER,
    deadline="next_working_day", point="Com5b", data=DataClass.CASEWORK, cites=("HB 4.1.3",),
    requirements=("H-139", "H-198"), readings=("R33",),
)  # fmt: skip
MEET_AFTER = Obligation(
    kind="meet_after_release", action="Make sure of contact after prison", by=WORKER, deadline="next_working_day",
    point="Com5b", data=DataClass.CASEWORK, cites=("HB 4.1.3",), requirements=("H-139", "H-198"), readings=("R33",),
)  # fmt: skip
REPORT = Obligation(
    kind="report_closure", action="Report the closure to the police or the partnership agencies", by=WORKER,
    deadline="next_working_day", point="Com5c", data=DataClass.CASEWORK, cites=("HB 4.11.5c",), requirements=("H-207",),
)  # fmt: skip

OBLIGATIONS = (
    ASK_LENGTH, DECIDE_STAY, AT_ONE_MONTH, AFTER_PRISON, AFTER_ORDER, REVIEW_BACK, WATCH, ASK_RELEASE, WATCH_RELEASE,
    MEET_AFTER, REPORT,
)  # fmt: skip

Place = Recorded[TakenOnCaseload]
Closed = Recorded[PlaceClosed]


def duties(h: History, given: Given) -> Iterator[Duty]:
    """Of each place: its stays in prison, its suspensions, its closure."""
    for place in h.every(TakenOnCaseload):
        over = place.mended_by or caseload_end(h, place)
        for stay in h.every_naming(place, EnteredPrison):
            yield from _of_stay(h, place, stay, over, given)
        for suspended in h.every_naming(place, Suspended):
            yield from _of_suspension(h, place, suspended, over, given)
        for closed in h.every_naming(place, PlaceClosed):
            yield from _of_closure(h, place, closed, given)


def _of_stay(h: History, place: Place, stay: Stay, over: AnyRecorded | None, given: Given) -> Iterator[Duty]:
    """Whatever is said of its length asks for one decision, until something else is said or the person is out."""
    for said in every_saying(h, stay):
        again, out = next_saying(h, stay, said), soonest(left(h, stay), stay.mended_by, over)
        if said.fact.release_on is None:
            yield owed(
                ASK_LENGTH, because=said, owner=place.team, due=within(ASK_LENGTH, said.happened_at, given),
                given=given, episode=place.root, met=again, withdrawn=out,
            )  # fmt: skip
        fits: AnyRecorded | None = h.first_naming(stay, Suspended)
        if is_long(stay, said, given):
            fits = h.first_naming(place, PlaceClosed)
        yield owed(
            DECIDE_STAY, because=said, owner=place.team, due=within(DECIDE_STAY, said.happened_at, given), given=given,
            episode=place.root, met=fits, withdrawn=soonest(again, out),
        )  # fmt: skip


def _of_suspension(
    h: History, place: Place, suspended: Recorded[Suspended], over: AnyRecorded | None, given: Given
) -> Iterator[Duty]:
    met = earliest(h.first_naming(suspended, TakenUpAgain), h.first_naming(place, PlaceClosed))
    stay = h.origin(suspended.fact.stay, EnteredPrison)
    if suspended.fact.ground is Pause.PRISON and stay is not None:
        yield owed(
            AT_ONE_MONTH, because=suspended, owner=place.team, due=since(AT_ONE_MONTH, h, stay, given), given=given,
            episode=place.root, met=met, withdrawn=soonest(left(h, stay), over),
        )  # fmt: skip
        for out in h.every_naming(stay, LeftPrison):
            yield owed(
                AFTER_PRISON, because=out, also=(suspended,), owner=place.team, given=given, episode=place.root,
                due=within(AFTER_PRISON, out.happened_at, given), met=met, withdrawn=over,
            )  # fmt: skip
    if suspended.fact.ground is Pause.ORDER and suspended.fact.order_ends_on is not None:
        yield owed(
            AFTER_ORDER, because=suspended, owner=place.team, given=given, episode=place.root,
            due=within(AFTER_ORDER, start_of_day(suspended.fact.order_ends_on), given), met=met, withdrawn=over,
        )  # fmt: skip
    for back in h.every_naming(suspended, TakenUpAgain):
        review = next((one for one in h.naming(place, Reviewed) if order(one) > order(back)), None)
        yield owed(
            REVIEW_BACK, because=back, owner=place.team, due=within(REVIEW_BACK, back.happened_at, given), given=given,
            episode=place.root, met=review, withdrawn=soonest(suspended.mended_by, over),
        )  # fmt: skip


def _of_closure(h: History, place: Place, closed: Closed, given: Given) -> Iterator[Duty]:
    """Into another's hands: watched until these have answered; from prison, until somebody has met the person too."""
    if closed.fact.ground is Ground.PRISON:
        for stay in every_version(h, closed.fact.stay):
            yield from _until_release(h, place, closed, stay, given)
    if closed.fact.to.strip():
        yield owed(
            WATCH, because=closed, owner=place.team, due=within(WATCH, closed.happened_at, given), given=given,
            episode=place.root, met=_answer(h, closed, *Heard), withdrawn=place.mended_by,
        )  # fmt: skip
    if closed.fact.ground is Ground.BY_PERSON and closed.fact.persistent:
        yield owed(
            REPORT, because=closed, owner=place.team, due=within(REPORT, closed.happened_at, given), given=given,
            episode=place.root, met=h.first_naming(closed, ClosureReported), withdrawn=place.mended_by,
        )  # fmt: skip


def _until_release(h: History, place: Place, closed: Closed, stay: Stay, given: Given) -> Iterator[Duty]:
    met = _answer(h, closed, Heard.CONTACT)
    for said in every_saying(h, stay):
        day = said.fact.release_on
        row = ASK_RELEASE if day is None else WATCH_RELEASE
        start = said.happened_at if day is None else start_of_day(day)
        yield owed(
            row, because=said, also=(closed,), owner=place.team, due=within(row, start, given), given=given,
            episode=place.root, met=met, withdrawn=soonest(next_saying(h, stay, said), left(h, stay), place.mended_by),
        )  # fmt: skip
    for out in h.every_naming(stay, LeftPrison):
        yield owed(
            MEET_AFTER, because=out, also=(closed,), owner=place.team, due=within(MEET_AFTER, out.happened_at, given),
            given=given, episode=place.root, met=met, withdrawn=place.mended_by,
        )  # fmt: skip


def _answer(h: History, closed: Closed, *heard: Heard) -> AnyRecorded | None:
    """What the other place said, or the day on which a team took the person on again."""
    said = [one for one in h.naming(closed, AcceptedElsewhere) if one.fact.heard in heard]
    again = [one for one in h.all(TakenOnCaseload) if order(one) > order(closed)]
    return earliest(*said, *again)
