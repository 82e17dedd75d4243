"""The worker's part before a person looks: the headings first, then every line, compared and kept as rows."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from uuid import uuid5

from django.db import transaction

from throughcare.documents import store
from throughcare.imports import taking
from throughcare.imports.cells import Order, folded
from throughcare.imports.comparing import HEADING_WITHIN, Comparison, Line, find_heading
from throughcare.imports.layout import LAYOUTS
from throughcare.imports.models import Import, Row
from throughcare.imports.parsing import Numbered, SheetHead, parts
from throughcare.imports.people import Register
from throughcare.imports.recorded import Recorded
from throughcare.imports.states import State
from throughcare.imports.workbook import NotReadable
from throughcare.journal.given import given
from throughcare.journal.rows import Table, table

AT_ONCE = 2_000
NO_HEADINGS = "No sheet of this workbook has a line of headings like those of a recorder. Is it the right file?"
NO_LINES = "Under its headings the workbook has no lines."


class Cancelled(RuntimeError):
    """A person cancelled while the worker was at it."""


def look(one: Import, *, at: datetime) -> None:
    """Which sheets there are and which headings; goes on by itself where every needed column was told before."""
    told = taking.remembered(one)
    before = dict(told.columns) if told else {}
    layout, columns, found = LAYOUTS[one.layout], dict[str, str](), list[dict[str, object]]()
    try:
        for head, lines in _sheets(_parts(one)):
            headings, columns_here = _headings(lines, before, layout.name)
            found.append({"name": head.sheet, "hidden": head.hidden, "lines": head.lines, "headings": headings,
                          "is_doubtful": head.in_figures and head.day_first == head.month_first})  # fmt: skip
            columns = max(columns, columns_here, key=len)
    except NotReadable as refused:
        _fails(one, str(refused), at=at)
        return
    if not columns:
        _fails(one, NO_HEADINGS, at=at)
        return
    whole = told is not None and set(columns) >= set(before) | layout.required
    _moves(one, State.LOOKING, state=State.READING if whole else State.COLUMNS, sheets=found, columns=columns,
           order=told.order if told else "")  # fmt: skip


def read(one: Import, *, at: datetime) -> None:
    """Everything anew: what an earlier try left is removed first."""
    one.rows.all().delete()
    register = Register.of(membership=one.by, at=at)
    comparison = Comparison(
        suite_name=one.suite.name, suite=one.suite_id, layout=LAYOUTS[one.layout], columns=one.columns,
        told=Order(one.order), register=register, at=at, first_year=given().calendar.first_year,
        recorded=Recorded.in_suite(suite=one.suite_id, register=register),
    )  # fmt: skip
    total = sum(int(sheet["lines"]) for sheet in one.sheets)
    try:
        counts = _kept(one, comparison.lines(_parts(one)), total)
    except NotReadable as refused:
        _fails(one, str(refused), at=at)
        return
    except Cancelled:
        one.rows.all().delete()
        return
    if counts:
        _moves(
            one, State.READING, state=State.REVIEW, counts=counts, done=sum(counts.values()), total=sum(counts.values())
        )
    else:
        _fails(one, NO_LINES, at=at)


def _kept(one: Import, lines: Iterator[Line], total: int) -> dict[str, int]:
    rows, counts = table(Row), dict[str, int]()
    while some := list(islice(lines, AT_ONCE)):
        with transaction.atomic():
            rows.insert([_stored(rows, one, line) for line in some])
        for line in some:
            counts[line.verdict.value] = counts.get(line.verdict.value, 0) + 1
        here = Import.objects.filter(pk=one.pk, state=State.READING)
        if not here.update(done=sum(counts.values()), total=max(total, sum(counts.values()))):
            raise Cancelled
    return counts


def _stored(rows: Table, one: Import, line: Line) -> tuple[object, ...]:
    values = {
        "id": uuid5(one.pk, f"{line.sheet}|{line.number}"), "of_id": one.pk, "sheet": line.sheet[:100],
        "line": line.number, "verdict": line.verdict.value, "said": json.dumps(dict(line.said), ensure_ascii=False),
        "cell": line.cell, "reason": line.reason[:300],
        "other": json.dumps(dict(line.other), ensure_ascii=False) if line.other else "",
        "candidates": json.dumps([str(pk) for pk in line.candidates]) if line.candidates else "", "choice": "",
        "person_id": line.person, "who": line.who, "key": line.key, "entry": None,
    }  # fmt: skip
    return rows.stored([values[name] for name in rows.columns])


def _parts(one: Import) -> Iterator[SheetHead | Numbered]:
    if one.file is None:
        raise NotReadable("The workbook has been let go of. Bring it in again.")
    return parts(store.path_of(file=one.file))


def _sheets(found: Iterable[SheetHead | Numbered]) -> Iterator[tuple[SheetHead, list[Numbered]]]:
    """Each sheet with its first lines, where the headings are."""
    head, first = None, list[Numbered]()
    for part in found:
        if isinstance(part, SheetHead):
            if head is not None:
                yield head, first
            head, first = part, []
        elif len(first) < HEADING_WITHIN:
            first.append(part)
    if head is not None:
        yield head, first


def _headings(lines: Iterable[Numbered], before: dict[str, str], layout: str) -> tuple[list[str], dict[str, str]]:
    """The line that holds most names by which columns are known; its cells, and the guess."""
    best: tuple[list[str], dict[str, str]] = [], {}
    for _, cells in lines:
        headings = [" ".join(cell.split())[:100] if isinstance(cell, str) else "" for cell in cells]
        guess = LAYOUTS[layout].guessed(headings, before)
        if find_heading(cells, guess) and len(guess) > len(best[1]):
            best = [heading for heading in headings if folded(heading)], guess
    return best


def _moves(one: Import, was: State, **changes: object) -> None:
    """Unless a person cancelled meanwhile."""
    Import.objects.filter(pk=one.pk, state=was).update(**changes)


def _fails(one: Import, problem: str, *, at: datetime) -> None:
    _moves(one, State(one.state), state=State.FAILED, problem=problem[:300], ended_at=at)
    one.rows.all().delete()
