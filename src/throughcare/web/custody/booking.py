"""Book the first assessment and give RA1: the team is found, a place is chosen, the paper is given."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.diary.booking import free_slots
from throughcare.diary.models import Purpose as SlotFor
from throughcare.diary.models import Slot
from throughcare.journal.reading import history as history_of
from throughcare.journal.record import Proposed
from throughcare.organisations.models import Organisation
from throughcare.people.locking import lock
from throughcare.rulebook.deadlines import first_too_late
from throughcare.rulebook.facts.assessment import AppointmentMade, AppointmentMoved, NoticePrepared, Purpose
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording
from throughcare.web.custody import booking_page
from throughcare.web.custody.booking_forms import NOW, Choose, Give
from throughcare.web.custody.booking_stage import Stage, stage_of
from throughcare.web.custody.local_team import around, local_cjit
from throughcare.web.desks import CUSTODY_DESK, desk
from throughcare.web.person.page import Record, open_record

MOST_IN_TIME, MOST_LATE = 8, 3


@desk(CUSTODY_DESK)
def book(request: HttpRequest, reference: str) -> HttpResponse:
    """Works at every stage, and again after every correction."""
    opened = open_record(request, reference)
    stage = stage_of(opened)
    if stage is None or stage.is_over:
        return render(request, "web/custody/book.html", booking_page.without_requirement(opened, stage))
    team = Organisation.objects.select_related("area").filter(pk=stage.team).first()
    slots = _slots(request, stage, team)
    on = around(suite=opened.working.team, team=team.pk if team else None, given=opened.given, at=opened.now)
    choose = _choose(request, stage, slots, can_be_seen=bool(on.here) and not stage.is_released)
    give = _give(request, stage)
    refusal: Refusal | None = None
    posted = request.POST.get("do") if request.method == "POST" else ""
    if posted == "book" and choose.is_valid():
        refusal = _in_turn(request, stage, choose.cleaned_data, _entries(request, stage, choose))
        if refusal is None:
            return redirect("book", reference)
    if posted == "give" and stage.paper is not None and give.is_valid():
        if give.not_given:
            return redirect("not_given", reference)
        refusal = _in_turn(request, stage, give.cleaned_data, _given(opened, stage, give))
        if refusal is None:
            return redirect("suite")
    if refusal is not None:
        stage = stage_of(_afresh(opened)) or stage
        choose.now_seen(stage.seen)
        give.now_seen(stage.seen)
        choose.slots = {str(slot.pk): slot for slot in _slots(request, stage, team, free_only=True)}
    page = booking_page.Page(
        stage=stage, team=team, choose=choose, give=give, around=on,
        is_changing="change" in request.GET or posted == "book",
        active=choose if choose.is_bound else give if give.is_bound else None,
        refusal=recording.shown(refusal, stage.opened.history) if refusal else None,
    )  # fmt: skip
    errors = bool(refusal or (page.active and page.active.errors))
    return render(request, "web/custody/book.html", booking_page.context(page), status=422 if errors else 200)


def _slots(request: HttpRequest, stage: Stage, team: Organisation | None, *, free_only: bool = False) -> list[Slot]:
    """The free places, those in time first; and the one just sent, so that whoever lost it is told what is next."""
    if team is None:
        return []
    too_late = first_too_late(stage.due.at)
    after = max(stage.opened.now, too_late)
    since = max(stage.opened.now, stage.not_before or stage.opened.now)
    early = free_slots(organisation=team, after=since, before=too_late, purpose=SlotFor.INITIAL, limit=MOST_IN_TIME)
    late = free_slots(organisation=team, after=after, purpose=SlotFor.INITIAL, limit=MOST_LATE)
    found = [*early, *late]
    sent = _uuid(request.POST.get("slot", ""))
    if free_only or sent is None or sent in {slot.pk for slot in found}:
        return found
    return [*found, *Slot.objects.filter(pk=sent, organisation=team)]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _choose(request: HttpRequest, stage: Stage, slots: Sequence[Slot], *, can_be_seen: bool) -> Choose:
    sent = request.POST if request.POST.get("do") == "book" else None
    initial = {"entry": uuid4(), "seen": stage.seen}
    return Choose(sent, initial=initial, stage=stage, slots=slots, local=can_be_seen, auto_id="id_book_%s")


def _give(request: HttpRequest, stage: Stage) -> Give:
    sent = request.POST if request.POST.get("do") == "give" else None
    needs = stage.opened.history.last(LanguageNeeds)
    initial = {"entry": uuid4(), "seen": stage.seen, "given_at": request.now}  # type: ignore[attr-defined]
    hard = needs is not None and needs.fact.finds_reading_hard
    return Give(sent, initial=initial, now=stage.opened.now, reading_hard=hard, auto_id="id_give_%s")


def _in_turn(request: HttpRequest, stage: Stage, sent: dict[str, Any], entries: Sequence[Proposed]) -> Refusal | None:
    """With the record locked: if another officer has been here since the page was made, nothing is recorded."""
    person = stage.opened.person
    with transaction.atomic():
        lock(person_ids=[person.id])
        if recording.is_mine(request, entry=sent["entry"], person=person.id):
            return None
        now = stage_of(_afresh(stage.opened))
        if now is None or now.seen != sent["seen"]:
            return _stale(stage.opened)
        return recording.save_once(request, entries)


def _afresh(opened: Record) -> Record:
    return replace(opened, history=history_of(opened.person.id))


def _stale(opened: Record) -> Refusal:
    newest = max(history_of(opened.person.id).entries, key=lambda entry: entry.seq)
    return Refusal(
        rule="record_has_changed", cites=(), because=newest.id,
        sentence="Somebody else recorded something while this page was open, so nothing was recorded.",
        instead="Here is the record now. What you typed is kept below, if it is still asked.",
    )  # fmt: skip


def _entries(request: HttpRequest, stage: Stage, choose: Choose) -> list[Proposed]:
    """The appointment, made or moved, and the notice that says the same."""
    at, slot = recording.this_minute(request), choose.chosen
    working = stage.opened.working
    team = str(slot.organisation_id) if slot else local_cjit(working.team, stage.opened.given) or stage.team
    starts_at, place = (slot.starts_at, slot.place) if slot else (at, working.organisation_name)
    where: dict[str, Any] = {"team": team, "starts_at": starts_at, "place": place, "slot": slot.pk if slot else None}
    entry: UUID = choose.cleaned_data["entry"]
    late = choose.cleaned_data["late_because"].strip()
    made = AppointmentMade(
        purpose=Purpose.INITIAL, requirement=stage.requirement.root, late_because=late, **where
    ) if stage.booked is None else AppointmentMoved(
        appointment=stage.booked.root, why=choose.cleaned_data["why"], late_because=late, **where
    )  # fmt: skip
    notice = NoticePrepared(
        form=stage.form, requirement=stage.requirement.root, starts_at=starts_at, place=place,
        appointment=stage.booked.root if stage.booked else entry,
    )  # fmt: skip
    person = stage.opened.person
    return [
        recording.propose(person, made, entry=entry, happened_at=at),
        recording.propose(person, notice, entry=uuid5(entry, "notice"), happened_at=at),
    ]


def _given(opened: Record, stage: Stage, give: Give) -> list[Proposed]:
    if stage.paper is None or give.not_given:
        return []
    given = give.cleaned_data
    return [
        recording.propose(opened.person, give.fact(stage.paper), entry=given["entry"], happened_at=given["given_at"])
    ]


__all__ = ["NOW", "book"]
