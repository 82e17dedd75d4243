"""The suite's laboratory desk: what waits to be sent, what is due back, what came back; and one person's samples."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.models import DutyRow
from throughcare.journal.reading import entries
from throughcare.rulebook.facts.custody import DrugTested, LaboratoryReturned, SentToLaboratory
from throughcare.rulebook.history import History
from throughcare.rulebook.standing import Refusal, State
from throughcare.web import recording, words
from throughcare.web.custody.booking_page import custody_facts
from throughcare.web.desks import CUSTODY_DESK, READS_TESTERS, desk
from throughcare.web.person.page import Record, open_record
from throughcare.web.pieces import Link
from throughcare.web.testing import undoing
from throughcare.web.testing.laboratory_forms import FORMS, Answer, SampleForm, Send
from throughcare.web.testing.stage import Sample, samples_of
from throughcare.web.working import WorkingAs

PAGE_SIZE = 20
SHOWN_FOR = timedelta(days=28)
"""How long what came back stays on the desk (ours)."""


@desk(CUSTODY_DESK)
def laboratory(request: HttpRequest) -> HttpResponse:
    """This suite's samples, the most pressing first."""
    working, now = _who(request)
    waiting = _page(request, _owed(working, now, "send_sample"), "waiting")
    away = _page(request, _owed(working, now, "laboratory_result"), "away")
    back = _page(request, _came_back(working, now), "back")
    scope.mask((row.person for part in (waiting, away, back) for row in part), membership=working.membership)
    histories = {who: History(all_) for who, all_ in entries({r.person_id for r in (*waiting, *away, *back)}).items()}
    context = {
        "about": _about(working), "waiting": waiting, "away": away, "back": back, "now": now, "days": SHOWN_FOR.days,
        "waiting_rows": [_row(row, histories, now) for row in waiting],
        "away_rows": [_row(row, histories, now) for row in away],
        "back_rows": [_row(row, histories, now) for row in back],
    }  # fmt: skip
    return render(request, "web/testing/laboratory.html", context)


@desk(CUSTODY_DESK)
def samples(request: HttpRequest, reference: str) -> HttpResponse:
    """One person's samples: sent in one act, answered in one, and what an answer would undo before it is recorded."""
    opened = open_record(request, reference)
    sent, refusal = _sent(request, opened), None
    if sent is not None and sent.is_valid():
        refusal = _recorded(request, opened, sent)
        if refusal is None:
            return redirect("samples", reference)
    context: dict[str, Any] = {
        "person": opened.person, "facts": custody_facts(opened), "form": sent,
        "samples": [_sample(opened, one, sent) for one in samples_of(opened)],
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    failed = refusal is not None or (sent is not None and sent.errors)
    return render(request, "web/testing/samples.html", context, status=422 if failed else 200)


def _about(working: WorkingAs) -> list[Link]:
    """What else there is to know about testing here."""
    pages = [("When arrests peak", "peak_times")]
    if working.role in READS_TESTERS:
        pages.append(("Trained testers", "testers"))
    return [Link(text=text, url=reverse(name)) for text, name in pages]


def _who(request: HttpRequest) -> tuple[WorkingAs, datetime]:
    return request.working_as, request.now  # type: ignore[attr-defined]


def _owed(working: WorkingAs, now: datetime, kind: str) -> QuerySet[DutyRow]:
    return _ours(working, now).filter(kind=kind, state=State.OPEN.value).order_by("due", "key")


def _came_back(working: WorkingAs, now: datetime) -> QuerySet[DutyRow]:
    recent = _ours(working, now).filter(kind="laboratory_result", state=State.MET.value, ended_at__gte=now - SHOWN_FOR)
    return recent.order_by("-ended_at", "key")


def _ours(working: WorkingAs, now: datetime) -> QuerySet[DutyRow]:
    seen = scope.is_in_sight(membership=working.membership, at=now)  # of what the suite wrote down itself
    return DutyRow.objects.filter(seen, owner=working.membership.organisation_id).select_related("person")


def _page(request: HttpRequest, found: QuerySet[DutyRow], name: str) -> Any:
    return Paginator(found, PAGE_SIZE).get_page(request.GET.get(name))


def _row(duty: DutyRow, histories: dict[Any, History], now: datetime) -> dict[str, Any]:
    """A duty to send is about the test; one to answer is about the sending."""
    h, person, left = histories[duty.person_id], duty.person, words.left(duty.due, now)
    sent = h.origin(duty.because, SentToLaboratory)
    test = h.origin(sent.fact.test if sent else duty.because, DrugTested)
    answer = h.first_naming(test, LaboratoryReturned) if test else None
    refuted = answer is not None and test is not None and test.fact.positive and not answer.fact.confirmed
    return {
        "person": Link(text=person.full_name, url=reverse("person", args=[person.reference]), extra="the record"),
        "act": Link(text="Open", url=reverse("samples", args=[person.reference]), extra=f"of {person.full_name}"),
        "why": str(test.fact.laboratory).capitalize() if test else "", "result": test.fact.says() if test else "",
        "taken": words.when(test.happened_at) if test else "", "sent": words.day(sent.happened_at) if sent else "",
        "state": left.state, "left": left.words, "exact": words.exact(duty.due, now),
        "answer": answer.fact.says() if answer else "", "answered": words.when(answer.happened_at) if answer else "",
        "refuted": refuted,
    }  # fmt: skip


def _sent(request: HttpRequest, opened: Record) -> SampleForm | None:
    form = FORMS.get(request.POST.get("do", "")) if request.method == "POST" else None
    return form(request.POST, opened=opened) if form else None


def _recorded(request: HttpRequest, opened: Record, sent: SampleForm) -> Refusal | None:
    given = sent.cleaned_data
    fact, at = sent.fact(), given["at"]
    return recording.save_once(request, [recording.propose(opened.person, fact, entry=given["entry"], happened_at=at)])


def _sample(opened: Record, one: Sample, sent: SampleForm | None) -> dict[str, Any]:
    form = Answer if one.sent else Send
    mine = sent is not None and isinstance(sent, form) and sent.data.get("test") == str(one.test.root)
    remains = [opened.duty(duty) for duty in opened.standing.open_duties if one.returned and _follows(duty, one)]
    return {
        "one": one, "taken": words.when(one.test.happened_at), "says": one.test.fact.says(),
        "why": str(one.test.fact.laboratory), "sent": words.when(one.sent.happened_at) if one.sent else "",
        "answer": one.returned.fact.says() if one.returned else "",
        "answered": words.when(one.returned.happened_at) if one.returned else "",
        "due": _due(opened, one),
        "form": None if one.returned else sent if mine else form(opened=opened, test=one.test),
        "undoes": undoing.of(opened, one) if one.test.fact.positive and not one.returned else None,
        "remains": remains, "ended": undoing.ended_by(opened, one) if one.returned else (),
    }  # fmt: skip


def _follows(duty: Any, one: Sample) -> bool:
    return one.returned is not None and duty.because == one.returned.root


def _due(opened: Record, one: Sample) -> Sequence[str]:
    cause = one.sent or one.test
    found = [duty for duty in opened.standing.open_duties if duty.because == cause.root]
    wanted = [duty for duty in found if duty.kind in {"send_sample", "laboratory_result"}]
    return [words.limit(duty.due) for duty in wanted]
