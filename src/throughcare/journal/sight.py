"""Which team may see what of whom, as far as involvement gives it. Pure; step 2 refines it.

A team that has care sees every class of data until its care ends; one that owes a duty sees that duty's class
until the duty ends; one that recorded something goes on seeing that class. Everyone involved sees identity.
Consent, legal gateways and the narrowing of care to what a purpose needs are not here yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from throughcare.rulebook.facts.base import DataClass, kind_of
from throughcare.rulebook.history import History
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.standing import Standing

PURPOSE = "the person's case"


class Basis(StrEnum):
    """Why a team sees; where it has several, the one that began first is kept."""

    CARE = "has or had care"
    OWES = "owes or owed a duty"
    RECORDED = "recorded it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    team: str
    data: DataClass
    basis: Basis
    from_at: datetime
    until: datetime | None


def seen_by(history: History, standing: Standing) -> list[Seen]:
    """One span a team and class: from the first reason to see until the last of them has ended."""
    spans: dict[tuple[str, DataClass], Seen] = {}
    for one in sorted(_reasons(history, standing), key=lambda seen: (seen.from_at, seen.basis)):
        for data in {one.data, DataClass.IDENTITY}:
            earlier = spans.get((one.team, data))
            spans[one.team, data] = replace(one, data=data) if earlier is None else _longer(earlier, one)
    return list(spans.values())


def _reasons(history: History, standing: Standing) -> Iterator[Seen]:
    for care in standing.care:
        for data in DataClass:
            yield Seen(team=care.team, data=data, basis=Basis.CARE, from_at=care.since, until=care.until)
    for duty in standing.duties:
        if not duty.never_arose:
            data = OBLIGATIONS[duty.kind].data
            yield Seen(team=duty.owner, data=data, basis=Basis.OWES, from_at=duty.arises_at, until=duty.ended_at)
    for entry in (*history.entries, *history.mended):
        data = kind_of(type(entry.fact)).data
        yield Seen(team=entry.team, data=data, basis=Basis.RECORDED, from_at=entry.recorded_at, until=None)


def _longer(earlier: Seen, other: Seen) -> Seen:
    ends = earlier.until, other.until
    return replace(earlier, until=None if ends[0] is None or ends[1] is None else max(ends[0], ends[1]))
