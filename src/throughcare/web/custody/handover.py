"""Leaving the suite to the next shift: the sheet, on screen and as a PDF, and who took it over."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.accounts.models import Membership
from throughcare.documents.handover import render_handover
from throughcare.journal.given import given as given_now
from throughcare.suites import handovers
from throughcare.suites.desk import LastHandover
from throughcare.web import words
from throughcare.web.custody import custody_board, handover_sheet
from throughcare.web.custody.custody_board import RISK
from throughcare.web.desks import CUSTODY_DESK, desk


@desk(CUSTODY_DESK)
def handover(request: HttpRequest) -> HttpResponse:
    """The suite as it is now; pressing the button says who prepared it, and when."""
    membership, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    board = custody_board.read(membership=membership, at=now)
    if request.method == "POST":
        handovers.prepare(by=membership, people=len(board.here), risks=board.count(RISK), at=now)
        return redirect("handover")
    last = handovers.latest(suite=membership.organisation)
    sheet = handover_sheet.sheet(board, request=request, given=given_now(), last=last)
    context: dict[str, Any] = {
        "sheet": sheet,
        "risks": [{"title": f"Cell {one.cell}, {one.name}", "risk": one.risk} for one in sheet.people if one.risk],
        "last": last, "waits": last is not None and last.taken_at is None, "now": now,
        "is_mine": last is not None and last.prepared_by.account_id == membership.account_id,
    }  # fmt: skip
    return render(request, "web/custody/handover.html", context)


@desk(CUSTODY_DESK)
def handover_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper. The name of the file says nothing about anybody."""
    membership, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    board = custody_board.read(membership=membership, at=now)
    last = handovers.latest(suite=membership.organisation)
    sheet = handover_sheet.sheet(board, request=request, given=given_now(), last=last, demonstration=settings.DEMO)
    response = HttpResponse(render_handover(sheet=sheet), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="handover-{now:%Y%m%d-%H%M}.pdf"'
    return response


@desk(CUSTODY_DESK)
def take_over(request: HttpRequest) -> HttpResponse:
    """Whoever comes on takes over the newest sheet; two who press at once, the first has it."""
    if request.method != "POST":
        raise Http404
    membership, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    last = handovers.latest(suite=membership.organisation)
    if last is not None and str(last.pk) == request.POST.get("handover"):
        handovers.take_over(handover=last, by=membership, at=now)
    return redirect("suite")


def line(last: LastHandover | None, membership: Membership) -> dict[str, Any] | None:
    """What the first page of a shift says of the last handover."""
    if last is None:
        return None
    return {
        "id": last.id, "by": last.by, "at": words.when(last.at), "people": last.people, "risks": last.risks,
        "taken_by": last.taken_by, "taken_at": words.when(last.taken_at) if last.taken_at else "",
        "may_take": not last.taken_by and last.account != membership.account_id,
    }  # fmt: skip
