"""What is done with an import: say the columns, record, cancel."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.imports import taking
from throughcare.imports.layout import LAYOUTS
from throughcare.imports.models import Import, NotNow
from throughcare.imports.states import State
from throughcare.imports.taking import IMPORTERS
from throughcare.web.desks import desk
from throughcare.web.imports import showing
from throughcare.web.imports.forms import Columns
from throughcare.web.imports.pages import found


@desk(IMPORTERS)
def import_columns(request: HttpRequest, imported: UUID) -> HttpResponse:
    """Guessed, changed where wrong, and remembered for the force."""
    one = found(request, imported)
    if one.state not in (State.COLUMNS, State.REVIEW):
        return redirect("import", one.pk)
    headings = list(dict.fromkeys(heading for sheet in one.sheets for heading in sheet["headings"] if heading))
    asks = any(sheet["is_doubtful"] and sheet["headings"] for sheet in one.sheets)
    initial = {**one.columns, "order": one.order or None}
    form = Columns(
        request.POST or None, layout=LAYOUTS[one.layout], headings=headings, asks_order=asks, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        by, at = request.working_as.membership, request.now  # type: ignore[attr-defined]
        try:
            taking.say_columns(one, columns=form.columns, order=form.order, by=by, at=at)
        except NotNow as late:
            form.add_error(None, str(late))
        else:
            return redirect("import", one.pk)
    context = {"one": one, "form": form, "sheets": showing.sheets(one), "told": taking.remembered(one)}
    return render(request, "web/imports/columns.html", context, status=422 if form.errors else 200)


@desk(IMPORTERS)
def import_record(request: HttpRequest, imported: UUID) -> HttpResponse:
    """Says what will be recorded and what not; the button does it, once."""
    one = found(request, imported)
    if one.state != State.REVIEW:
        return redirect("import", one.pk)
    if request.method == "POST":
        return _done(one, request)
    return render(request, "web/imports/record.html", {"one": one, **showing.agreed(one)})


@desk(IMPORTERS)
def import_cancel(request: HttpRequest, imported: UUID) -> HttpResponse:
    one = found(request, imported)
    if request.method == "POST":
        try:
            taking.cancel(one, at=request.now)  # type: ignore[attr-defined]
        except NotNow:
            return redirect("import", one.pk)
        return redirect("imports")
    return render(request, "web/imports/cancel.html", {"one": one})


def _done(one: Import, request: HttpRequest) -> HttpResponse:
    with suppress(NotNow):
        taking.commit(one, by=request.working_as.membership)  # type: ignore[attr-defined]
    return redirect("import", one.pk)
