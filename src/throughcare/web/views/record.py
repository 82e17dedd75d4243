"""Recording any kind of fact by a form made from its dataclass, and mending what was recorded."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.facts.base import KINDS, Kind, kind_of
from throughcare.rulebook.facts.mendings import Voided
from throughcare.rulebook.history import AnyRecorded
from throughcare.rulebook.standing import Refusal
from throughcare.web import actions, fact_forms, recording, release_words
from throughcare.web.desks import RECORDS, desk
from throughcare.web.fact_forms import Asked, FactForm
from throughcare.web.views.person import Record, identity, open_record


@desk(RECORDS)
def record(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """One short form, one fact."""
    opened, row = open_record(request, reference), KINDS.get(kind)
    if row is None or row.mending or opened.working.role not in row.recorded_by:
        raise Http404
    if request.method == "GET" and kind in actions.OWN_PAGES:
        query = request.GET.urlencode()
        return redirect(actions.page_of(kind, opened.person) + (f"?{query}" if query else ""))
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
    return _form_page(request, opened, row.title, form, refusal, release_words.before(row, opened), lacks)


@desk(RECORDS)
def mend(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """Correct an entry, or say that it was made in error. Needs a reason; both versions stay on the record."""
    opened = open_record(request, reference)
    target = opened.history.find(entry)
    if target is None or kind_of(type(target.fact)).mending:
        raise Http404
    row = kind_of(type(target.fact))
    made = _mending_form(row, opened)
    form = made(request.POST or None, initial=_as_it_stands(target, row))
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = recording.save(request, [_mended(opened, target, row, form)])
        if refusal is None:
            return redirect("person", reference)
    return _form_page(request, opened, f"Mend: {row.title.lower()}", form, refusal)


def _named(request: HttpRequest, row: Kind) -> dict[str, str]:
    """What the address says that the fact is about; one of the choices, or nothing is chosen."""
    return {name: request.GET[name] for name in row.links if name in request.GET}


def asked(opened: Record) -> Asked:
    """What forms about this person need to know."""
    cjits = {team.id: team.name for team in opened.given.teams.values() if team.kind is OrganisationKind.CJIT}
    return Asked(history=opened.history, given=opened.given, names=cjits or opened.names, at=opened.now)


def _form_page(
    request: HttpRequest,
    opened: Record,
    title: str,
    form: forms.Form,
    refusal: Refusal | None,
    before: str = "",
    lacks: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "title": title, "form": form, "before": before,
        "lacks": lacks,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/record.html", context, status=422 if form.errors or refusal else 200)


def _mending_form(row: Kind, opened: Record) -> type[FactForm]:
    how = forms.ChoiceField(
        label="What is wrong?", widget=forms.RadioSelect,
        choices=[("correct", "Something in it is wrong; the right answers are below"), ("void", "It never happened")],
        error_messages={"required": "Say what is wrong"},
    )  # fmt: skip
    why = forms.CharField(
        label="Why?", help_text="For example: gave a friend's address at booking in; tenancy letter seen",
        error_messages={"required": "Say in a few words why"}, max_length=1000,
    )  # fmt: skip
    base = fact_forms.form_for(row, asked(opened), leave_out=frozenset(row.links))
    return type("MendingForm", (base,), {"how": how, "why": why, "field_order": ["how"]})


def _as_it_stands(target: AnyRecorded, row: Kind) -> dict[str, Any]:
    values = {name: getattr(target.fact, name) for name in row.questions}
    return {**values, **fact_forms.new_entry(), "happened_at": target.happened_at}


def _mended(opened: Record, target: AnyRecorded, row: Kind, form: FactForm) -> Any:
    given = form.cleaned_data
    kept = {name: getattr(target.fact, name) for name in row.questions if name not in form.fields}
    changed = {name: given[name] for name in row.questions if name in form.fields}
    fact = Voided() if given["how"] == "void" else row.cls(**kept, **fact_forms.settled(row, changed))
    at = opened.now if given["how"] == "void" else given["happened_at"]
    return recording.propose(
        opened.person, fact, entry=given["entry"], happened_at=at, replaces=target.id, why=given["why"]
    )
