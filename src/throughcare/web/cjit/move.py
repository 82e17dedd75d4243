"""The page on which a manager moves a worker's people, and the person's notice of it (Handbook 4.1.3, 4.11.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.documents.new_worker import NewWorker, render_new_worker
from throughcare.journal.models import CaseloadRow
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.rulebook.facts.casework import CaseManagerNamed
from throughcare.rulebook.spells import caseload_at
from throughcare.web import words
from throughcare.web.cjit import caseloads, moving
from throughcare.web.cjit.caseloads import Held
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.person.page import open_record
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs


class Whose(forms.Form):
    """Whose people, and to whom. It is asked by the address and changes nothing."""

    worker = forms.TypedChoiceField(
        label="Whose people?", coerce=UUID, error_messages={"required": "Choose whose people are moved"}
    )
    to = forms.TypedMultipleChoiceField(
        label="To whom?", coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text="More than one: each person in turn is proposed to whoever has the fewest",
        error_messages={"required": "Choose at least one colleague"},
    )  # fmt: skip

    def __init__(self, *args: Any, holders: list[tuple[str, str]], team: Sequence[Membership], held: Held) -> None:
        super().__init__(*args)
        self.fields["worker"].choices = [("", "Choose"), *holders]  # type: ignore[attr-defined]
        self.fields["to"].choices = [(str(one.pk), _with_load(one, held)) for one in team]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("worker") in given.get("to", []):
            self.add_error("to", "Choose colleagues other than the worker whose people are moved")
        return given


@desk(CJIT_MANAGER)
def move_people(request: HttpRequest) -> HttpResponse:
    """Asked, previewed, then done: what was not moved is said with its reason."""
    working, now = _who_and_when(request)
    organisation = working.membership.organisation_id
    team, held = list(caseloads.workers(organisation, now)), caseloads.held(organisation)
    asked = request.GET if "worker" in request.GET else None
    form = Whose(asked, holders=_holders(held, team, asked), team=team, held=held)
    context: dict[str, Any] = {"form": form, "loads": caseloads.loads(held, team)}
    if not form.is_bound or not form.is_valid():
        return render(request, "web/cjit/move.html", context, status=422 if form.errors else 200)
    worker, to = form.cleaned_data["worker"], form.cleaned_data["to"]
    if request.method == "POST":
        return _done(request, worker=worker, team={one.pk: one for one in team if one.pk in to})
    context |= _preview(working, now, worker=worker, team=[one for one in team if one.pk in to], held=held)
    return render(request, "web/cjit/move_preview.html", context)


@desk(CJIT_DESK)
def new_worker_letter(request: HttpRequest, reference: str) -> HttpResponse:
    """Who the worker is now, for the person, in words that name neither drugs nor the team."""
    opened = open_record(request, reference)
    caseload = caseload_at(opened.history, opened.now)
    named = opened.history.naming(caseload, CaseManagerNamed) if caseload else []
    if caseload is None or not named or caseload.team != opened.working.team:
        raise Http404
    before = [one.fact.worker_name for one in named[:-1] if one.fact.worker != named[-1].fact.worker]
    content = render_new_worker(
        letter=NewWorker(
            full_name=opened.person.full_name, worker=named[-1].fact.worker_name, since=named[-1].happened_at,
            before=before[-1] if before else "", phone=opened.working.membership.organisation.phone,
            demonstration=settings.DEMO,
        )
    )  # fmt: skip
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="your-worker.pdf"'
    return answer


def _preview(working: WorkingAs, now: datetime, *, worker: UUID, team: list[Membership], held: Held) -> dict[str, Any]:
    """The people and whom each is proposed to; and the loads as they would be."""
    everyone = moving.people_of(worker, working, now)
    part = Paginator(everyone, moving.AT_ONCE).get_page(1)
    rows = list(part)
    proposed = moving.share_out([row.pk for row in rows], loads=held.by_worker, among=[one.pk for one in team])
    scope.mask((row.person for row in rows), membership=working.membership)
    count = part.paginator.count
    more = Counter(proposed.values())
    after = Held(
        nobody=0, by_worker={one.pk: held.by_worker.get(one.pk, 0) + more[one.pk] for one in team}
    )  # fmt: skip
    return {
        "act": uuid4(), "rows": [_row(row, proposed[row.pk], team) for row in rows], "count": count,
        "others": count - len(rows), "unseen": max(0, held.by_worker.get(worker, 0) - count),
        "before": caseloads.loads(held, team), "after": caseloads.loads(after, team),
    }  # fmt: skip


def _row(row: CaseloadRow, proposed: UUID, team: list[Membership]) -> dict[str, Any]:
    return {
        "entry": row.pk, "person": _link(row), "since": f"On the caseload since {words.day(row.since)}",
        "next": f"Next is due {words.limit(row.next_due)}" if row.next_due else "",  # type: ignore[attr-defined]
        "choices": [(one.pk, one.account.full_name, one.pk == proposed) for one in team],
    }  # fmt: skip


def _done(request: HttpRequest, *, worker: UUID, team: dict[UUID, Membership]) -> HttpResponse:
    working, now = _who_and_when(request)
    wanted = moving.read(request.POST.dict(), team)
    act = moving.number(request.POST.get("act", ""))
    if act is None:
        raise Http404
    outcomes = moving.move(request, wanted, worker=worker, team=team, act=act)
    scope.mask((one.row.person for one in outcomes), membership=working.membership)
    left = moving.people_of(worker, working, now).count()
    context = {
        "moved": [
            {"person": _link(one.row), "to": one.to, "letter": _letter(one.row)} for one in outcomes if not one.why_not
        ],
        "not_moved": [{"person": _link(one.row), "why": one.why_not} for one in outcomes if one.why_not],
        "gone": len(wanted) - len(outcomes), "left": left, "again": f"{reverse('move_people')}?worker={worker}",
    }  # fmt: skip
    return render(request, "web/cjit/moved.html", context)


def _link(row: CaseloadRow) -> Link:
    return Link(text=row.person.full_name, url=reverse("person", args=[row.person.reference]))


def _letter(row: CaseloadRow) -> Link:
    url = reverse("new_worker_letter", args=[row.person.reference])
    return Link(text="Letter", url=url, extra=f"for {row.person.full_name} (PDF)")


def _holders(held: Held, team: Sequence[Membership], asked: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """Everyone at work here, whoever has people still, and whoever had them when this was first sent."""
    here = {one.pk: one for one in team}
    first = moving.number((asked or {}).get("worker"))
    also = ({*held.by_worker} | ({first} if first else set())) - set(here)
    gone = Membership.objects.filter(pk__in=also).select_related("account")
    gone = gone.filter(organisation__in={one.organisation_id for one in team})
    found = sorted([*team, *gone], key=lambda one: one.account.full_name)
    return [(str(one.pk), _with_load(one, held) + ("" if one.pk in here else ", no longer here")) for one in found]


def _with_load(worker: Membership, held: Held) -> str:
    return f"{worker.account.full_name} ({held.by_worker.get(worker.pk, 0)} of {caseloads.CAPACITY})"


def _who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]
