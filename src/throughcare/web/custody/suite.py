"""In the suite: everyone here by what is still needed, and who left in this shift."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.journal.given import given as given_now
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.standing import State
from throughcare.suites.desk import read as desk_of
from throughcare.web import words
from throughcare.web.custody import custody_board, custody_rows, handover, local_team
from throughcare.web.custody.custody_board import NO_RA1, OTHERS, READY, RISK, Board, Held
from throughcare.web.desks import CUSTODY_DESK, desk
from throughcare.web.pieces import Count, Link
from throughcare.web.working import WorkingAs

LABELS = {
    RISK: ("immediate risk", "immediate risks"),
    NO_RA1: ("positive test, no RA1 given", "positive tests, no RA1 given"),
    OTHERS: ("other needs something", "others need something"),
    READY: ("needs nothing more", "need nothing more"),
}


@desk(CUSTODY_DESK)
def suite(request: HttpRequest) -> HttpResponse:
    """The first page of a shift: this suite's people only."""
    working: WorkingAs = request.working_as  # type: ignore[attr-defined]
    now = request.now  # type: ignore[attr-defined]
    board, given = custody_board.read(membership=working.membership, at=now), given_now()
    cjit = local_team.local_cjit(working.team, given)
    own = desk_of(suite=working.membership.organisation_id, teams=[cjit], today=local_day(now))
    reader = custody_rows.Reader(role=working.role, given=given, now=now)
    released = [_left(held, working.role) for held in board.released]
    context: dict[str, Any] = {
        "rows": _anchored([custody_rows.row(held, reader) for held in board.here]),
        "counts": _counts(board), "number": len(board.here),
        "local": local_team.block(suite=working.team, given=given, at=now, known=own.teams),
        "released": released, "without": [one for one in released if one["shape"] == "octagon"],
        "since": words.clock(board.since), "now": now,
        "handover": handover.line(own.handover, working.membership),
        "papers_waiting": own.papers, "arranged": own.is_arranged, "suite_id": working.team,
    }  # fmt: skip
    return render(request, "web/custody/suite.html", context)


def _counts(board: Board) -> list[Count]:
    found = []
    for group, (one, many) in LABELS.items():
        number = board.count(group)
        if number:
            label = one if number == 1 else many
            found.append(Count(number=number, label=label, url=f"#{group}", is_strong=group == NO_RA1))
    return found


def _anchored(rows: list[custody_rows.Row]) -> list[dict[str, Any]]:
    """The first row of each group is where its count leads."""
    seen: set[str] = set()
    found = []
    for row in rows:
        found.append({"row": row, "anchor": "" if row.anchor in seen else row.anchor})
        seen.add(row.anchor)
    return found


def _left(held: Held, role: Role) -> dict[str, Any]:
    """Somebody who was released, and whether RA1 was given or its absence still has to be explained."""
    custody, reason = held.row, held.duties.get("reason_for_no_ra1")
    owes = reason is not None and reason.state == State.OPEN.value
    said = f"Inspector’s reason due by the {words.limit(reason.due)}." if owes and reason else ""
    act = role is Role.CUSTODY_INSPECTOR and owes
    return {
        "person": Link(text=custody.person.full_name, url=reverse("person", args=[custody.person.reference])),
        "when": words.when(custody.released_at) if custody.released_at else "",
        "shape": "octagon" if owes else "met",
        "words": said or ("RA1 given" if custody.ra1_given else "Nothing was left to do"),
        "action": custody_rows.record_link(held, "reason_for_no_notice", "Give the reason") if act else None,
    }
