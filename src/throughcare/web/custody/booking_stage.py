"""How far the first assessment has got: requirement, team, place, RA1; read afresh at every visit."""

from dataclasses import dataclass
from datetime import datetime

from throughcare.rulebook.appointments import after_the_laboratory
from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.deadlines import DEADLINES, Deadline, is_within
from throughcare.rulebook.facts.assessment import Form, NoticePrepared, NoticeServed, Purpose
from throughcare.rulebook.facts.custody import AssessmentRequired, DrugTested, ForLaboratory
from throughcare.rulebook.facts.identity import Housing
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.owing import Due
from throughcare.rulebook.required_assessment import due_of_initial
from throughcare.rulebook.spells import (
    Appointment,
    Requirement,
    Terms,
    appointments,
    arrest_of,
    attendance,
    end_of_requirement,
    home_team,
    lives_elsewhere,
    release_of,
    residence,
    served_form,
    terms,
    test_of,
)
from throughcare.web.drawn.drawings import Clock, Hours, draw_hours
from throughcare.web.person.page import Record


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One requirement, as far as it has come."""

    opened: Record
    requirement: Requirement
    booked: Appointment | None
    terms: Terms | None
    paper: Recorded[NoticePrepared] | None
    """The newest notice for the time as it stands."""
    served: Recorded[NoticeServed] | None
    """Of that notice."""
    earlier_ra1: Recorded[NoticeServed] | None

    @property
    def team(self) -> str:
        """The CJIT of residence now; a correction of the address changes it."""
        return home_team(self.opened.history, self.requirement.team, self.opened.given)

    @property
    def elsewhere(self) -> bool:
        return lives_elsewhere(self.opened.history, self.requirement.team, self.opened.given)

    @property
    def due(self) -> Due:
        return due_of_initial(self.opened.history, self.requirement, self.opened.given)

    @property
    def booked_with_another(self) -> bool:
        return self.terms is not None and self.terms.team != self.team

    @property
    def is_released(self) -> bool:
        arrest = arrest_of(self.opened.history, self.requirement)
        return arrest is not None and release_of(self.opened.history, arrest) is not None

    @property
    def seen(self) -> str:
        """What the officer was shown: another officer's booking changes it."""
        parts = (self.terms.by if self.terms else None, self.paper, self.served)
        return "/".join(str(part.id) if part else "" for part in parts)

    @property
    def form(self) -> Form:
        """RA1 until one was given; after that a change is told by RA2."""
        return Form.RA2 if self.earlier_ra1 else Form.RA1

    @property
    def limit(self) -> Deadline:
        return DEADLINES["initial_assessment_elsewhere" if self.elsewhere else "initial_assessment_resident"]

    @property
    def is_at_laboratory(self) -> bool:
        test = test_of(self.opened.history, self.requirement)
        return test is not None and test.fact.laboratory is not ForLaboratory.NO

    @property
    def not_before(self) -> datetime | None:
        """While the sample is at the laboratory: from when somebody is seen who is not seen at once (I-25)."""
        return after_the_laboratory(self.opened.history, self.requirement, self.opened.given)

    @property
    def is_over(self) -> bool:
        """Somebody came, or did not: what follows is the team's."""
        return self.booked is not None and attendance(self.opened.history, self.booked) is not None

    def in_time(self, starts_at: datetime) -> bool:
        return is_within(starts_at, self.due.at)


def stage_of(opened: Record) -> Stage | None:
    """The newest requirement of this suite that still holds; another suite's is its own affair."""
    h = opened.history
    ours = [one for one in h.all(AssessmentRequired) if one.team == opened.working.team]
    open_ones = [one for one in ours if end_of_requirement(h, one) is None]
    if not open_ones:
        return None
    requirement = open_ones[-1]
    made = [one for one in appointments(h, requirement, Purpose.INITIAL) if withdrawal(h, one) is None]
    booked = made[-1] if made else None
    now = terms(h, booked) if booked else None
    papers = [
        one for one in (h.naming(booked, NoticePrepared) if booked else ())
        if now and (one.fact.starts_at, one.fact.place) == (now.starts_at, now.place)
    ]  # fmt: skip
    given = [one for one in papers if h.naming(one, NoticeServed)]
    paper = next(reversed(given or papers), None)
    return Stage(
        opened=opened, requirement=requirement, booked=booked, terms=now, paper=paper,
        served=h.first_naming(paper, NoticeServed) if paper else None,
        earlier_ra1=served_form(h, requirement, Form.RA1),
    )  # fmt: skip


def undecided_test(opened: Record) -> Recorded[DrugTested] | None:
    """A positive test after which nobody has yet required the assessment."""
    ours = [duty for duty in opened.standing.open_duties if duty.owner == opened.working.team]
    owed = {duty.because for duty in ours if duty.kind == "require_or_say_why_not"}
    return next((test for test in reversed(opened.history.all(DrugTested)) if test.root in owed), None)


def lives(stage: Stage) -> str:
    """What was said of the residence."""
    found = residence(stage.opened.history)
    if found is None or found.fact.housing is Housing.NOT_KNOWN:
        return "Where the person lives is not known, so the team of this area does the assessment."
    if found.fact.housing is Housing.NO_FIXED_ABODE:
        return "No fixed abode, so the team of this area does the assessment."
    where = found.fact.address or "the area of this team"
    if stage.elsewhere:
        return f"Lives at {where}. That is outside the area of arrest, so the team there does the assessment."
    return f"Lives at {where}. That is in the area of arrest, so the team of this area does the assessment."


def clock(stage: Stage) -> Clock | None:
    """The limit drawn; a sample at the laboratory counts otherwise and is said in words."""
    if stage.is_at_laboratory:
        return None
    due, calendar = stage.due, stage.opened.given.calendar
    hours = stage.limit.limit_on(local_day(due.counted_from)).amount
    days = calendar.days_counted(local_day(due.counted_from), local_day(due.at))
    return draw_hours(
        Hours(
            start=due.counted_from, hours=hours, limit=due.at,
            not_working=[day.day for day in days if not day.working],
            started_by="Release" if stage.is_released else "Positive test",
        )
    )  # fmt: skip
