"""How a duty is stated: a row says what may be owed, and `owed` says that it is, with everything that ends it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.deadlines import DEADLINES, LATEST_ADOPTION, Deadline
from throughcare.rulebook.facts.base import DataClass
from throughcare.rulebook.history import AnyRecorded, History, order
from throughcare.rulebook.standing import Duty, Given, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A row: what may be owed, by which role, under which limit and paragraph."""

    kind: str
    action: str
    """What must happen, as the worklist says it; the same for everyone, without a name."""
    by: Role
    deadline: str
    point: str
    data: DataClass
    cites: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    survives: bool = False
    """Still owed after a way out: a debt of the service, not a step of the person's way."""
    if_missed: str = "It shows as overdue to the team and its manager."

    @property
    def limit(self) -> Deadline:
        return DEADLINES[self.deadline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When, counted from what, and what the date was before something moved it."""

    at: datetime
    counted_from: datetime
    first: datetime | None = None
    moved_by: UUID | None = None


def within(obligation: Obligation, start: datetime, given: Given) -> Due:
    """The obligation's own limit, counted from `start`."""
    return Due(at=obligation.limit.due(start, given.calendar), counted_from=start)


def since(obligation: Obligation, h: History, start: AnyRecorded, given: Given) -> Due:
    """The limit counted from a fact that is not its cause: if its time was corrected, the first date shows too."""
    due = within(obligation, start.happened_at, given)
    if start.replaces is None:
        return due
    first = within(obligation, h.first_version(start).happened_at, given)
    return replace(due, first=first.at, moved_by=start.id if due.at != first.at else None)


def by(moment: datetime) -> Due:
    """Due at a moment that was set by someone: an appointment, a release."""
    return Due(at=moment, counted_from=moment)


def earliest(*ends: AnyRecorded | None) -> AnyRecorded | None:
    """Of several entries, the one that happened first."""
    found = [end for end in ends if end is not None]
    if len(found) > 1:
        return min(found, key=order)
    return found[0] if found else None


def owed(
    row: Obligation,
    *,
    because: AnyRecorded,
    owner: str,
    due: Due,
    given: Given,
    episode: UUID | None = None,
    also: Iterable[AnyRecorded] = (),
    met: AnyRecorded | None = None,
    withdrawn: AnyRecorded | None = None,
    arises_at: datetime | None = None,
) -> Duty:
    """State one duty. Its key is its kind and the root ids of what caused it, so it survives every correction.

    `also` names further causes. A cause that was mended withdraws the duty by the entry that mended it.
    """
    causes = (because, *also)
    mended = [cause.mended_by for cause in causes if cause.mended_by is not None]
    state, ended_by, ended_at = _end(min(mended, key=_written) if mended else withdrawn, met, mended=bool(mended))
    begins = arises_at or max([cause.happened_at for cause in causes])
    return Duty(
        key=":".join([row.kind, *[str(cause.root) for cause in causes]]),
        kind=row.kind,
        episode=episode,
        owner=owner,
        arises_at=begins,
        due=due.at,
        due_first=due.first or due.at,
        moved_by=due.moved_by,
        because=because.root,
        counted_from=due.counted_from,
        binding=is_binding(row.limit, begins, owner, given),
        state=state,
        ended_by=ended_by,
        ended_at=ended_at,
    )


def _written(entry: AnyRecorded) -> tuple[datetime, UUID]:
    return entry.recorded_at, entry.id


def _end(
    withdrawn: AnyRecorded | None, met: AnyRecorded | None, *, mended: bool
) -> tuple[State, UUID | None, datetime | None]:
    """Whichever came first. A mending withdraws when it is written down, anything else when it happened."""
    ends = []
    if met is not None:
        ends.append((met.happened_at, 0, met.id, State.MET))
    if withdrawn is not None:
        at = withdrawn.recorded_at if mended else withdrawn_at(withdrawn)
        ends.append((at, 1, withdrawn.id, State.WITHDRAWN))
    if not ends:
        return State.OPEN, None, None
    at, _, entry, state = min(ends)
    return state, entry, at


def withdrawn_at(entry: AnyRecorded) -> datetime:
    """When an entry takes something away."""
    return entry.counts_from


def soonest(*ends: AnyRecorded | None) -> AnyRecorded | None:
    """Of several entries that take a duty away, the one that counted first."""
    found = [end for end in ends if end is not None]
    if len(found) > 1:
        return min(found, key=lambda end: (withdrawn_at(end), order(end)))
    return found[0] if found else None


def is_binding(deadline: Deadline, arose: datetime, owner: str, given: Given) -> bool:
    """Handbook limits hold from the area's adoption date, at latest 31 December 2010 (HB 1.6, R22)."""
    if deadline.ours:
        return True
    adopted = min(given.adopted_on.get(given.area_of(owner), LATEST_ADOPTION), LATEST_ADOPTION)
    return local_day(arose) >= adopted
