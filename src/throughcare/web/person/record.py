"""Recording any kind of fact by a form made from its dataclass."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.facts.base import KINDS, Kind
from throughcare.rulebook.standing import Refusal
from throughcare.web import actions, fact_forms, recording
from throughcare.web.desks import RECORDS, desk
from throughcare.web.fact_forms import Asked
from throughcare.web.person import release_words
from throughcare.web.person.page import Record, identity, open_record


@desk(RECORDS)
def record(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """One short form, one fact."""
    opened, row = open_record(request, reference), KINDS.get(kind)
    if row is None or not actions.has_a_form(row) or opened.working.role not in row.recorded_by:
        raise Http404
    if request.method == "GET" and kind in actions.OWN_PAGES:
        query, page = request.GET.urlencode(), actions.page_of(kind, opened.person)
        return redirect(page + (f"{'&' if '?' in page else '?'}{query}" if query else ""))
    made = fact_forms.form_for(row, asked(opened))
    form = made(request.POST or None, initial=fact_forms.new_entry() | _named(request, row))
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        entry = recording.propose(
            opened.person,
            form.fact(row),
            entry=form.cleaned_data["entry"],
            happened_at=form.cleaned_data["happened_at"],
        )
        refusal = recording.save(request, [entry])
        if refusal is None:
            return recording.onward(request, reference)
    lacks = fact_forms.lacking(row, opened.history)
    return form_page(request, opened, row.title, form, refusal, before=release_words.before(row, opened), lacks=lacks)


def _named(request: HttpRequest, row: Kind) -> dict[str, str]:
    """What the address says that the fact is about; one of the choices, or nothing is chosen."""
    return {name: request.GET[name] for name in row.links if name in request.GET}


def asked(opened: Record) -> Asked:
    """What forms about this person need to know."""
    cjits = {team.id: team.name for team in opened.given.teams.values() if team.kind is OrganisationKind.CJIT}
    return Asked(history=opened.history, given=opened.given, names=cjits or opened.names, at=opened.now)


def form_page(
    request: HttpRequest,
    opened: Record,
    title: str,
    form: forms.Form,
    refusal: Refusal | None,
    *,
    before: str = "",
    lacks: str = "",
    went_out: Sequence[str] = (),
) -> HttpResponse:
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "title": title, "form": form, "before": before,
        "lacks": lacks, "went_out": went_out,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/person/record.html", context, status=422 if form.errors or refusal else 200)
