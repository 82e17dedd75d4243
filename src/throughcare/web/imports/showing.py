"""An import in words and as a bar of its verdicts."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from throughcare.imports import giving_back, monthly
from throughcare.imports.committing import waiting
from throughcare.imports.layout import LAYOUTS
from throughcare.imports.models import Import, Row
from throughcare.imports.states import State, Verdict
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.web import words

FIRST = (Verdict.DOUBTFUL, Verdict.REFUSED, Verdict.DIFFERS, Verdict.NEW, Verdict.SAME)
"""What somebody should look at stands first."""
TITLES = {
    Verdict.NEW: "New", Verdict.SAME: "Recorded already, the same", Verdict.DIFFERS: "Recorded already, otherwise",
    Verdict.DOUBTFUL: "Whose test", Verdict.REFUSED: "Cannot be used",
}  # fmt: skip
SHADES = {Verdict.NEW: 4, Verdict.SAME: 2, Verdict.DIFFERS: 3, Verdict.DOUBTFUL: 1, Verdict.REFUSED: 0}
SHAPES = {
    State.DONE: "met", State.CANCELLED: "withdrawn", State.FAILED: "octagon", State.REVIEW: "soon",
    State.COLUMNS: "soon",
}  # fmt: skip
WIDTH, FIELD_TITLES = 800, {"sampled_at": "Time of test"}
_TITLES = {column.field: column.title for layout in LAYOUTS.values() for column in layout.columns} | FIELD_TITLES


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One verdict of the bar, drawn as wide as its share, at least so that it can be seen."""

    title: str
    count: int
    shade: int
    x: float
    width: float


def bar(one: Import) -> list[Piece]:
    whole, pieces, x = sum(one.counts.values()), list[Piece](), 0.0
    for verdict in FIRST:
        count = one.counts.get(verdict, 0)
        if count:
            width = max(4.0, WIDTH * count / whole)
            pieces.append(Piece(title=TITLES[verdict], count=count, shade=SHADES[verdict], x=round(x, 1),
                                width=round(width, 1)))  # fmt: skip
            x += width
    return pieces


def months(suite: Organisation, on: date) -> list[dict[str, Any]]:
    """Each month that is over, in words, and how it stands."""
    return [
        {"name": f"{one.first:%B %Y}", "is_here": one.is_here, "is_late": one.is_late(on),
         "awaited": words.long_day(one.awaited)}
        for one in monthly.months(suite, on=on)
    ]  # fmt: skip


def listed(one: Import) -> dict[str, Any]:
    return {
        "pk": one.pk, "filename": one.filename, "begun": words.when(one.created_at), "who": one.by.account.full_name,
        "state": one.get_state_display(), "shape": SHAPES.get(State(one.state), "open"),
        "counts": [(TITLES[Verdict(name)], count) for name, count in one.counts.items()], "problem": one.problem,
    }  # fmt: skip


def progress(one: Import) -> str:
    if one.state == State.RECORDING:
        return f"{one.done:,} of {one.counts.get(Verdict.NEW, 0):,} new lines are recorded."
    return f"{one.done:,} of about {one.total:,} lines are compared." if one.total else "The workbook is being opened."


def sheets(one: Import) -> list[tuple[str, str]]:
    """Each sheet, and whether it is read."""
    return [(sheet["name"], _said_of(sheet)) for sheet in one.sheets]


def _said_of(sheet: dict[str, Any]) -> str:
    if sheet["hidden"]:
        return "hidden, so it is not read"
    if not sheet["headings"]:
        return "has no headings of a recorder, so it is not read"
    return f"{sheet['lines']:,} lines, headings and titles among them"


def tabs(one: Import, now: str) -> list[dict[str, Any]]:
    return [
        {"verdict": verdict.value, "title": TITLES[verdict], "count": one.counts[verdict], "is_now": verdict == now}
        for verdict in FIRST if verdict in one.counts
    ]  # fmt: skip


def line(row: Row, people: dict[UUID, Person]) -> dict[str, Any]:
    said = row.values
    person = people.get(row.person_id) if row.person_id else None
    return {
        "where": f"{row.sheet}, line {row.line}", "cell": row.cell, "reason": row.reason,
        "is_recorded": bool(row.entry),
        "name": f"{said.get('given_name') or ''} {said.get('family_name') or ''}".strip() or "No name",
        "born": said.get("born_on") or "", "custody_number": said.get("custody_number") or "",
        "sampled": (said.get("sampled_at") or said.get("sampled_on") or "").replace("T", " "),
        "outcome": said.get("outcome") or "", "person": person, "named": named(person) if person else "",
        "differences": [(_TITLES.get(name, name), said.get(name) or "nothing", text.replace("T", " "))
                        for name, text in row.recorded_otherwise.items()],
    }  # fmt: skip


def named(person: Person) -> str:
    born = f", born {words.long_day(person.born_on)}" if person.born_on else ""
    return f"{person.full_name}{born}, {person.shown_reference}"


def undecided(one: Import) -> int:
    return one.rows.filter(verdict=Verdict.DOUBTFUL, choice="").count()


def not_used(one: Import) -> int:
    return giving_back.not_used(one).count()


def agreed(one: Import) -> dict[str, int]:
    """How many lines will be recorded, and how many not, and why not."""
    counts = one.counts
    will = waiting(one).count()
    return {
        "will": will, "same": counts.get(Verdict.SAME, 0), "differs": counts.get(Verdict.DIFFERS, 0),
        "refused": counts.get(Verdict.REFUSED, 0), "undecided": undecided(one),
        "out": one.rows.filter(verdict=Verdict.DOUBTFUL, choice="out").count(),
    }  # fmt: skip
