"""The suite's imports, each of them, and its change set."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from throughcare.access import scope
from throughcare.documents.store import FileRefused
from throughcare.imports import giving_back, taking
from throughcare.imports.models import Import, NotNow, Row
from throughcare.imports.states import MAY_CANCEL, OURS_TO_DO, State, Verdict
from throughcare.imports.taking import IMPORTERS
from throughcare.people.models import Person
from throughcare.rulebook.calendar import local_day
from throughcare.web import words
from throughcare.web.desks import desk
from throughcare.web.imports import showing
from throughcare.web.imports.forms import Whose, Workbook

PAGE_SIZE, ROWS_A_PAGE = 20, 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@desk(IMPORTERS)
def imports(request: HttpRequest) -> HttpResponse:
    """What the suite has brought in, and the way to bring in more."""
    by, at = request.working_as.membership, request.now  # type: ignore[attr-defined]
    form = Workbook(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["workbook"]
        try:
            begun = taking.begin(content=given.read(), filename=given.name, by=by, at=at)
        except FileRefused as refused:
            form.add_error("workbook", str(refused))
        else:
            return redirect("import", begun.pk)
    part = Paginator(taking.of(by).select_related("by__account"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "part": part, "rows": [showing.listed(one) for one in part], "suite": by.organisation}
    context["months"] = showing.months(by.organisation, local_day(at))
    return render(request, "web/imports/imports.html", context, status=422 if form.errors else 200)


@desk(IMPORTERS)
def one_import(request: HttpRequest, imported: UUID) -> HttpResponse:
    """Where it stands; once compared, its lines by verdict, a page at a time."""
    one = found(request, imported)
    if request.method == "POST":
        _choose(request, one)
        return redirect(request.get_full_path())
    if one.state == State.COLUMNS:
        return redirect("import_columns", one.pk)
    context: dict[str, Any] = {
        "one": one, "is_working": one.state in OURS_TO_DO, "may_cancel": one.state in MAY_CANCEL,
        "may_record": one.state == State.REVIEW, "progress": showing.progress(one), "sheets": showing.sheets(one),
        "begun": words.when(one.created_at), "who": one.by.account.full_name, "bar": showing.bar(one),
    }  # fmt: skip
    if one.state in (State.REVIEW, State.RECORDING, State.DONE):
        context |= _lines(request, one)
    return render(request, "web/imports/import.html", context)


@desk(IMPORTERS)
@require_safe
def import_not_used(request: HttpRequest, imported: UUID) -> HttpResponse:
    one = found(request, imported)
    if one.state not in (State.REVIEW, State.DONE):
        raise Http404
    response = HttpResponse(giving_back.workbook(one), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="not-used-{one.created_at:%Y-%m-%d}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response


def found(request: HttpRequest, imported: UUID) -> Import:
    """Of one's own suite; any other does not exist."""
    mine = taking.of(request.working_as.membership)  # type: ignore[attr-defined]
    one = mine.select_related("by__account", "suite__parent").filter(pk=imported).first()
    if one is None:
        raise Http404
    return one


def _lines(request: HttpRequest, one: Import) -> dict[str, Any]:
    shown = request.GET.get("show", "")
    verdict = shown if shown in one.counts else next((v for v in showing.FIRST if v in one.counts), "")
    part = Paginator(one.rows.filter(verdict=verdict), ROWS_A_PAGE).get_page(request.GET.get("page"))
    rows, people = list(part), _people(request, list(part))
    asks = verdict == Verdict.DOUBTFUL and one.state == State.REVIEW
    return {
        "verdict": verdict, "title": Verdict(verdict).label if verdict else "", "part": part, "asks": asks,
        "rows": [showing.line(row, people) | {"form": _whose(row, people) if asks else None} for row in rows],
        "tabs": showing.tabs(one, verdict), "undecided": showing.undecided(one), "not_used": showing.not_used(one),
    }  # fmt: skip


def _people(request: HttpRequest, rows: list[Row]) -> dict[UUID, Person]:
    """Those whom the reader may find; whoever is restricted since has no name."""
    wanted = {pk for row in rows for pk in (*row.candidate_ids, row.person_id) if pk}
    by, at = request.working_as.membership, request.now  # type: ignore[attr-defined]
    return scope.findable(membership=by, at=at).in_bulk(list(wanted))


def _whose(row: Row, people: dict[UUID, Person]) -> Whose:
    named = [(str(pk), showing.named(people[pk])) for pk in row.candidate_ids if pk in people]
    called = f"{row.values.get('given_name', '')} {row.values.get('family_name', '')}"
    return Whose(prefix=str(row.pk), initial={"choice": row.choice}, people=named, called=called)


def _choose(request: HttpRequest, one: Import) -> None:
    """Every choice that was sent; one that is not offered changes nothing."""
    sent = {name.removesuffix("-choice"): value for name, value in request.POST.items() if name.endswith("-choice")}
    choices = {UUID(name): str(value) for name, value in sent.items() if _is_id(name)}
    try:
        taking.choose(one, choices=choices)
    except NotNow:
        return


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
