"""The rows of the custody board in words and shapes, each with the one thing to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from throughcare.journal.models import DutyRow
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.risk import taker
from throughcare.rulebook.standing import Given, State
from throughcare.rulebook.trigger_offences import UnknownOffence, offence
from throughcare.web import words
from throughcare.web.actions import ACTS, OTHERWISE
from throughcare.web.custody.custody_board import CHOSEN, NO_RA1, OTHERS, READY, RISK, Held, is_trigger
from throughcare.web.pieces import Link, ShapeName

TESTED = {
    "positive": "Positive", "negative": "Negative", "irregular": "Irregular", "refused": "Refused",
    "not tested": "Not tested", "to do": "Not taken yet", "to do again": "No result: test again",
}  # fmt: skip
WITHOUT_AUTHORITY = (("test_authorised", "Authorise a test"), ("not_tested", "Not tested"))
"""The same where an inspector has to decide first."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One need, or one thing done."""

    state: ShapeName
    text: str
    exact: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    anchor: str
    look: str
    cell: str
    person: Link
    second: tuple[str, ...]
    test: str
    test_notes: tuple[str, ...]
    headline: Line | None
    words: tuple[str, ...]
    lines: tuple[Line, ...]
    after: str
    action: Link
    is_pressing: bool
    risks: tuple[Link, ...] = ()
    """Each risk that somebody else may take on in one act."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """For whom a row is written."""

    role: Role
    given: Given
    now: datetime


def row(held: Held, reader: Reader) -> Row:
    return _nameless(held) if held.row.person.is_masked else _whole(held, reader)


def _nameless(held: Held) -> Row:
    """Somebody the reader knows (A10): in which cell, and whether someone must act now. Colleagues see the rest."""
    risk = held.group == RISK
    return Row(
        anchor=RISK if risk else OTHERS, look="tc-row--risk" if risk else "", cell=held.row.cell or "–",
        person=Link(text=held.row.person.full_name, url=reverse("person", args=[held.row.person.reference])),
        second=("You said that you know this person. A colleague sees the record.",), test="", test_notes=(),
        headline=_headline(RISK) if risk else None, words=(), lines=(), after="",
        action=_page(held, "person", "Open"), is_pressing=False,
    )  # fmt: skip


def _whole(held: Held, reader: Reader) -> Row:
    custody, group = held.row, held.group
    return Row(
        anchor=group, look={RISK: "tc-row--risk", NO_RA1: "tc-row--pressing"}.get(group, ""), cell=custody.cell or "–",
        person=Link(text=custody.person.full_name, url=reverse("person", args=[custody.person.reference])),
        second=_second(held, reader), test=_test(held), test_notes=_test_notes(held, reader),
        headline=_headline(group), words=_risk_words(held) if group == RISK else (),
        lines=(*_done(held, reader.given), *_needed(held, reader)), after=AFTER.get(group, ""),
        action=_action(held, reader),
        is_pressing=group == NO_RA1, risks=tuple(_take_on(held, risk.root) for risk in held.risks),
    )  # fmt: skip


AFTER = {
    NO_RA1: "You can record the release at any time. Without RA1 the requirement cannot be enforced, "
    "and the team is told at once.",
    READY: "Nothing more needed before release",
}


def short_when(at: datetime, now: datetime) -> str:
    """23:05 today; 20:15 Thu; 20:15, 24 March when it was longer ago."""
    ago = (local_day(now) - local_day(at)).days
    return words.clock(at) + (f" {words.day(at)[:3]}" if 0 < ago < 7 else f", {words.day(at)}" if ago else "")


def offence_words(held: Held) -> str:
    try:
        title = offence(held.row.offence).title
    except UnknownOffence:
        title = held.row.offence
    return f"{title} ({'trigger offence' if is_trigger(held.row) else 'not a trigger offence'})"


def _second(held: Held, reader: Reader) -> tuple[str, ...]:
    born = held.row.person.born_on
    said = f"Born {born.day} {born:%b %Y}. " if born else ""
    return f"{said}Here since {short_when(held.row.arrived_at, reader.now)}", offence_words(held)


def _test(held: Held) -> str:
    return "Needs authority" if held.needs_authority else TESTED.get(held.row.test_state, held.row.test_state)


def _test_notes(held: Held, reader: Reader) -> tuple[str, ...]:
    at = held.met_at("test_or_say_why_not")
    found = held.row.test_words.removeprefix("Tested positive: ") if held.row.test_state == "positive" else ""
    return tuple(part for part in (short_when(at, reader.now) if at else "", found[:1].upper() + found[1:]) if part)


def _headline(group: str) -> Line | None:
    if group == RISK:
        return Line(state="overdue", text="Immediate risk: act now")
    return Line(state="octagon", text="Positive test, no RA1 given") if group == NO_RA1 else None


def _risk_words(held: Held) -> tuple[str, ...]:
    return tuple(
        f"{risk.fact.what.rstrip('.')}. Found {words.clock(risk.happened_at)}, taken by {taker(held.history, risk)}."
        for risk in held.risks
        if held.history is not None
    )


def _take_on(held: Held, risk: UUID) -> Link:
    url = reverse("take_on_risk", args=[held.row.person.reference, risk])
    return Link(text="I take this on", url=url, extra=f"for {held.row.person.full_name}")


def _done(held: Held, given: Given) -> list[Line]:
    required, given_at = held.duties.get("give_ra1"), held.met_at("give_ra1")
    decided_at = held.met_at("require_or_say_why_not")
    found = []
    if decided_at:
        said = "Required to attend" if required else "Inspector decided: no assessment required"
        found.append(Line(state="met", text=f"{said}, {words.clock(decided_at)}"))
    if held.booked:
        team, at = given.teams.get(held.booked.team), words.when(held.booked.starts_at)
        found.append(Line(state="met", text=f"Booked: {team.name if team else 'another team'}, {at}"))
    if given_at:
        found.append(Line(state="met", text=f"RA1 given {words.clock(given_at)}"))
    if CHOSEN in held.duties:
        found.append(_chosen(held.duties[CHOSEN], given))
    return found


def _chosen(duty: DutyRow, given: Given) -> Line:
    """After an offer was accepted: whose it is to book, or that they have."""
    team = given.teams.get(str(duty.owner_id))
    name = team.name if team else "The team"
    if duty.state == State.MET.value:
        return Line(state="met", text=f"Appointment by choice: {name} has booked it")
    return Line(state="open", text=f"Accepted an appointment by choice: {name} books it and tells the person")


def _needed(held: Held, reader: Reader) -> list[Line]:
    return [_line(held, duty, reader) for duty in held.todo if duty.kind != "act_on_risk"]


def _line(held: Held, duty: DutyRow, reader: Reader) -> Line:
    left = words.left(duty.due, reader.now)
    is_late = left.state == "overdue" and duty.binding
    return Line(
        state="overdue" if is_late else "open", text=need_words(held, duty.kind, reader),
        exact=left.words if is_late else "", links=tuple(_otherwise(held, duty.kind, reader)),
    )  # fmt: skip


def need_words(held: Held, kind: str, reader: Reader) -> str:
    if kind == "test_or_say_why_not" and held.needs_authority:
        return "Inspector to decide: test or not"
    said = OBLIGATIONS[kind].action
    return f"{said} with {_team(held, reader.given)}" if kind == "book_initial_assessment" else said


def _team(held: Held, given: Given) -> str:
    """The CJIT of residence; of the suite's own area where no residence is known."""
    cjits: Mapping[str, str] = given.cjit_of
    here = given.area_of(str(held.row.suite_id))
    team = given.teams.get(cjits.get(held.row.person.area_code or here, cjits.get(here, "")))
    return team.name if team else "the CJIT of residence"


def _otherwise(held: Held, kind: str, reader: Reader) -> list[Link]:
    ways = WITHOUT_AUTHORITY if kind == "test_or_say_why_not" and held.needs_authority else OTHERWISE.get(kind, ())
    return [record_link(held, name, text) for name, text in ways if reader.role in KINDS[name].recorded_by]


def _action(held: Held, reader: Reader) -> Link:
    """The first need that this role can meet on a page; else release, or the record."""
    for kind in ("act_on_risk",) if held.risks else (duty.kind for duty in held.todo):
        act = ACTS.get(kind)
        if act is None:
            break
        if kind == "test_or_say_why_not" and held.needs_authority:
            return _page(held, act.page, "Test or not")
        if act.page != "record":
            return _page(held, act.page, act.verb)
        if reader.role in KINDS[act.kind].recorded_by:
            return record_link(held, act.kind, act.verb)
    if held.group == READY:
        return record_link(held, "released", "Record release")
    return _page(held, "person", "Open")


def record_link(held: Held, kind: str, text: str) -> Link:
    url = reverse("record", args=[held.row.person.reference, kind])
    return Link(text=text, url=f"{url}?next={reverse('suite')}", extra=f"for {held.row.person.full_name}")


def _page(held: Held, page: str, text: str) -> Link:
    url = reverse(page, args=[held.row.person.reference])
    return Link(text=text, url=url, extra=f"for {held.row.person.full_name}")
