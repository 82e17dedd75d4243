"""Duties as a page shows them: shape, words, whose, and behind each the fact, the rule, the days and our reading."""

from datetime import datetime, timedelta
from uuid import UUID

from throughcare.journal.models import DutyRow as Listed
from throughcare.people.models import Person
from throughcare.rulebook import guidance
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.deadlines import DEADLINES, Deadline, Unit
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.readings import reading
from throughcare.rulebook.spells import lives_elsewhere
from throughcare.rulebook.standing import Duty, Given, State
from throughcare.web import actions, words
from throughcare.web.pieces import DayBox, DutyRow, Link, ShapeName, Why

RESIDENT, ELSEWHERE = "initial_assessment_resident", "initial_assessment_elsewhere"
MOST_DAYS = 14
"""A longer count is said in words, not drawn."""


def row(
    duty: Duty,
    *,
    person: Person,
    history: History,
    given: Given,
    names: dict[str, str],
    now: datetime,
    mine: bool,
    role: Role | None = None,
) -> DutyRow:
    """One duty with its reasons; a button only where it is the reader's own team's."""
    obligation = OBLIGATIONS[duty.kind]
    shape, time, exact = time_left(duty, now)
    return DutyRow(
        state=shape, title=obligation.action, whose=names.get(duty.owner, ""), time=time, exact=exact,
        action=actions.action(duty, person, role) if mine and duty.open else None,
        why=why(duty, history=history, given=given, names=names),
    )  # fmt: skip


def time_left(duty: Duty | Listed, now: datetime) -> tuple[ShapeName, str, str]:
    """The shape, the strong words and the small ones."""
    if duty.state is State.MET:
        return "met", "Done", words.when(duty.ended_at) if duty.ended_at else ""
    if duty.state is State.WITHDRAWN:
        return "withdrawn", "Withdrawn", words.when(duty.ended_at) if duty.ended_at else ""
    if not duty.binding:
        return "open", f"by {words.day(words.due_day(duty.due))}", "A guide: the limit was not in force here"
    left = words.left(duty.due, now)
    return left.state, left.words, words.exact(duty.due, now)  # type: ignore[return-value]


def why(duty: Duty, *, history: History, given: Given, names: dict[str, str]) -> Why:
    """The four things a practitioner asks: from what, by which rule, counted how, read how."""
    obligation, cause = OBLIGATIONS[duty.kind], _cause(history, duty.because)
    limit = _limit(duty, cause, history=history, given=given)
    readings = dict.fromkeys((*obligation.readings, *limit.readings))
    cites = dict.fromkeys((*obligation.cites, *limit.cites))
    return Why(
        fact=_fact(cause, names), rule=limit.sentence + (" (our own limit)" if limit.ours else ""),
        cites=[Link(text=guidance.in_words(cite), url=f"/guidance#{_anchor(cite)}") for cite in cites],
        days=_days(duty, given), days_note=_note(duty, history),
        reading=" ".join(f"{one}: {reading(one).question} {reading(one).reading}" for one in readings),
        if_missed=obligation.if_missed,
    )  # fmt: skip


def _limit(duty: Duty, cause: AnyRecorded | None, *, history: History, given: Given) -> Deadline:
    """The limit that was counted: for somebody who lives elsewhere, the first assessment has another."""
    limit = OBLIGATIONS[duty.kind].limit
    if limit.name == RESIDENT and cause is not None and lives_elsewhere(history, cause.team, given):
        return DEADLINES[ELSEWHERE]
    return limit


def _cause(history: History, root: UUID) -> AnyRecorded | None:
    return next((e for e in (*history.entries, *history.mended) if e.root == root), None)


def _fact(cause: AnyRecorded | None, names: dict[str, str]) -> str:
    if cause is None:
        return "An entry on this record."
    return f"{cause.fact.says()}, {words.when(cause.happened_at)}. {names.get(cause.team, '')}."


def _note(duty: Duty, history: History) -> str:
    if duty.moved_by is None:
        return ""
    mover = history.find(duty.moved_by)
    by = f" by: {mover.fact.says().lower()}, {words.when(mover.happened_at)}" if mover else ""
    return f"First due {words.limit(duty.due_first)}; moved to {words.limit(duty.due)}{by}."


def _days(duty: Duty, given: Given) -> list[DayBox]:
    """The count drawn day by day, where it counts days or carries over days that do not count."""
    start, end = local_day(duty.counted_from), local_day(duty.due - timedelta(microseconds=1))
    unit = OBLIGATIONS[duty.kind].limit.limit_on(local_day(duty.arises_at)).unit
    if unit is Unit.HOURS or not 0 < (end - start).days <= MOST_DAYS:
        return []
    counted = given.calendar.days_counted(start, end)
    return [
        DayBox(
            weekday=f"{one.day:%a}", number=one.day.day, is_limit=one.day == end,
            count="day 0" if one.number == 0 else "·" if one.number is None else str(one.number),
            is_working=one.working,
        )
        for one in counted
    ]  # fmt: skip


def _anchor(cite: str) -> str:
    return cite.replace(" ", "-").replace(".", "-").lower()
