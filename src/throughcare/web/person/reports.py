"""Failures reported to police: those without an outcome first. A suite reads what it was told, a CJIT what it told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.models import DutyRow
from throughcare.journal.reading import entries
from throughcare.rulebook.actors import POLICE
from throughcare.rulebook.facts.missed import ReportOutcome
from throughcare.rulebook.history import History
from throughcare.rulebook.standing import State
from throughcare.sharing import reported
from throughcare.sharing.models import Disclosure
from throughcare.web import actions, words
from throughcare.web.desks import RECORDS, desk
from throughcare.web.person import duty_words
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

PAGE_SIZE, ANSWERED_SHOWN, NEWEST = 20, 10, 60


@desk(RECORDS)
def reports(request: HttpRequest) -> HttpResponse:
    """Received, or sent, and unanswered, the oldest limit first; and the last that were answered."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    is_police = working.role in POLICE
    part = Paginator(
        reported.unanswered(membership=working.membership, at=now).order_by("due", "pk"), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    answered = _last_answered(working, now)
    rows = list(part)
    sent = _sent([*rows, *answered])
    scope.mask((row.person for row in (*rows, *answered)), membership=working.membership)
    context = {
        "part": part, "is_police": is_police,
        "rows": [_row(row, sent, working, now) for row in rows], "answered": _answered(answered, sent),
    }  # fmt: skip
    return render(request, "web/person/reports.html", context)


def _last_answered(working: WorkingAs, now: Any) -> list[DutyRow]:
    """Among the newest reports: each duty is found by its key. The outcome is owed to whoever reported."""
    newest = list(
        reported.told(membership=working.membership).order_by("-at").values_list("person", "involved")[:NEWEST]
    )
    found = DutyRow.objects.filter(
        scope.is_in_sight(membership=working.membership, at=now), person__in={person for person, _ in newest},
        state=State.MET.value,
        key__in=[f"{reported.KIND}:{report}" for _, report in newest],
    )  # fmt: skip
    return list(found.select_related("person", "owner").order_by("-ended_at", "pk")[:ANSWERED_SHOWN])


def _sent(rows: list[DutyRow]) -> dict[UUID, Disclosure]:
    about = {"person__in": [row.person_id for row in rows], "involved__in": [row.because for row in rows]}
    told = Disclosure.objects.filter(**about).select_related("from_team")
    return {one.involved: one for one in told if one.involved}


def _row(row: DutyRow, sent: Mapping[UUID, Disclosure], working: WorkingAs, now: Any) -> dict[str, Any]:
    state, time, exact = duty_words.time_left(row, now)
    act = actions.action(row, row.person, working.role)
    return {**_facts(row, sent), "state": state, "time": time, "exact": exact, "act": act}


def _facts(row: DutyRow, sent: Mapping[UUID, Disclosure]) -> dict[str, Any]:
    person, told = row.person, sent.get(row.because)
    return {
        "person": Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        "reported": words.when(row.arises_at), "suite": row.owner.name, "team": told.from_team.name if told else "",
        "bundle": reverse("shared_bundle", args=[told.pk]) if told else "",
        "missed": reverse("missed", args=[person.reference]),
    }  # fmt: skip


def _answered(rows: list[DutyRow], sent: Mapping[UUID, Disclosure]) -> list[dict[str, Any]]:
    """With what came of each, from the records themselves, read in one query."""
    recorded = entries([row.person_id for row in rows])
    found = []
    for row in rows:
        outcome = History(recorded[row.person_id]).first_naming(row.because, ReportOutcome)
        found.append({**_facts(row, sent), "outcome": str(outcome.fact.outcome) if outcome else ""})
    return found
