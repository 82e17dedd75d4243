"""Contact with one person, between two doors: kept or missed, what a missed one means, and who went out to them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.rulebook.calendar import elapsed
from throughcare.rulebook.deadlines import DEADLINES
from throughcare.rulebook.facts.assessment import AttendanceRecorded
from throughcare.rulebook.facts.base import KINDS, Fact
from throughcare.rulebook.facts.casework import TakenOnCaseload
from throughcare.rulebook.facts.keeping_contact import ContactMade, MissedContactJudged
from throughcare.rulebook.facts.missed import ContactTried
from throughcare.rulebook.history import AnyRecorded, Recorded
from throughcare.rulebook.outreach import Missed, missed_contacts
from throughcare.rulebook.spells import caseload_at
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording, words
from throughcare.web.actions import PAGES
from throughcare.web.desks import desk
from throughcare.web.fact_forms import Asked, FactForm
from throughcare.web.person.page import Record, identity, open_record, recorders

KIND_OF = {"contact": "contact_made", "judge": "missed_contact_judged", "outreach": "contact_tried"}
"""The forms of the page, by the fact each writes down."""
FILLED = frozenset({"caseload", "missed", "attendance"})
SHOWN = 12
"""So many lines of the log; the record has the rest."""


@dataclass(frozen=True, kw_only=True)
class Page:
    opened: Record
    place: Recorded[TakenOnCaseload] | None
    waiting: Missed | None
    """The missed contact that nobody has judged yet, the oldest first."""
    forms: dict[str, FactForm]


@desk(PAGES["in_touch"])
def in_touch(request: HttpRequest, reference: str) -> HttpResponse:
    """The log of contact, and three short forms."""
    page = _read(request, open_record(request, reference))
    done = request.POST.get("do", "")
    refusal, form = None, page.forms.get(done)
    if form is not None and form.is_valid():
        fact, entry = _fact(page, done, form), form.cleaned_data["entry"]
        happened_at = form.cleaned_data["happened_at"]
        refusal = recording.save_once(
            request, [recording.propose(page.opened.person, fact, entry=entry, happened_at=happened_at)]
        )
        if refusal is None:
            return redirect(reverse("in_touch", args=[page.opened.person.reference]))
    is_wrong = refusal is not None or bool(form and form.errors)
    context = _context(page, refusal) | {"form": form if form and form.errors else None}
    return render(request, "web/cjit/in_touch.html", context, status=422 if is_wrong else 200)


def _read(request: HttpRequest, opened: Record) -> Page:
    place = caseload_at(opened.history, opened.now)
    unjudged = [
        one for one in missed_contacts(opened.history, opened.given) if one.judged is None and one.entry.live
    ]  # fmt: skip
    waiting = min(unjudged, key=lambda one: one.entry.happened_at, default=None)
    offered = {"contact": place is not None, "judge": waiting is not None, "outreach": True}
    asked = Asked(history=opened.history, given=opened.given, names=opened.names, at=opened.now)
    sent, initial = request.POST.get("do", ""), {"happened_at": opened.now}
    made: dict[str, FactForm] = {
        name: fact_forms.form_for(KINDS[kind], asked, leave_out=FILLED)(
            request.POST if sent == name else None, initial=initial | fact_forms.new_entry(), auto_id=f"id_{name}_%s"
        )
        for name, kind in KIND_OF.items() if offered[name]
    }  # fmt: skip
    if "judge" in made:
        made["judge"].fields["happened_at"].label = "When did you judge it?"
    return Page(opened=opened, place=place, waiting=waiting, forms=made)


def _fact(page: Page, name: str, form: FactForm) -> Fact:
    """What the page knows is filled in."""
    kind = KINDS[KIND_OF[name]]
    known: dict[str, Any] = {}
    if name == "contact" and page.place is not None:
        known["caseload"] = page.place.root
    if name == "judge" and page.waiting is not None:
        known["missed"] = page.waiting.entry.root
    answers = {one: form.cleaned_data[one] for one in kind.questions if one in form.cleaned_data}
    return kind.cls(**(fact_forms.settled(kind, answers) | known))


def _context(page: Page, refusal: Refusal | None) -> dict[str, Any]:
    opened = page.opened
    lines = _log(opened)
    return {
        "person": opened.person, "facts": identity(opened), "forms": page.forms, "lines": lines[:SHOWN],
        "more": len(lines) > SHOWN, "waiting": _waiting(page.waiting) if page.waiting else None,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip


def _waiting(missed: Missed) -> dict[str, str]:
    """What was missed, and what follows by itself if nobody judges it."""
    at = missed.entry.happened_at
    amount = DEADLINES["assertive_outreach"].limit_on(at.date()).amount
    return {
        "says": f"{missed.entry.fact.says()}, {words.when(at)}",
        "counts": words.when(missed.counts_at), "outreach": words.when(elapsed(at, amount)),
    }  # fmt: skip


def _log(opened: Record) -> list[dict[str, str]]:
    names = recorders(opened.history)
    h = opened.history
    found: list[AnyRecorded] = [
        *h.all(ContactMade), *h.all(MissedContactJudged), *h.all(ContactTried), *h.all(AttendanceRecorded)
    ]  # fmt: skip
    found.sort(key=lambda one: one.happened_at, reverse=True)
    return [
        {
            "when": words.when(one.happened_at), "says": one.fact.says(), "by": names.get(one.by, ""),
            "said": getattr(one.fact, "said", "") or getattr(one.fact, "why", "") or "",
        }
        for one in found
    ]  # fmt: skip
