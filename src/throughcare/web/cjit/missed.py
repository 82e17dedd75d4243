"""Somebody did not come or did not stay: try to reach them, judge good cause, then report to police in one act."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.documents.failure_bundle import FailureBundle
from throughcare.journal.record import Proposed
from throughcare.rulebook.actors import Role
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.assessment import FailureReported
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.spells import arrest_of
from throughcare.rulebook.standing import Actor, Refusal
from throughcare.sharing import disclose
from throughcare.sharing.models import Disclosure
from throughcare.web import bundle_pdf, fact_forms, recording, words
from throughcare.web.actions import PAGES
from throughcare.web.cjit import failures
from throughcare.web.cjit.failures import Failure
from throughcare.web.desks import desk
from throughcare.web.fact_forms import Asked, FactForm
from throughcare.web.person.page import Record, identity, open_record, recorders

KIND_OF = {"try": "contact_tried", "judge": "good_cause_judged"}
"""The two forms of the page, by the fact each writes down."""
FILLED = frozenset({"attendance"})


class Report(forms.Form):
    """Nothing to fill in: everything that goes stands on the page already."""

    entry = forms.UUIDField(widget=forms.HiddenInput)


@dataclass(frozen=True, kw_only=True)
class Page:
    opened: Record
    failure: Failure
    forms: dict[str, Any]
    refused: list[Refusal]
    """What stands in the way of a report."""


@desk(PAGES["missed"])
def missed(request: HttpRequest, reference: str) -> HttpResponse:
    """One appointment that was not kept; the page goes on from wherever the team is."""
    opened = open_record(request, reference)
    found = failures.failures(opened.history)
    if not found:
        return render(request, "web/cjit/missed.html", {"person": opened.person, "facts": identity(opened)})
    page = _read(request, opened, failures.chosen(found, request.GET.get("attendance", "")))
    done = request.POST.get("do", "")
    refusal, form = None, page.forms.get(done)
    if form is not None and form.is_valid():
        refusal = recording.save_once(request, [_entry(request, page, done, form)])
        if refusal is None:
            return redirect(_address(page))
    is_wrong = refusal is not None or bool(form and form.errors)
    context = _context(page, found, refusal) | {"form": form if form and form.errors else None}
    return render(request, "web/cjit/missed.html", context, status=422 if is_wrong else 200)


@desk(PAGES["missed"])
def missed_bundle(request: HttpRequest, reference: str, entry: UUID) -> HttpResponse:
    """What police were given with the report, from the copy that was kept."""
    opened = open_record(request, reference)
    report = opened.history.get(entry, FailureReported)
    sent = _sent(opened, report.root) if report and opened.sees(DataClass.REQUIREMENT) else None
    if sent is None or (made := bundle_pdf.response(sent)) is None:
        raise Http404
    return made


def _read(request: HttpRequest, opened: Record, failure: Failure) -> Page:
    sent, initial = request.POST.get("do", ""), {**fact_forms.new_entry(), "happened_at": opened.now}
    asked = Asked(history=opened.history, given=opened.given, names=opened.names, at=opened.now)
    made: dict[str, Any] = {
        name: fact_forms.form_for(KINDS[kind], asked, leave_out=FILLED)(
            request.POST if sent == name else None, initial=initial, auto_id=f"id_{name}_%s"
        )
        for name, kind in KIND_OF.items()
    }
    made["report"] = Report(request.POST if sent == "report" else None, initial=initial, auto_id="id_report_%s")
    by = Actor(membership=opened.working.membership.pk, role=Role(opened.working.role), team=opened.working.team)
    at = recording.this_minute(request)
    refused = failures.refusals(opened.whole, failure, uuid4(), by=by, at=at, given=opened.given)
    return Page(opened=opened, failure=failure, forms=made, refused=refused)


def _entry(request: HttpRequest, page: Page, name: str, form: Any) -> Proposed:
    came, entry = page.failure.came.root, form.cleaned_data["entry"]
    if not isinstance(form, FactForm):
        at = recording.this_minute(request)
        return recording.propose(page.opened.person, FailureReported(attendance=came), entry=entry, happened_at=at)
    kind = KINDS[KIND_OF[name]]
    answers = {one: form.cleaned_data[one] for one in kind.questions if one in form.cleaned_data}
    fact = kind.cls(**{"attendance": came, **fact_forms.settled(kind, answers)})
    return recording.propose(page.opened.person, fact, entry=entry, happened_at=form.cleaned_data["happened_at"])


def _context(page: Page, found: list[Failure], refusal: Refusal | None) -> dict[str, Any]:
    opened, failure = page.opened, page.failure
    names = recorders(opened.history)
    sent = _sent(opened, failure.report.root) if failure.report else None
    return {
        "person": opened.person, "facts": identity(opened), "failure": failure, "forms": page.forms,
        "others": [_link(opened, one) for one in found if one is not failure],
        "place": failure.now.place, "recorded_by": names.get(failure.came.by, ""),
        "tries": [_try(one, names) for one in failure.tries],
        "judged_by": names.get(failure.judged.by, "") if failure.judged else "",
        "needs": failures.needs(opened.history, failure, page.refused), "can_report": not page.refused,
        "preview": None if failure.report else _preview(page), "suite": _suite(page),
        "sent": sent, "bundle": _bundle_address(page) if sent else "",
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip


def _try(one: Any, names: Any) -> dict[str, str]:
    return {
        "when": words.when(one.happened_at), "says": f"{one.fact.how}: {one.fact.answer}", "said": one.fact.said,
        "by": names.get(one.by, ""),
    }  # fmt: skip


def _preview(page: Page) -> FailureBundle | None:
    """Exactly what the paper would carry, if it were reported now."""
    if page.refused:
        return None
    fact = FailureReported(attendance=page.failure.came.root)
    report = Proposed(id=uuid4(), person_id=page.opened.person.pk, fact=fact, happened_at=page.opened.now)
    member = page.opened.working.membership
    h = disclose.with_beside(page.opened.whole, [report], by=member, at=page.opened.now)
    return disclose.failure_bundle(h, report.id, by=member, to=_suite(page))


def _suite(page: Page) -> str:
    """Whom police means here: the suite of the arrest."""
    required = page.failure.requirement
    arrest = arrest_of(page.opened.whole, required) if required else None
    return page.opened.names.get(arrest.team, "") if arrest else ""


def _sent(opened: Record, report: UUID) -> Disclosure | None:
    return Disclosure.objects.filter(person=opened.person, involved=report).select_related("copy").first()


def _bundle_address(page: Page) -> str:
    report = page.failure.report
    return reverse("missed_bundle", args=[page.opened.person.reference, report.root]) if report else ""


def _address(page: Page) -> str:
    return f"{reverse('missed', args=[page.opened.person.reference])}?attendance={page.failure.came.root}"


def _link(opened: Record, one: Failure) -> dict[str, str]:
    url = f"{reverse('missed', args=[opened.person.reference])}?attendance={one.came.root}"
    return {"url": url, "text": one.title}
