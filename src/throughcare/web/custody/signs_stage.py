"""How far somebody without a positive test has come: signs, worker, answer, place; read afresh at every visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from throughcare.rulebook.actors import POLICE
from throughcare.rulebook.by_choice import all_by_choice_since
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.deadlines import DEADLINES, is_within
from throughcare.rulebook.facts.custody import Arrested, Disposal, DrugTested, VoluntaryOfferMade
from throughcare.rulebook.facts.proactive import SelfReferred, SignsConsidered, WorkerTold
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.owing import Due
from throughcare.rulebook.spells import release_of, terms
from throughcare.rulebook.visit import due_of_visit, limit_of_visit, team_of_visit
from throughcare.web import words
from throughcare.web.drawn.drawings import Clock, Hours, draw_hours
from throughcare.web.person.page import Record


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One arrest in this suite, or one visit to this team; `looked` is the last time the signs were gone through."""

    opened: Record
    arrest: Recorded[Arrested] | None
    visit: Recorded[SelfReferred] | None
    looked: Recorded[SignsConsidered] | None

    @property
    def is_identified(self) -> bool:
        return self.looked is not None and self.looked.fact.identified

    @property
    def is_positive(self) -> bool:
        """A positive test identifies by itself, and the signs are not asked."""
        return any(test.fact.positive for test in self.opened.history.naming(self.arrest, DrugTested))

    @property
    def is_released(self) -> bool:
        return self.arrest is not None and release_of(self.opened.history, self.arrest) is not None

    @property
    def is_held(self) -> bool:
        return self.arrest is not None and not self.is_released

    @property
    def had_fixed_penalty(self) -> bool:
        release = release_of(self.opened.history, self.arrest) if self.arrest else None
        return release is not None and release.fact.disposal is Disposal.FIXED_PENALTY

    @property
    def told(self) -> Sequence[Recorded[WorkerTold]]:
        return self.opened.history.naming(self.arrest, WorkerTold)

    @property
    def offer(self) -> Recorded[VoluntaryOfferMade] | None:
        """The last answer to the offer of a worker."""
        return next(reversed(self.opened.history.naming(self.arrest, VoluntaryOfferMade)), None)

    @property
    def booked(self) -> str:
        """With whom and when, if somebody has booked since."""
        found = all_by_choice_since(self.opened.history, self.looked.happened_at) if self.looked else []
        if not found:
            return ""
        now = terms(self.opened.history, found[-1])
        return f"{words.when(now.starts_at)}, {now.place}, {self.opened.names.get(now.team, '')}"

    def owes(self, kind: str) -> bool:
        mine = self.opened.working.team
        return any(one.kind == kind and one.owner == mine for one in self.opened.standing.open_duties)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """By when and by whom the person is to be seen (R1, R2)."""

    due: Due
    team: str
    limit: str

    @property
    def is_elsewhere(self) -> bool:
        return self.limit == "initial_assessment_elsewhere"

    def in_time(self, starts_at: object) -> bool:
        return is_within(starts_at, self.due.at)  # type: ignore[arg-type]


def stage_of(opened: Record) -> Stage | None:
    """Of a suite its arrest that is still open, or its newest; of a team the last visit of somebody unasked."""
    h, mine = opened.history, opened.working.team
    if opened.working.role in POLICE:
        ours = [one for one in h.all(Arrested) if one.team == mine]
        inside = [one for one in ours if release_of(h, one) is None]
        arrest = next(reversed(inside or ours), None)
        looked = next(reversed(h.naming(arrest, SignsConsidered)), None) if arrest else None
        return Stage(opened=opened, arrest=arrest, visit=None, looked=looked) if arrest else None
    visit = next((one for one in reversed(h.all(SelfReferred)) if one.team == mine), None)
    looked = next(reversed(h.naming(visit, SignsConsidered)), None) if visit else None
    return Stage(opened=opened, arrest=None, visit=visit, looked=looked) if visit else None


def visit_of(stage: Stage) -> Visit | None:
    """None until somebody was identified."""
    if stage.looked is None or not stage.is_identified:
        return None
    h, given = stage.opened.history, stage.opened.given
    return Visit(
        due=due_of_visit(h, stage.looked, given), team=team_of_visit(h, stage.looked, given),
        limit=limit_of_visit(h, stage.looked, given),
    )  # fmt: skip


def clock(stage: Stage, visit: Visit) -> Clock | None:
    """The limit drawn; that of a visit unasked is a working day and is said in words."""
    if stage.arrest is None:
        return None
    due, calendar = visit.due, stage.opened.given.calendar
    days = calendar.days_counted(local_day(due.counted_from), local_day(due.at))
    return draw_hours(
        Hours(
            start=due.counted_from, hours=DEADLINES[visit.limit].limit_on(local_day(due.counted_from)).amount,
            limit=due.at, not_working=[day.day for day in days if not day.working],
            started_by="Release" if stage.is_released else "Identified",
        )
    )  # fmt: skip


def reasons(stage: Stage, visit: Visit) -> list[str]:
    """Why the limit is what it is."""
    if stage.arrest is None:
        return ["The guidance gives no limit for somebody who comes by themselves. Ours: the next working day."]
    rule = (
        "Lives in another area, so the rule is 48 hours. If that falls over a weekend or holiday, the next working day."
        if visit.is_elsewhere
        else "Lives in this area, so the rule is 24 hours or 1 working day. A day that is not a working day carries "
        "it on."
    )
    counted = words.when(visit.due.counted_from)
    if stage.is_released:
        return [rule, f"Counted from the release, {counted}."]
    return [rule, f"Counted for now from {counted}, when the signs were recorded; from the release once there is one."]
