"""What invariant 4 says of a no-show, counted by hand from the bare entries."""

from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    NoticePrepared,
    NoticeServed,
)
from throughcare.rulebook.facts.moving import AppointmentWithdrawn


def was_told(history, came, at):
    """Whether the paper given last before the time said that time and place, by what had happened at an instant."""
    known = [one for one in history.entries if one.happened_at <= at]

    def about(kind, appointment):
        return [one for one in known if isinstance(one.fact, kind) and root(one.fact.appointment) == appointment]

    def root(link):
        return history.root(link)

    booked = history.get(came.fact.appointment, AppointmentMade)
    if booked is None or about(AppointmentWithdrawn, booked.root):
        return False
    stands = [booked, *about(AppointmentMoved, booked.root)][-1].fact
    papers = {one.root: one.fact for one in about(NoticePrepared, booked.root)}
    given = [one for one in known if isinstance(one.fact, NoticeServed) and root(one.fact.notice) in papers]
    in_time = [papers[root(one.fact.notice)] for one in given if one.happened_at <= stands.starts_at]
    return bool(in_time) and (in_time[-1].starts_at, in_time[-1].place) == (stands.starts_at, stands.place)
