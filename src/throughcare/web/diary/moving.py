"""Another time with its paper, a time withdrawn, and somebody seen without one."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.diary.models import Slot
from throughcare.journal.record import Proposed
from throughcare.rulebook.facts.assessment import (
    AppointmentMade,
    AppointmentMoved,
    AttendanceRecorded,
    NoticePrepared,
    Outcome,
    Purpose,
)
from throughcare.rulebook.facts.custody import AssessmentRequired
from throughcare.rulebook.facts.moving import AppointmentWithdrawn, WhyChanged
from throughcare.rulebook.spells import assessments, end_of_requirement
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording, words
from throughcare.web.actions import PAGES
from throughcare.web.desks import RECORDS, desk
from throughcare.web.diary import times
from throughcare.web.diary.times import Time
from throughcare.web.fields import When
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.widgets import Radios

CAME = "Seen at once: the person came without an appointment."
SEE_PEOPLE = PAGES["seen_now"]
WHY = [(one.value, one.value[:1].upper() + one.value[1:]) for one in WhyChanged]


class Why(forms.Form):
    entry = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    why = forms.TypedChoiceField(
        label="Why is the time not kept?", choices=WHY, coerce=WhyChanged, widget=Radios,
        error_messages={"required": "Say why the time is not kept"},
    )  # fmt: skip


class PlaceField(forms.ChoiceField):
    """Whether a place is still free is the journal's to say: whoever lost it is told what is free next."""

    def valid_value(self, value: Any) -> bool:
        return True


class Another(Why):
    slot = PlaceField(label="When and where?", widget=Radios, error_messages={"required": "Choose a place"})
    late_because = forms.CharField(
        label="Why a time after the limit?", required=False, max_length=500, help_text="Only for a place too late."
    )

    def __init__(self, *args: Any, time: Time, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time, offered = time, times.places(time)
        self.fields["slot"].choices = [(str(one.pk), words.when(one.starts_at)) for one in offered]  # type: ignore[attr-defined]
        self.fields["slot"].widget.hints = {str(one.pk): self._hint(one) for one in offered}
        if time.is_over:
            del self.fields["why"]
        if not any(time.is_late(one.starts_at) for one in offered):
            self.fields["late_because"].widget = forms.HiddenInput()
        self.order_fields(["slot", "why", "late_because"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        slot = given["chosen"] = _slot(given.get("slot", ""), self.time.now.team)
        if slot is None and "slot" not in self.errors:
            self.add_error("slot", "Choose a place")
        if slot is not None and self.time.is_late(slot.starts_at) and not given.get("late_because", "").strip():
            self.add_error("late_because", "Say why a time after the limit is chosen")
        return given

    def _hint(self, slot: Slot) -> str:
        parts = [slot.place, f"{slot.minutes} minutes"]
        if slot.worker_speaks:
            parts.append(f"the worker speaks {slot.worker_speaks}")
        return ("Too late: after the limit. " if self.time.is_late(slot.starts_at) else "") + ", ".join(parts)


class SeenNow(forms.Form):
    entry = forms.UUIDField(widget=forms.HiddenInput)
    came_at = When(label="When did the person come?", named="when the person came")


@desk(RECORDS)
def another_time(request: HttpRequest, reference: str) -> HttpResponse:
    """Moves an appointment, or sets one in place of what was missed or withdrawn; the paper follows in one sitting."""
    opened, time = _asked(request, reference)
    form = Another(request.POST or None, initial=_initial(time), time=time)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = _once(request, opened, time, form.cleaned_data, _another(request, time, form))
        if refusal is None:
            paper = time.requirement is not None
            return redirect("notice" if paper else "person", reference)
    return _shown(request, "another_time", opened, time, form, refusal)


@desk(RECORDS)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes a time back where none can be given in its place yet. A new one stays owed."""
    opened, time = _asked(request, reference)
    if time.is_over:
        raise Http404
    form, refusal = Why(request.POST or None, initial=_initial(time)), None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        fact = AppointmentWithdrawn(appointment=time.booked.root, why=given["why"])
        at = recording.this_minute(request)
        entry = recording.propose(opened.person, fact, entry=given["entry"], happened_at=at)
        refusal = _once(request, opened, time, given, [entry])
        if refusal is None:
            return redirect("person", reference)
    return _shown(request, "withdraw", opened, time, form, refusal)


@desk(SEE_PEOPLE)
def seen_now(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody who came without an appointment, or on another day: that time, and that they came."""
    opened = open_record(request, reference)
    form = SeenNow(request.POST or None, initial={"entry": uuid4(), "came_at": opened.now})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = recording.save_once(request, _seen(opened, form.cleaned_data))
        if refusal is None:
            return redirect("assess", reference)
    context = {
        "person": opened.person, "facts": identity(opened), "form": form, "required": _still_required(opened),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/diary/seen_now.html", context, status=422 if form.errors or refusal else 200)


def _asked(request: HttpRequest, reference: str) -> tuple[Record, Time]:
    opened = open_record(request, reference)
    time = times.time_of(opened, request.GET.get("appointment", ""))
    if time is None:
        raise Http404
    return opened, time


def _initial(time: Time) -> dict[str, Any]:
    return {"entry": uuid4(), "seen": time.seen}


def _once(
    request: HttpRequest, opened: Record, time: Time, given: dict[str, Any], entries: list[Proposed]
) -> Refusal | None:
    """Sent twice it is one; and whoever looked at an older time moves nothing."""
    if recording.is_mine(request, entry=given["entry"], person=opened.person.id):
        return None
    if given["seen"] != time.seen:
        return Refusal(
            rule="record_has_changed", cites=(), because=time.now.by.id,
            sentence="Somebody else changed this time while the page was open, so nothing was recorded.",
            instead="Here is the time as it stands now.",
        )  # fmt: skip
    return recording.save_once(request, entries)


def _another(request: HttpRequest, time: Time, form: Another) -> list[Proposed]:
    given, at, person = form.cleaned_data, recording.this_minute(request), time.opened.person
    slot: Slot = given["chosen"]
    late = given.get("late_because", "").strip()
    where: dict[str, Any] = {"team": time.now.team, "starts_at": slot.starts_at, "place": slot.place, "slot": slot.pk}
    root = given["entry"] if time.is_over else time.booked.root
    if time.is_over:
        asked: dict[str, Any] = {"purpose": time.booked.fact.purpose, "requirement": time.booked.fact.requirement}
        fact: Any = AppointmentMade(late_because=late, **asked, **where)
    else:
        fact = AppointmentMoved(appointment=root, why=given["why"], late_because=late, **where)
    made = [recording.propose(person, fact, entry=given["entry"], happened_at=at)]
    if time.requirement is None:
        return made
    paper = NoticePrepared(
        form=time.form, requirement=time.requirement.root, appointment=root, starts_at=slot.starts_at, place=slot.place
    )
    return [*made, recording.propose(person, paper, entry=uuid5(given["entry"], "notice"), happened_at=at)]


def _seen(opened: Record, given: dict[str, Any]) -> list[Proposed]:
    at: datetime = given["came_at"]
    entry: UUID = given["entry"]
    required = _still_required(opened)
    where: dict[str, Any] = {
        "team": opened.working.team, "starts_at": at.replace(second=0, microsecond=0),
        "place": opened.working.organisation_name, "late_because": CAME if required else "",
    }  # fmt: skip
    time = times.standing(opened, required)
    made: Any = AppointmentMade(
        purpose=Purpose.INITIAL if required else Purpose.VOLUNTARY, requirement=required.root if required else None,
        **where,
    ) if time is None else AppointmentMoved(appointment=time.root, why=WhyChanged.PERSON_ASKED, **where)  # fmt: skip
    came = AttendanceRecorded(appointment=time.root if time else entry, outcome=Outcome.ATTENDED)
    return [
        recording.propose(opened.person, made, entry=entry, happened_at=at),
        recording.propose(opened.person, came, entry=uuid5(entry, "came"), happened_at=at),
    ]


def _still_required(opened: Record):  # type: ignore[no-untyped-def]
    """The requirement whose first assessment has still to be held."""
    h = opened.history
    waiting = [
        one for one in h.all(AssessmentRequired)
        if end_of_requirement(h, one) is None and not assessments(h, one, Purpose.INITIAL)
    ]  # fmt: skip
    return waiting[-1] if waiting else None


def _shown(
    request: HttpRequest, page: str, opened: Record, time: Time, form: forms.Form, refusal: Refusal | None
) -> HttpResponse:
    if refusal is not None:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["seen"] = time.seen  # type: ignore[index]
    told = time.told
    context = {
        "person": opened.person, "facts": identity(opened), "form": form, "time": time,
        "team": opened.names.get(time.now.team, ""), "when": words.when(time.now.starts_at),
        "told": f"{told[0].fact.form}, given {words.when(told[1].happened_at)}" if told else "",
        "limit": words.limit(time.limit) if time.limit else "", "paper": str(time.form) if time.requirement else "",
        "withdraw": f"{reverse('withdraw', args=[opened.person.reference])}?appointment={time.booked.root}",
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
        "sees": opened.working.role in SEE_PEOPLE,
    }  # fmt: skip
    return render(request, f"web/diary/{page}.html", context, status=422 if form.errors or refusal else 200)


def _slot(text: str, team: str) -> Slot | None:
    try:
        return Slot.objects.filter(pk=UUID(text), organisation=UUID(team), taken_out_at=None).first()
    except ValueError:
        return None
