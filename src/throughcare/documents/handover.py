"""The handover sheet of a suite: immediate risks first, then who is here and what each still needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from throughcare.documents.plain_english import day_in_words
from throughcare.documents.squares import squares
from throughcare.documents.typesetting import typeset
from throughcare.rulebook.calendar import LONDON


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One row. `needs` and `done` are lines; a number that can be scanned brings up the record."""

    cell: str
    name: str
    about: str
    custody_number: str
    test: str
    risk: str = ""
    headline: str = ""
    needs: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    suite: str
    prepared_by: str
    prepared_at: datetime
    people: Sequence[Person]
    samples: Sequence[str] = ()
    left: Sequence[str] = ()
    places: str = ""
    call: Sequence[str] = ()
    taken_over: str = ""
    demonstration: bool = False


def render_handover(*, sheet: Sheet) -> bytes:
    """A PDF, in the order in which the next shift must know it."""
    return typeset(template="handover.typ", page=_page(sheet), at=sheet.prepared_at)


def _page(sheet: Sheet) -> dict[str, object]:
    local = sheet.prepared_at.astimezone(LONDON)
    return {
        "suite": sheet.suite, "prepared": f"{day_in_words(sheet.prepared_at)}, {local:%H:%M}",
        "prepared_by": sheet.prepared_by, "taken_over": sheet.taken_over, "places": sheet.places,
        "band": "DEMONSTRATION" if sheet.demonstration else "", "samples": list(sheet.samples),
        "left": list(sheet.left), "call": list(sheet.call),
        "risks": [f"Cell {one.cell}, {one.name}: {one.risk}" for one in sheet.people if one.risk],
        "people": [_row(one) for one in sheet.people],
    }  # fmt: skip


def _row(one: Person) -> dict[str, object]:
    return {
        "cell": one.cell, "name": one.name, "about": one.about, "number": one.custody_number, "test": one.test,
        "headline": one.headline, "risk": one.risk, "needs": list(one.needs), "done": list(one.done),
        "code": squares(one.custody_number),
    }  # fmt: skip
