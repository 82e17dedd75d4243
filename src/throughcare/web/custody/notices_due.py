"""Which papers can be prepared now: one for each appointment or decision that none says yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    FollowUp,
    FollowUpDecided,
    Form,
    NoticePrepared,
    NoticeServed,
    Purpose,
)
from throughcare.rulebook.history import History, Recorded
from throughcare.rulebook.notices import requirement_of_decision
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    appointments,
    attendance,
    end_of_requirement,
    requirement_of,
    served_form,
    terms,
)
from throughcare.web import words

FIRST = {Purpose.INITIAL: Form.RA1, Purpose.FOLLOW_UP: Form.RA4}


@dataclass(frozen=True, kw_only=True)
class Due:
    key: str
    fact: NoticePrepared
    says: str

    @property
    def form(self) -> str:
        return str(self.fact.form)


def due(h: History) -> Iterator[Due]:
    for booked in h.all(AppointmentMade):
        yield from _of_appointment(h, booked)
    for decided in h.all(FollowUpDecided):
        requirement = requirement_of_decision(h, decided)
        if requirement is not None and decided.fact.decision is not FollowUp.NEEDED:
            yield from _of_decision(h, decided, requirement)


def still_stands(h: History, paper: Recorded[NoticePrepared]) -> bool:
    """Whether a paper still says the time and place of its appointment."""
    booked = h.get(paper.fact.appointment, AppointmentMade)
    if booked is None:
        return paper.fact.form is Form.RA5
    now = terms(h, booked)
    return (paper.fact.starts_at, paper.fact.place) == (now.starts_at, now.place)


def _of_appointment(h: History, booked: Appointment) -> Iterator[Due]:
    requirement, now = requirement_of(h, booked), terms(h, booked)
    if requirement is None or end_of_requirement(h, requirement) or attendance(h, booked):
        return
    if withdrawal(h, booked):
        return
    papers = h.naming(booked, NoticePrepared)
    if any(still_stands(h, paper) for paper in papers):
        return
    fact = NoticePrepared(
        form=form_of(h, booked, requirement), requirement=requirement.root, appointment=booked.root,
        starts_at=now.starts_at, place=now.place,
    )  # fmt: skip
    yield Due(key=f"{booked.root}/{now.by.id}", fact=fact, says=f"{words.when(now.starts_at)}, {now.place}")


def form_of(h: History, booked: Appointment, requirement: Requirement) -> Form:
    """RA2 once a time for the same purpose was given in writing; it says the new one."""
    told = [
        paper
        for made in appointments(h, requirement, booked.fact.purpose)
        for paper in h.naming(made, NoticePrepared)
        if h.naming(paper, NoticeServed)
    ]
    return Form.RA2 if told else FIRST[booked.fact.purpose]


def _of_decision(h: History, decided: Recorded[FollowUpDecided], requirement: Requirement) -> Iterator[Due]:
    papers = [one for one in h.naming(requirement, NoticePrepared) if one.fact.form is Form.RA5]
    if papers or served_form(h, requirement, Form.RA5):
        return
    fact = NoticePrepared(form=Form.RA5, requirement=requirement.root, warning=False)
    yield Due(key=f"{decided.root}/{decided.id}", fact=fact, says=str(decided.fact.decision))
