"""Whether an appointment still stands, and whether the person was told its time and place in writing.

Handbook 4.6.1 v; reading R35; invariant 4.
"""

from throughcare.rulebook.facts.assessment import NoticePrepared, NoticeServed
from throughcare.rulebook.facts.moving import AppointmentWithdrawn
from throughcare.rulebook.history import History, Recorded, order
from throughcare.rulebook.spells import Appointment, terms

Paper = tuple[Recorded[NoticePrepared], Recorded[NoticeServed]]


def withdrawal(h: History, appointment: Appointment) -> Recorded[AppointmentWithdrawn] | None:
    return h.first_naming(appointment, AppointmentWithdrawn)


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
