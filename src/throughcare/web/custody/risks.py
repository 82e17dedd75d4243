"""Taking an immediate risk on: one act, by whoever goes to the cell next."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.custody import RiskFound, RiskHandedOver
from throughcare.rulebook.facts.risk import RiskTakenOn
from throughcare.rulebook.risk import taker
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording
from throughcare.web.desks import RECORDS, desk
from throughcare.web.person.page import identity, open_record


class TakeOn(forms.Form):
    """Nothing to fill in: the name is that of whoever is signed in."""

    entry = forms.UUIDField(widget=forms.HiddenInput)


@desk(RECORDS)
def take_on_risk(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """From the board in one press; the page asks again only where somebody came by its address."""
    opened = open_record(request, reference)
    found = opened.history.origin(entry, RiskFound)
    if found is None or not opened.sees(DataClass.RISK):
        raise Http404
    form = TakeOn(request.POST or None, initial={"entry": uuid4()})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        fact = RiskTakenOn(risk=found.root, taker=opened.working.name)
        at = recording.this_minute(request)
        entries = [recording.propose(opened.person, fact, entry=form.cleaned_data["entry"], happened_at=at)]
        refusal = recording.save_once(request, entries)
        if refusal is None:
            return recording.onward(request, reference)
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "form": form, "risk": found.fact,
        "found_at": found.happened_at, "taker": taker(opened.history, found),
        "settled": opened.history.first_naming(found, RiskHandedOver),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/custody/take_on_risk.html", context, status=422 if form.errors or refusal else 200)
