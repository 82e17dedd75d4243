"""What stands on the handover sheet: the rows of the board in plain lines, with by when."""

from typing import Any

from django.http import HttpRequest

from throughcare.documents.handover import Person, Sheet
from throughcare.journal.models import DutyRow
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.standing import Given
from throughcare.suites.arrangements import in_force
from throughcare.suites.models import Handover
from throughcare.web import words
from throughcare.web.custody import custody_board, custody_rows, local_team
from throughcare.web.custody.custody_board import NO_RA1, RISK, SAMPLES, Board, Held
from throughcare.web.custody.custody_rows import Reader

CALL = ("telephone", "nobody_here", "lives_elsewhere")


def sheet(
    board: Board, *, request: HttpRequest, given: Given, last: Handover | None, demonstration: bool = False
) -> Sheet:
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    reader = Reader(role=working.role, given=given, now=now)
    others = custody_board.owed_for_others(membership=working.membership, board=board)
    local = local_team.block(suite=working.team, given=given, at=now)
    signed = ", ".join(filter(None, (working.name, working.membership.number)))
    return Sheet(
        suite=working.organisation_name, prepared_by=signed, prepared_at=now, demonstration=demonstration,
        people=[_person(held, reader) for held in board.here],
        samples=[_said(duty) for duty in others if duty.kind in SAMPLES],
        left=[_said(duty) for duty in others if duty.kind not in SAMPLES],
        places=local.free, call=_call(working, local, now), taken_over=_taken(last),
    )  # fmt: skip


def _person(held: Held, reader: Reader) -> Person:
    row, known = custody_rows.row(held, reader), held.row.person.is_masked
    return Person(
        cell=row.cell, name=row.person.text, about="" if known else row.second[0].rstrip("."),
        custody_number="" if known else held.row.custody_number,
        test=" ".join(filter(None, (row.test, ", ".join(row.test_notes)))),
        risk=(" ".join(row.words) or "Ask a colleague") if held.group == RISK else "",
        headline=row.headline.text if row.headline and held.group == NO_RA1 else "",
        needs=() if known else tuple(_need(held, duty, reader) for duty in held.todo if duty.kind != "act_on_risk"),
        done=tuple(line.text for line in row.lines if line.state == "met"),
    )  # fmt: skip


def _need(held: Held, duty: DutyRow, reader: Reader) -> str:
    return f"{custody_rows.need_words(held, duty.kind, reader)}: {words.limit(duty.due)}"


def _said(duty: DutyRow) -> str:
    return f"{duty.person.full_name}: {OBLIGATIONS[duty.kind].action}, {words.limit(duty.due)}"


def _call(working: Any, local: local_team.Block, now: Any) -> list[str]:
    """The local team's telephone, and what the suite has written down."""
    found = [f"{local.team.name}: {local.team.phone} {local.team.opening_hours}"] if local.team else []
    page = in_force(suite=working.membership.organisation, on=local_day(now))
    return [*found, *(page.words[name] for name in CALL if page and page.words.get(name))]


def _taken(last: Handover | None) -> str:
    if last is None or last.taken_by is None or last.taken_at is None:
        return ""
    return f"{words.when(last.taken_at)} by {last.taken_by.account.full_name}"
