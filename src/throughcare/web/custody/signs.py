"""Signs of drug misuse where no test was positive: Annex E, then the worker, the answer, and a place in time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.diary.booking import free_slots
from throughcare.diary.models import Purpose as SlotFor
from throughcare.diary.models import Slot
from throughcare.journal.reading import history as history_of
from throughcare.organisations.models import Organisation
from throughcare.rulebook import guidance
from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS, POLICE
from throughcare.rulebook.annex_e import Weighed
from throughcare.rulebook.deadlines import first_too_late
from throughcare.rulebook.facts.assessment import AppointmentMade, Purpose
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.proactive import WorkerTold
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording, words
from throughcare.web.custody import signs_stage
from throughcare.web.custody.booking_page import custody_facts
from throughcare.web.custody.local_team import block
from throughcare.web.custody.signs_forms import Book, Signs, Told
from throughcare.web.custody.signs_stage import Stage, Visit, stage_of, visit_of
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Link

MOST_IN_TIME, MOST_LATE = 6, 2


@desk(POLICE | CJIT_WORKERS | CJIT_MANAGER)
def signs(request: HttpRequest, reference: str) -> HttpResponse:
    """Three questions, a check of what Annex E makes of them, and then what is owed to whoever it identifies."""
    opened = open_record(request, reference)
    stage = stage_of(opened)
    if stage is None or stage.is_positive:
        return render(request, "web/custody/signs.html", {**_frame(opened), "is_positive": stage is not None})
    form, told, book = _forms(request, stage)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    refusal: Refusal | None = None
    sent = {"save": form, "told": told, "book": book}.get(do)
    if sent is not None and sent.is_valid():
        refusal = _recorded(request, stage, _fact(stage, sent), sent.cleaned_data["entry"])
        if refusal is None:
            return redirect("signs", reference)
        stage = replace(stage, opened=replace(opened, history=history_of(opened.person.id)))
    weighed = _weighed(stage, form) if do in {"check", "save"} else None
    context = {
        **_frame(opened), "stage": stage, "form": form, "told": told, "book": book, "weighed": weighed,
        "asks": stage.looked is None or "again" in request.GET or do in {"check", "change", "save"},
        "error_form": next((one for one in (form, told, book) if one is not None and one.errors), None),
        "refusal": recording.shown(refusal, stage.opened.history) if refusal else None, **_found(stage, book),
    }  # fmt: skip
    failed = refusal is not None or context["error_form"] is not None
    return render(request, "web/custody/signs.html", context, status=422 if failed else 200)


def _frame(opened: Record) -> dict[str, Any]:
    in_suite = opened.working.role in POLICE
    return {
        "person": opened.person, "in_suite": in_suite, "own_suite": opened.working.team,
        "facts": custody_facts(opened) if in_suite else identity(opened),
    }  # fmt: skip


def _forms(request: HttpRequest, stage: Stage) -> tuple[Signs, Told, Book | None]:
    """Each bound only to what was sent to it."""
    do, sent = request.POST.get("do", ""), request.POST
    first = {"entry": uuid4()}
    form = Signs(sent if do in {"check", "save", "change"} else None, initial=first, auto_id="id_signs_%s")
    told = Told(sent if do == "told" else None, initial=first, auto_id="id_told_%s")
    visit = visit_of(stage)
    if visit is None:
        return form, told, None
    slots = _slots(stage, visit)
    book = Book(sent if do == "book" else None, initial=first, slots=slots, visit=visit, auto_id="id_book_%s")
    return form, told, book


def _slots(stage: Stage, visit: Visit) -> Sequence[Slot]:
    """Free places with the team that sees the person, those in time first."""
    team = Organisation.objects.filter(pk=visit.team).first()
    if team is None:
        return []
    now, too_late, police = stage.opened.now, first_too_late(visit.due.at), stage.arrest is not None
    early = free_slots(
        organisation=team, after=now, before=too_late, purpose=SlotFor.INITIAL, limit=MOST_IN_TIME, for_police=police
    )
    late = free_slots(
        organisation=team, after=max(now, too_late), purpose=SlotFor.INITIAL, limit=MOST_LATE, for_police=police
    )
    return [*early, *late]


def _fact(stage: Stage, sent: Signs | Told | Book) -> Fact:
    arrest = stage.arrest.root if stage.arrest else None
    if isinstance(sent, Signs):
        return sent.fact(arrest=arrest, referral=stage.visit.root if stage.visit else None)
    if isinstance(sent, Told):
        return sent.fact(arrest=arrest)  # type: ignore[arg-type]
    slot = sent.chosen
    return AppointmentMade(
        purpose=Purpose.VOLUNTARY, team=str(slot.organisation_id), starts_at=slot.starts_at, place=slot.place,
        slot=slot.pk, late_because=sent.cleaned_data.get("late_because", "").strip(),
    )  # fmt: skip


def _recorded(request: HttpRequest, stage: Stage, fact: Fact, entry: UUID) -> Refusal | None:
    at = recording.this_minute(request)
    return recording.save_once(request, [recording.propose(stage.opened.person, fact, entry=entry, happened_at=at)])


def _weighed(stage: Stage, form: Signs) -> dict[str, Any] | None:
    """What Annex E makes of the answers, before they are recorded."""
    if not form.is_valid():
        return None
    fact = form.fact(arrest=stage.arrest.root if stage.arrest else None, referral=None)
    return _in_words(fact.weighed)


def _in_words(weighed: Weighed) -> dict[str, Any]:
    return {
        "identified": weighed.identified, "counts": [sign.words for sign in weighed.counts],
        "set_aside": [sign.words for sign in weighed.set_aside],
        "cites": [guidance.in_words(cite) for cite in weighed.cites],
    }  # fmt: skip


def _found(stage: Stage, book: Book | None) -> dict[str, Any]:
    """What was found, and what it asks for."""
    if stage.looked is None:
        return {}
    opened, visit = stage.opened, visit_of(stage)
    found: dict[str, Any] = {
        "result": _in_words(stage.looked.fact.weighed), "looked_at": words.when(stage.looked.happened_at),
        "tries": [_told(one.fact, words.when(one.happened_at)) for one in stage.told],
    }  # fmt: skip
    if visit is None:
        return found
    return found | {
        "asks_worker": stage.owes("tell_worker"), "local": _local(stage), "offer": stage.offer,
        "answer": _record(opened, "voluntary_offer_made", "Record the answer: yes or no") if stage.arrest else None,
        "by_telephone": _record(opened, "appointment_made", "Record a time agreed by telephone"),
        "may_book": book is not None and bool(book.slots) and not stage.booked, "booked": stage.booked,
        "team": opened.names.get(visit.team, ""), "limit": words.limit(visit.due.at),
        "clock": signs_stage.clock(stage, visit), "reasons": signs_stage.reasons(stage, visit),
        "reading": ("R21" if stage.arrest is None else "R2" if visit.is_elsewhere else "R1"),
        "release": _record(opened, "released", "Record the release") if stage.is_held else None,
    }  # fmt: skip


def _told(told: WorkerTold, at: str) -> str:
    return f"{told.worker + ': ' if told.worker else ''}{told.answer}, {at}"


def _local(stage: Stage) -> Any:
    """The local team and who is on there now."""
    if stage.arrest is None:
        return None
    return block(suite=stage.opened.working.team, given=stage.opened.given, at=stage.opened.now)


def _record(opened: Record, kind: str, text: str) -> Link:
    back = reverse("signs", args=[opened.person.reference])
    return Link(text=text, url=f"{reverse('record', args=[opened.person.reference, kind])}?next={back}")
