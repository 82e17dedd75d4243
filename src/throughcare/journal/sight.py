"""Which team may see what of whom, as far as involvement gives it. Pure; step 2 refines it.

A team that has care sees every class of data until its care ends; one that owes a duty sees that duty's class
until the duty ends; one that recorded something goes on seeing that class. Everyone involved sees identity.
Consent, legal gateways and the narrowing of care to what a purpose needs are not here yet.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter

from throughcare.rulebook.facts.base import DataClass, kind_of
from throughcare.rulebook.history import History
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.standing import Standing

PURPOSE = "the person's case"
_FROM_AND_BASIS = itemgetter(3, 2)


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


Reason = tuple[str, DataClass, Basis, datetime, datetime | None]


def seen_by(history: History, standing: Standing) -> list[Seen]:
    """One span a team and class: from the first reason to see until the last of them has ended."""
    spans: dict[tuple[str, DataClass], list[Reason]] = defaultdict(list)
    for reason in _reasons(history, standing):
        team, data, *_ = reason
        spans[team, data].append(reason)
        if data is not DataClass.IDENTITY:
            spans[team, DataClass.IDENTITY].append(reason)
    return [_span(team, data, reasons) for (team, data), reasons in spans.items()]


def _span(team: str, data: DataClass, reasons: list[Reason]) -> Seen:
    _, _, basis, from_at, until = min(reasons, key=_FROM_AND_BASIS)
    for reason in reasons:
        until = None if until is None or reason[4] is None else max(until, reason[4])
    return Seen(team=team, data=data, basis=basis, from_at=from_at, until=until)


def _reasons(history: History, standing: Standing) -> Iterator[Reason]:
    for care in standing.care:
        for data in DataClass:
            yield care.team, data, Basis.CARE, care.since, care.until
    for duty in standing.duties:
        if not duty.never_arose:
            yield duty.owner, OBLIGATIONS[duty.kind].data, Basis.OWES, duty.arises_at, duty.ended_at
    for entry in (*history.entries, *history.mended):
        yield entry.team, kind_of(type(entry.fact)).data, Basis.RECORDED, entry.recorded_at, None
