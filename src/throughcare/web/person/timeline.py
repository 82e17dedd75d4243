"""What has happened, newest first, with corrections shown as was, now and why, and late paper marked late."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse

from throughcare.organisations.models import Area
from throughcare.people.models import Person
from throughcare.rulebook import trigger_offences
from throughcare.rulebook.calendar import LONDON
from throughcare.rulebook.facts.assessment import AppointmentMade, AppointmentMoved, NoticePrepared, NoticeServed
from throughcare.rulebook.facts.base import Fact, kind_of
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.web import words
from throughcare.web.pieces import Change, Link, TimelineDay, TimelineEntry

LATE_AFTER = timedelta(hours=1)
"""Written down so much later than it happened, an entry is marked late."""


def days(
    history: History, *, person: Person, names: dict[str, str], who: dict[UUID, str], team: str
) -> list[TimelineDay]:
    """Entries and mendings under the names of their days."""
    shown = sorted((*history.entries, *_voids(history)), key=lambda e: (_shown_at(e), e.seq), reverse=True)
    names = names | _codes() if any(entry.replaces for entry in shown) else names
    by_day = groupby(shown, key=lambda e: _shown_at(e).astimezone(LONDON).date())
    return [
        TimelineDay(
            title=words.long_day(day),
            entries=[_entry(e, history, person=person, names=names, who=who, team=team) for e in entries],
        )
        for day, entries in by_day
    ]


def _shown_at(entry: AnyRecorded) -> datetime:
    return entry.recorded_at if kind_of(type(entry.fact)).mending else entry.happened_at


def _voids(history: History) -> Iterator[AnyRecorded]:
    return (entry for entry in history.mendings if kind_of(type(entry.fact)).mending)


def _entry(
    entry: AnyRecorded, history: History, *, person: Person, names: dict[str, str], who: dict[UUID, str], team: str
) -> TimelineEntry:
    mending = kind_of(type(entry.fact)).mending
    late = not mending and entry.recorded_at - entry.happened_at > LATE_AFTER
    can_mend = entry.team == team and not mending
    return TimelineEntry(
        time=words.clock(_shown_at(entry)), what=what(entry, history),
        who=who.get(entry.id, ""),
        tag=_tag(entry, mending, late),
        change=_change(entry, history, names) if entry.replaces else None,
        note=f"Happened {words.when(entry.happened_at)}. Written down {words.when(entry.recorded_at)}." if late else "",
        link=Link(text="Mend", url=reverse("mend", args=[person.reference, entry.id]), extra=entry.fact.says())
        if can_mend
        else None,
    )  # fmt: skip


def what(entry: AnyRecorded, history: History) -> str:
    """The fact's own sentence, with what it is about where that says more."""
    fact = entry.fact
    if isinstance(fact, NoticeServed):
        notice = history.origin(fact.notice, NoticePrepared)
        return fact.says().replace("Notice", str(notice.fact.form), 1) if notice else fact.says()
    if isinstance(fact, AppointmentMade | AppointmentMoved):
        return f"{fact.says()}, {words.when(fact.starts_at)}, {fact.place}"
    return fact.says()


def _tag(entry: AnyRecorded, mending: bool, late: bool) -> str:
    if mending:
        return "Entered in error"
    if entry.replaces:
        return "Correction"
    return "Late" if late else ""


def _change(entry: AnyRecorded, history: History, names: dict[str, str]) -> Change | None:
    before = history.find(entry.replaces)
    if before is None:
        return None
    if kind_of(type(entry.fact)).mending:
        return Change(was=before.fact.says(), now="counts for nothing", why=entry.why)
    was, now = _said(before, entry, names)
    return Change(was=was, now=now, why=entry.why)


def _said(before: AnyRecorded, after: AnyRecorded, names: dict[str, str]) -> tuple[str, str]:
    """Only what differs, in words."""
    differs = [name for name in _names(before.fact) if getattr(before.fact, name) != getattr(after.fact, name)]
    questions = kind_of(type(before.fact)).questions
    was = [f"{questions[name].label.rstrip('?')}: {_value(getattr(before.fact, name), names)}" for name in differs]
    now = [f"{questions[name].label.rstrip('?')}: {_value(getattr(after.fact, name), names)}" for name in differs]
    if before.happened_at != after.happened_at:
        was.append(words.when(before.happened_at))
        now.append(words.when(after.happened_at))
    return "; ".join(was) or before.fact.says(), "; ".join(now) or after.fact.says()


def _names(fact: Fact) -> list[str]:
    """Without ids that pages fill in: they say nothing to a reader."""
    kind = kind_of(type(fact))
    return [each.name for each in fields(fact) if UUID not in kind.types[each.name]]  # type: ignore[arg-type]


def _codes() -> dict[str, str]:
    """Areas and offences by the codes under which they are recorded."""
    areas: dict[str, str] = dict(Area.objects.values_list("code", "name"))
    return areas | {row.code: row.title for row in trigger_offences.OFFENCES}


def _value(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return words.when(value)
    if isinstance(value, date):
        return words.long_day(value)
    return "not asked" if value is None else names.get(str(value), str(value))
