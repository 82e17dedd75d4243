"""Everything that follows from a history: the list of concepts, the merge, the catch-all; no rule of its own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughcare.rulebook import (
    appointments,
    assessment,
    assessment_record,
    brought_in,
    by_choice,
    care,
    care_plan,
    caseload,
    closing,
    closing_grounds,
    consent,
    continuity,
    correcting,
    engagement,
    identification,
    in_prison,
    links,
    mending,
    notices,
    outreach,
    proactive,
    reaching,
    recording,
    reporting,
    required_assessment,
    review,
    risk,
    services,
    testing,
    ways_out,
    without_consent,
)
from throughcare.rulebook.actors import Role
from throughcare.rulebook.episodes import episodes
from throughcare.rulebook.facts.base import DataClass, kind_of
from throughcare.rulebook.facts.casework import DecidedNext
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.history import AnyRecorded, History, order
from throughcare.rulebook.owing import Obligation, is_binding, withdrawn_at
from throughcare.rulebook.refusing import REFUSALS, Case, every_refusal, first_refusal
from throughcare.rulebook.spells import death
from throughcare.rulebook.standing import Actor, Care, Duty, Given, Refusal, Standing, State
from throughcare.rulebook.ways_out import way_out

RULES_VERSION = "2010.13"
"""Moves with every change that could move a standing; stored beside each projection."""

CONCEPTS = (
    risk, identification, required_assessment, by_choice, proactive, notices, appointments, reporting, assessment,
    engagement, continuity, care_plan, caseload, services, review, outreach, closing, consent, correcting, brought_in,
)  # fmt: skip
"""In the order in which a person meets them; each has OBLIGATIONS and duties(history, given)."""

ASKED_OF_ALL = (recording, testing, mending, links, ways_out, without_consent, assessment_record, reaching,
                closing_grounds, in_prison)  # fmt: skip
"""Concepts that only refuse."""

DECIDE_NEXT = Obligation(
    kind="decide_next", action="Decide what happens next", by=Role.CJIT_CASE_MANAGER, deadline="decide_next", point="",
    data=DataClass.CASEWORK, cites=("HB 4.1",), requirements=("H-1",),
)  # fmt: skip
CHECK = Obligation(
    kind="check_record", action="Check this record: an entry would now be refused", by=Role.CJIT_MANAGER,
    deadline="check_record", point="", data=DataClass.CASEWORK, cites=("HB 3.2",), requirements=("H-50",),
    survives=True,
)  # fmt: skip

OBLIGATIONS: dict[str, Obligation] = {
    row.kind: row for rows in (*(concept.OBLIGATIONS for concept in CONCEPTS), (DECIDE_NEXT, CHECK)) for row in rows
}
"""Every kind of duty."""


def follow(history: History, given: Given) -> Standing:
    """Where this person stands: episodes, duties with owner, date and paragraph, and who is responsible. No clock."""
    history = brought_in.acting(history)
    cares = care.spells(history, given)
    found = (duty for concept in CONCEPTS for duty in concept.duties(history, given))
    duties = _overtaken(history, _merge(found))
    cares = care.while_owed(cares, [duty for duty in duties if duty.open and not OBLIGATIONS[duty.kind].survives])
    duties += _check(history, given)
    duties += _catch_all(history, duties, cares, given)
    return Standing(
        episodes=episodes(history, given), duties=tuple(duties), care=cares,
        rules_version=RULES_VERSION, given_version=given.version,
    )  # fmt: skip


def refusal_to_record(
    history: History, proposed: AnyRecorded, *, by: Actor, at: datetime, given: Given
) -> Refusal | None:
    """Why this entry may not be recorded here, or None."""
    return first_refusal(_case(history, proposed, by=by, at=at, given=given))


def refusals_to_record(
    history: History, proposed: AnyRecorded, *, by: Actor, at: datetime, given: Given
) -> list[Refusal]:
    """Everything that stands in the way of this entry."""
    return every_refusal(_case(history, proposed, by=by, at=at, given=given))


def _case(history: History, proposed: AnyRecorded, *, by: Actor, at: datetime, given: Given) -> Case:
    """A correction is judged without what it replaces."""
    target = history.find(proposed.replaces)
    mending = kind_of(type(proposed.fact)).mending
    return Case(
        history=history.without(target.root) if target and not mending else history,
        fact=proposed.fact, happened_at=proposed.happened_at, root=target.root if target else proposed.id,
        team=by.team, given=given, by=by, at=at, replaces=proposed.replaces, target=target, why=proposed.why,
    )  # fmt: skip


def overtaken_by_later_writing(history: History) -> list[AnyRecorded]:
    """Entries about whose past something was written after them; every other was judged on all that it rests on."""
    mended_at = max((entry.recorded_at for entry in history.mendings), default=None)
    found, earliest_since = [], None
    for entry in sorted(history.entries, key=lambda one: (one.recorded_at, one.happened_at), reverse=True):
        late = earliest_since is not None and earliest_since <= entry.happened_at
        if late or (mended_at is not None and entry.recorded_at <= mended_at):
            found.append(entry)
        earliest_since = min(earliest_since or entry.happened_at, entry.happened_at)
    return sorted(found, key=order)


def doubts(history: History, given: Given) -> Iterator[tuple[AnyRecorded, Refusal]]:
    """Standing entries that would now be refused, as a mending or late paper can leave them."""
    for entry in overtaken_by_later_writing(history):
        case = Case(
            history=history,
            fact=entry.fact,
            happened_at=entry.happened_at,
            root=entry.root,
            team=entry.team,
            given=given,
        )
        refusal = first_refusal(case)
        if refusal is not None:
            yield entry, refusal


def _merge(found: Iterable[Duty]) -> list[Duty]:
    """One duty a key: the version that stands wins, and keeps the date that was first given."""
    merged: dict[str, Duty] = {}
    for duty in found:
        earlier = merged.get(duty.key)
        merged[duty.key] = duty if earlier is None else _later_version(earlier, duty)
    return list(merged.values())


def _later_version(earlier: Duty, later: Duty) -> Duty:
    moved_by = later.moved_by or (earlier.ended_by if later.due != earlier.due_first else None)
    return replace(later, due_first=earlier.due_first, moved_by=moved_by if later.due != earlier.due_first else None)


@dataclass(frozen=True, slots=True)
class _Out:
    """`at` is from when it counts, which a correction may put off; `happened_at` says what it can have been about."""

    entry: UUID
    at: datetime
    happened_at: datetime


def _overtaken(h: History, duties: list[Duty]) -> list[Duty]:
    """A way out withdraws what was still owed under that arrest; death and a general ending, everything."""
    standing = h.all(Arrested)
    roots = {arrest.root for arrest in standing}
    voided = [arrest for arrest in h.every(Arrested) if arrest.root not in roots]
    outs = {a.root: _out(out.entry) for a in (*standing, *voided) if (out := way_out(h, a))}
    general = [_out(e) for e in h.all(DecidedNext) if e.fact.ends and e.fact.arrest is None]
    died = [_out(d)] if (d := death(h)) else []
    return [_end_by_way_out(duty, outs.get(duty.episode) if duty.episode else None, general, died) for duty in duties]


def _out(entry: AnyRecorded) -> _Out:
    return _Out(entry.id, withdrawn_at(entry), entry.happened_at)


def _end_by_way_out(duty: Duty, own: _Out | None, general: list[_Out], died: list[_Out]) -> Duty:
    """A duty under no arrest is ended by the first general ending after it began; every duty by death."""
    if OBLIGATIONS[duty.kind].survives:
        return duty
    after = [] if duty.episode else [one for one in general if one.happened_at >= duty.arises_at]
    outs = [*([own] if own else []), *after, *died]
    if not outs:
        return duty
    out = min(outs, key=lambda one: one.at)
    if duty.ended_at is not None and duty.ended_at <= out.at:
        return duty
    return replace(duty, state=State.WITHDRAWN, ended_by=out.entry, ended_at=out.at)


def _check(h: History, given: Given) -> list[Duty]:
    """One duty for each team that recorded here, open while an entry of theirs would now be refused."""
    doubtful: dict[str, tuple[AnyRecorded, datetime]] = {}
    for entry, refusal in doubts(h, given):
        cause = h.find(refusal.because) or entry
        doubtful.setdefault(entry.team, (entry, max(entry.recorded_at, cause.recorded_at)))
    teams: dict[str, AnyRecorded] = {}
    for entry in h.written_down:
        teams.setdefault(entry.team, entry)
    return [
        _standing_duty(CHECK, f"{CHECK.kind}:{team}", team, first, doubtful.get(team), given)
        for team, first in teams.items()
    ]


def _catch_all(h: History, duties: list[Duty], cares: tuple[Care, ...], given: Given) -> list[Duty]:
    """Keeps a dated duty on everyone for whom a team is responsible and no rule speaks. Counted, never relied on."""
    first = next(iter(h.written_down), None)
    if first is None:
        return []
    current = cares[-1] if cares and cares[-1].until is None else None
    last = h.entries[-1] if current and h.entries and not any(duty.open for duty in duties) else None
    gap = (last, last.happened_at) if last else None
    owner = current.team if current else first.team
    return [_standing_duty(DECIDE_NEXT, DECIDE_NEXT.kind, owner, first, gap, given)]


def _standing_duty(
    row: Obligation, key: str, owner: str, first: AnyRecorded, cause: tuple[AnyRecorded, datetime] | None, given: Given
) -> Duty:
    """A duty that is always on the list under one key, and open only while it has a cause, counted from a moment."""
    because, start = cause or (first, first.happened_at)
    due = row.limit.due(start, given.calendar)
    return Duty(
        key=key, kind=row.kind, episode=None, owner=owner, arises_at=start, due=due, due_first=due, moved_by=None,
        because=because.root, counted_from=start, binding=is_binding(row.limit, start, owner, given),
        state=State.OPEN if cause else State.WITHDRAWN,
        ended_by=None if cause else first.id, ended_at=None if cause else start,
    )  # fmt: skip


__all__ = ["CONCEPTS", "OBLIGATIONS", "REFUSALS", "doubts", "follow", "refusal_to_record"]
