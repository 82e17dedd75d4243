"""Who has whom: a worker's own people, the manager's view of all, and naming a case manager."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.models import CaseloadRow
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.rulebook.facts.casework import CaseManagerNamed, TakenOnCaseload
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.journey import OBLIGATIONS
from throughcare.rulebook.spells import caseload_at
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording, words
from throughcare.web.actions import PAGES
from throughcare.web.cjit import caseloads, covered
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

PAGE_SIZE = 20


class Name(forms.Form):
    """One worker of the team."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    worker = forms.ChoiceField(label="Case manager", error_messages={"required": "Choose a case manager"})

    def __init__(self, *args: Any, team: list[Membership], held: caseloads.Held, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), f"{one.account.full_name} ({held.by_worker.get(one.pk, 0)})") for one in team]
        self.fields["worker"].choices = [("", "Choose"), *choices]  # type: ignore[attr-defined]
        self.fields["worker"].label = f"Case manager for {about}"


@desk(CJIT_DESK)
def my_people(request: HttpRequest) -> HttpResponse:
    """A worker's own people; for the manager everyone, by worker."""
    working, now = _who_and_when(request)
    is_manager, found = working.role in CJIT_MANAGER, caseloads.people(working, now)
    worker = request.GET.get("worker", "") if is_manager else str(working.membership.pk)
    team = list(caseloads.workers(working.membership.organisation_id, now)) if is_manager else []
    chosen = next((one for one in team if str(one.pk) == worker), None)
    if not is_manager:
        found = found.filter(covered.mine(working.membership, now))
    elif chosen is not None:
        found = found.filter(case_manager=chosen.pk)
    is_unseen = request.GET.get("seen") == "no"
    if is_unseen:
        found = found.filter(pk__in=caseloads.unseen(working, now).values("pk")).order_by("seen_at", "pk")
    part = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    covers = [] if is_manager else covered.by(working.membership, now)
    notes = covered.notes(covers)
    context = {
        "part": part, "rows": [row | {"cover": notes.get(row["manager"], "")} for row in _rows(part, now, working)],
        "is_manager": is_manager, "chosen": chosen, "is_unseen": is_unseen, "covers": notes.values(),
        "team": [Link(text=one.account.full_name, url=f"?worker={one.pk}") for one in team if one is not chosen],
    }  # fmt: skip
    return render(request, "web/cjit/my_people.html", context)


@desk(CJIT_MANAGER)
def allocate(request: HttpRequest) -> HttpResponse:
    """People on the caseload with no case manager, beside the loads of those who could be."""
    working, now = _who_and_when(request)
    organisation = working.membership.organisation_id
    team, held = list(caseloads.workers(organisation, now)), caseloads.held(organisation)
    part = Paginator(caseloads.without_case_manager(working, now), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [_waiting(row, now, team, held) for row in part]
    return render(request, "web/cjit/allocate.html", {"part": part, "rows": rows, "loads": caseloads.loads(held, team)})


def _waiting(row: CaseloadRow, now: Any, team: list[Membership], held: caseloads.Held) -> dict[str, Any]:
    person = row.person
    form = Name(
        initial=fact_forms.new_entry(), team=team, held=held, about=person.full_name, auto_id=f"row{row.pk}_%s"
    )  # fmt: skip
    url = reverse("name_case_manager", args=[person.reference])
    return {**_row(row, now), "was": row.case_manager_name, "name_url": url, "form": form}


@desk(CJIT_MANAGER)
def name_case_manager(request: HttpRequest, reference: str) -> HttpResponse:
    """For one person; also to name another one."""
    opened = open_record(request, reference)
    caseload = caseload_at(opened.history, opened.now)
    organisation = opened.working.membership.organisation_id
    team, held = list(caseloads.workers(organisation, opened.now)), caseloads.held(organisation)
    form = Name(
        request.POST or None, initial=fact_forms.new_entry(), team=team, held=held, about=opened.person.full_name
    )
    refusal: Refusal | None = None
    if request.method == "POST" and caseload is not None and form.is_valid():
        refusal = _named(request, opened, caseload, form, team)
        if refusal is None:
            return redirect("allocate")
    context = {
        "person": opened.person, "facts": identity(opened), "form": form, "loads": caseloads.loads(held, team),
        "caseload": caseload and f"On the caseload since {words.when(caseload.happened_at)}.",
        "now": _now_named(opened, caseload) if caseload else "",
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/cjit/name_case_manager.html", context, status=422 if form.errors or refusal else 200)


def _named(
    request: HttpRequest, opened: Record, caseload: Recorded[TakenOnCaseload], form: Name, team: list[Membership]
) -> Refusal | None:
    given = form.cleaned_data
    worker = next(one for one in team if str(one.pk) == given["worker"])
    fact = CaseManagerNamed(caseload=caseload.root, worker=worker.pk, worker_name=worker.account.full_name)
    named = recording.propose(opened.person, fact, entry=given["entry"], happened_at=opened.now)
    return recording.save_once(request, [named])


def _now_named(opened: Record, caseload: Recorded[TakenOnCaseload]) -> str:
    named = opened.history.naming(caseload, CaseManagerNamed)
    return f"{named[-1].fact.says()}, {words.when(named[-1].happened_at)}." if named else "No case manager yet."


def _rows(part: Iterable[CaseloadRow], now: Any, working: WorkingAs) -> list[dict[str, Any]]:
    rows = list(part)
    scope.mask((row.person for row in rows), membership=working.membership)
    may = working.role in PAGES["in_touch"]
    return [_row(row, now) | {"contact": _contact(row) if may else None} for row in rows]


def _contact(row: CaseloadRow) -> Link:
    person = row.person
    return Link(text="Record contact", url=reverse("in_touch", args=[person.reference]), extra=person.full_name)


def _row(row: CaseloadRow, now: Any) -> dict[str, Any]:
    person = row.person
    due = words.left(row.next_due, now) if row.next_due else None  # type: ignore[attr-defined]
    return {
        "person": Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        "since": f"On the caseload since {words.day(row.since)}",
        "seen": f"Last seen or spoken to {words.day(row.seen_at)}" if row.seen_at else "",
        "worker": row.case_manager_name or "Nobody yet",
        "manager": row.case_manager,
        "due": due and {"state": due.state, "words": due.words, "exact": words.exact(row.next_due, now)},  # type: ignore[attr-defined]
        "action": OBLIGATIONS[row.next_kind].action if row.next_kind else "Nothing is due from this team.",  # type: ignore[attr-defined]
        "why": _why(row),
    }


def _why(row: CaseloadRow) -> Link | None:
    key, person = row.next_key, row.person  # type: ignore[attr-defined]
    url = reverse("why", args=[person.reference, key]) if key else ""
    return Link(text="why?", url=url, extra=f"next for {person.full_name}") if key else None


def _who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]
