"""Who came, in one act: three answers, three buttons (what RA3 records; our layout, on screen only)."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.rulebook.arrangements import withdrawal
from throughcare.rulebook.facts.assessment import AppointmentMade, AttendanceRecorded, Outcome
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.spells import attendance, terms
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording, words
from throughcare.web.actions import PAGES
from throughcare.web.desks import desk
from throughcare.web.fields import When
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Link

SAYS = {
    Outcome.ATTENDED: "The assessment follows.",
    Outcome.LEFT: "Good cause is asked next. Refusing to talk is not leaving.",
    Outcome.DID_NOT_ATTEND: "Good cause is asked next, after an effort to reach the person.",
}


class Came(forms.Form):
    """The outcome is the button that was pressed."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    appointment = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Outcome], coerce=Outcome, widget=forms.HiddenInput,
        error_messages={"required": "Say whether the person came and stayed"},
    )  # fmt: skip
    happened_at = When(label="When was that?", named="when that was")


@desk(PAGES["attendance"])
def record(request: HttpRequest, reference: str) -> HttpResponse:
    opened = open_record(request, reference)
    waiting = _awaited(opened)
    chosen = _chosen(waiting, request.GET.get("appointment", ""))
    initial = {"entry": uuid4(), "appointment": chosen.root if chosen else None, "happened_at": opened.now}
    form, refusal = Came(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        refusal = _save(request, opened, form)
        if refusal is None:
            return _onward(opened, form)
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "form": form,
        "booked": _says(opened, chosen) if chosen else "", "outcomes": list(SAYS.items()),
        "others": [_link(opened, one) for one in waiting if one is not chosen],
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/assessment/attendance.html", context, status=422 if form.errors or refusal else 200)


def _save(request: HttpRequest, opened: Record, form: Came) -> Refusal | None:
    given = form.cleaned_data
    fact = AttendanceRecorded(appointment=given["appointment"], outcome=given["outcome"])
    entry = recording.propose(opened.person, fact, entry=given["entry"], happened_at=given["happened_at"])
    return recording.save(request, [entry])


def _onward(opened: Record, form: Came) -> HttpResponse:
    given, reference = form.cleaned_data, opened.person.reference
    if given["outcome"] is Outcome.ATTENDED:
        return redirect(f"{reverse('assess', args=[reference])}?appointment={given['appointment']}")
    return redirect(f"{reverse('missed', args=[reference])}?attendance={given['entry']}")


def _awaited(opened: Record) -> list[Recorded[AppointmentMade]]:
    """With this team, and nobody has said yet who came; the soonest first."""
    h = opened.history
    found = [
        one for one in h.all(AppointmentMade)
        if terms(h, one).team == opened.working.team and attendance(h, one) is None
        and withdrawal(h, one) is None
    ]  # fmt: skip
    return sorted(found, key=lambda one: terms(h, one).starts_at)


def _chosen(waiting: list[Recorded[AppointmentMade]], appointment: str) -> Recorded[AppointmentMade] | None:
    return next((one for one in waiting if str(one.root) == appointment), waiting[0] if waiting else None)


def _says(opened: Record, booked: Recorded[AppointmentMade]) -> str:
    at = terms(opened.history, booked)
    return f"{str(booked.fact.purpose).capitalize()}, {words.when(at.starts_at)}, {at.place}"


def _link(opened: Record, booked: Recorded[AppointmentMade]) -> Link:
    url = f"{reverse('attendance', args=[opened.person.reference])}?appointment={UUID(str(booked.root))}"
    return Link(text=_says(opened, booked), url=url)
