"""What the pages of protocols show: the words of one version, how it stands, and what was done with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from throughcare.accounts.models import Membership
from throughcare.rulebook.actors import ROLES, Role
from throughcare.rulebook.calendar import local_day
from throughcare.sharing import protocols
from throughcare.sharing.contents import LABELS, day, in_order, moment
from throughcare.sharing.models import Protocol

A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Done:
    """One line of the change log."""

    at: datetime
    what: str
    by: Membership

    @property
    def when(self) -> str:
        return moment(self.at)


def shown(one: Protocol, *, at: datetime) -> dict[str, Any]:
    given = list(one.endorsements.select_related("by__organisation"))
    endorsed = {each.side_id for each in given}
    return {
        "protocol": one, "items": [LABELS[item] for item in in_order(one.shared_items)],
        "deciders": protocols.deciders(one, at=at), "state": _state(one, given, at),
        "endorsed": [f"{_post(each.by)}, on {day(each.at)}" for each in given],
        "awaited": [side.name for side in (one.cjit, one.scheme) if side.pk not in endorsed],
        "dates": _dates(one, given), "drafted_on": day(one.drafted_at),
    }  # fmt: skip


def history_of(one: Protocol) -> list[Done]:
    """Everything that was done with any version of the line, newest first."""
    line = Protocol.objects.filter(line=one.line).select_related("drafted_by__account", "drafted_by__organisation")
    found = (done for each in line for done in _done(each))
    return sorted(found, key=lambda done: done.at, reverse=True)


def _done(one: Protocol) -> Iterator[Done]:
    named = f"Version {one.version}"
    yield Done(at=one.drafted_at, what=f"{named} drafted", by=one.drafted_by)
    for each in one.endorsements.select_related("side", "by__account", "by__organisation"):
        yield Done(at=each.at, what=f"{named} endorsed for {each.side.name}", by=each.by)
    end = getattr(one, "end", None)
    if end is not None:
        yield Done(at=end.at, what=f"{named} ended, last day {day(end.from_on - A_DAY)}: {end.why}", by=end.by)


def _post(by: Membership) -> str:
    return f"{ROLES[Role(by.role)].title}, {by.organisation.name}"


def _dates(one: Protocol, given: list[Any]) -> str:
    """From its first day, or the day of the second endorsement if that is later."""
    begins = max([one.from_on, *(local_day(each.at) for each in given)])
    ends = f", last day {day(one.ends_on - A_DAY)}" if one.ends_on else ", no end agreed"
    return f"From {day(begins)}{ends}"


def _state(one: Protocol, given: list[Any], at: datetime) -> str:
    if one in protocols.in_force(on=local_day(at), sides=protocols.line_of(one)):
        return "In force"
    if one.ends_on and one.ends_on <= local_day(at):
        return "Ended"
    if protocols.is_followed(one):
        return "Replaced by a newer version"
    return "Draft" if len(given) < len(protocols.SIDES) else "Endorsed, not begun"
