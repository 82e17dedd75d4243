"""Whether an appointment still stands, and whether the person was told its time and place in writing.

Handbook 4.6.1 v; reading R35; invariant 4.
"""

from throughcare.rulebook.facts.assessment import Assessed, AttendanceRecorded, NoticePrepared, NoticeServed
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import AnyRecorded, History, Recorded, order
from throughcare.rulebook.spells import Appointment, death, end_of_requirement, requirement_of, terms

Paper = tuple[Recorded[NoticePrepared], Recorded[NoticeServed]]


def withdrawal(h: History, appointment: Appointment) -> Recorded[AppointmentWithdrawn] | None:
    return h.first_naming(appointment, AppointmentWithdrawn)


def let_go(h: History, appointment: Appointment) -> AnyRecorded | None:
    """What took an appointment away before its time: withdrawn, or nobody is expected at it any more.

    A death or the end of the requirement takes away what was neither kept nor missed by then.
    """
    requirement, held = requirement_of(h, appointment), _held(h, appointment)
    until = min([terms(h, appointment).starts_at, *([held.happened_at] if held else [])])
    over = end_of_requirement(h, requirement) if requirement else None
    ended = (one for one in (over, death(h)) if one is not None and one.counts_from < until)
    return withdrawal(h, appointment) or next(ended, None)


def _held(h: History, appointment: Appointment) -> AnyRecorded | None:
    return h.first_naming(appointment, AttendanceRecorded) or h.first_naming(appointment, Assessed)


def in_writing(h: History, appointment: Appointment) -> Paper | None:
    """The notice by which the person was told this time and place before it came.

    The one served last counts. If that says another time or place, the person was not told this one.
    """
    now = terms(h, appointment)
    papers = [
        (notice, given)
        for notice in h.naming(appointment, NoticePrepared)
        for given in h.naming(notice, NoticeServed)
        if given.happened_at <= now.starts_at
    ]
    last = max(papers, key=lambda pair: order(pair[1]), default=None)
    if last is None or (last[0].fact.starts_at, last[0].fact.place) != (now.starts_at, now.place):
        return None
    return last
