"""Taking an assessment: the list of its sections, one short page each, a last look, and one act that enters it all."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.access import drafts
from throughcare.drafts import keeping
from throughcare.drafts.keeping import Saved
from throughcare.drafts.models import Draft
from throughcare.rulebook.facts.assessment import Outcome, Purpose
from throughcare.rulebook.standing import Refusal
from throughcare.web import recording
from throughcare.web.actions import PAGES
from throughcare.web.assessment import job as jobs
from throughcare.web.assessment import known, showing, sittings
from throughcare.web.assessment.entering import Filled, entries_of
from throughcare.web.assessment.forms import Risk
from throughcare.web.assessment.job import Job, part_of
from throughcare.web.assessment.sections import Page
from throughcare.web.assessment.sittings import Sitting
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Link

NOT_SENT = frozenset({"csrfmiddlewaretoken", "version", "kept", "then"})


@desk(PAGES["assess"])
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Where an assessment begins: what is known already, a draft to go on with, or a new one."""
    opened = open_record(request, reference)
    found = sittings.open_sittings(opened.history, team=opened.working.team)
    sitting = sittings.chosen(found, request.GET.get("appointment", ""))
    record = known.record_of(opened)
    job = jobs.of(sitting, record)
    mine = drafts.begun(person=opened.person, membership=opened.working.membership, subject=job.sitting)
    if request.method == "POST":
        anew = record is not None and request.POST.get("record") == jobs.ANEW and known.is_old(opened, record)
        subject = jobs.of(sitting, record, anew=anew).subject
        draft = mine or keeping.start(
            person=opened.person, author=opened.working.membership, subject=subject, at=opened.now
        )
        return _go(opened, draft, Filled(draft, opened).pages[0])
    context = {
        **_frame(opened), "sitting": sitting, "record": known.shown(opened, record) if record else None,
        "others": [_other(opened, one) for one in found if one is not sitting],
        "draft": showing.progress(Filled(mine, opened)) if mine else None,
        "missing": known.not_covered(sitting.earlier.fact) if sitting.earlier else (),
    }  # fmt: skip
    return render(request, "web/assessment/assess.html", context)


@desk(PAGES["assess"])
def section(request: HttpRequest, reference: str, draft: UUID, name: str) -> HttpResponse:
    """Saved as typed before it is looked at, so that nothing is lost; then the next one."""
    opened, kept = _draft(request, reference, draft)
    if kept.closed_at is not None:
        return _entered(opened, kept)
    filled = Filled(kept, opened)
    page = filled.page(name)
    if page is None:
        raise Http404
    if request.method != "POST" or not drafts.is_author(kept, opened.working.membership):
        return _shown(request, filled, page, filled.form(page))
    return _saved(request, filled, page)


def _saved(request: HttpRequest, filled: Filled, page: Page) -> HttpResponse:
    opened, sent = filled.opened, _sent(request)
    version = request.POST.get("version", "")
    try:
        saved = keeping.save_part(
            draft=filled.draft, name=page.name, answers=sent, version=int(version) if version.isdigit() else 0,
            at=opened.now,
        )  # fmt: skip
    except (keeping.Closed, keeping.Ended):
        return _shown(request, filled, page, filled.form(page, request.POST), status=409)
    if saved.newer:
        data = request.POST.copy()
        data["version"] = str(saved.version)
        return _shown(request, filled, page, filled.form(page, data), other=saved, status=409)
    now = Filled(filled.draft, opened)
    form, refusal = now.forms.get(page.name) or now.form(page), None
    if form.is_valid():
        refusal = _record_risks(request, now, form)
    if request.POST.get("then") == "list":
        return redirect(_address("assess", opened))
    if not form.is_valid() or refusal is not None:
        return _shown(request, now, page, form, refusal=refusal, status=422)
    follows = now.after(page)
    return _go(opened, now.draft, follows)


def _record_risks(request: HttpRequest, filled: Filled, form: object) -> Refusal | None:
    """At once and each only once; what is written about it later is a correction."""
    if not isinstance(form, Risk):
        return None
    at = recording.this_minute(request)
    for part, risk in filled.risks():
        entry = part_of(filled.draft.pk, part)
        found = recording.propose(filled.opened.person, risk, entry=entry, happened_at=at)
        refusal = recording.save_once(request, [found])
        if refusal is not None:
            return refusal
    return None


@desk(PAGES["assess"])
def check(request: HttpRequest, reference: str, draft: UUID) -> HttpResponse:
    """Every answer once more, with a link to change it; then all of it in one act."""
    opened, kept = _draft(request, reference, draft)
    if kept.closed_at is not None:
        return _entered(opened, kept)
    filled, refusal = Filled(kept, opened), None
    if request.method == "POST" and drafts.is_author(kept, opened.working.membership) and not filled.wrong:
        refusal = _enter(request, filled)
        if refusal is None:
            return _onward(opened, filled.job, kept, has_met=filled.has_met, engaged=bool(filled.here.get("engaged")))
    is_wrong = request.method == "POST"
    context = {
        **_frame(opened), **showing.progress(filled), "title": filled.job.title,
        "answers": [showing.answers(filled, page) for page in filled.pages],
        "wrong": [showing.link(filled, page) for page in filled.wrong], "tried": is_wrong,
        "missing": filled.missing(),
        "left": filled.outcome is Outcome.LEFT and filled.decides and not filled.given.get("decision"),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/assessment/check.html", context, status=422 if is_wrong else 200)


def _enter(request: HttpRequest, filled: Filled) -> Refusal | None:
    """The entries and the end of the draft together, or neither."""
    made = [
        recording.propose(filled.opened.person, one.fact, entry=entry, happened_at=one.at)
        for entry, one in entries_of(filled)
    ]
    with transaction.atomic():
        refusal = recording.save_once(request, made)
        if refusal is None:
            by = filled.opened.working.membership
            keeping.close(draft=filled.draft, by=by, at=filled.opened.now, is_entered=True)
    return refusal


def _draft(request: HttpRequest, reference: str, draft: UUID) -> tuple[Record, Draft]:
    """One that whoever is signed in may read; their own also when it has been closed."""
    opened = open_record(request, reference)
    mine = opened.working.membership
    found = drafts.one(draft=draft, person=opened.person, membership=mine, at=opened.now)
    if found is None:
        found = drafts.closed_by(draft=draft, person=opened.person, membership=mine)
    if found is None:
        raise Http404
    return opened, found


def _entered(opened: Record, draft: Draft) -> HttpResponse:
    """Sent twice, or come back to by the back button: it has been entered, or given up."""
    assessed = opened.history.find(part_of(draft.pk, "assessed")) if draft.is_entered else None
    engaged = bool(assessed and getattr(assessed.fact, "engaged", False))
    return _onward(opened, jobs.of_draft(draft), draft, has_met=assessed is not None, engaged=engaged)


def _onward(opened: Record, job: Job, draft: Draft, *, has_met: bool, engaged: bool) -> HttpResponse:
    """The first assessment leads to the follow-up, any other to the care plan and the caseload."""
    reference = opened.person.reference
    if has_met and job.purpose is Purpose.INITIAL:
        return redirect("follow_up", reference)
    if has_met and engaged:
        following = reverse("record", args=[reference, "taken_on_caseload"])
        about = {"assessment": part_of(draft.pk, "assessed"), "next": following}
        return redirect(f"{reverse('record', args=[reference, 'care_plan_agreed'])}?{urlencode(about)}")
    return redirect("person", reference)


def _shown(
    request: HttpRequest, filled: Filled, page: Page, form: Any, *, other: Saved | None = None,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    opened, draft = filled.opened, filled.draft
    follows = filled.after(page)
    context = {
        **_frame(opened), **showing.progress(filled), "page_name": page.name, "title": page.title, "form": form,
        "job_title": filled.job.title, "follows": follows.title if follows else "Check your answers",
        "is_author": drafts.is_author(draft, opened.working.membership),
        "other": showing.other_text(filled, page, other),
        "has_ended": draft.has_ended(opened.now), "blocks": showing.blocks(form),
        "record": known.shown(opened, known.record_of(opened)) if page.name == "changed" else None,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/assessment/section.html", context, status=status)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    names = [name for name in request.POST if name not in NOT_SENT]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _frame(opened: Record) -> dict[str, Any]:
    return {"person": opened.person, "facts": identity(opened)}


def _go(opened: Record, draft: Draft, page: Page | None) -> HttpResponse:
    if page is None:
        return redirect("assess_check", opened.person.reference, draft.pk)
    return redirect("assess_section", opened.person.reference, draft.pk, page.name)


def _address(name: str, opened: Record) -> str:
    return reverse(name, args=[opened.person.reference])


def _other(opened: Record, sitting: Sitting) -> Link:
    url = f"{_address('assess', opened)}?appointment={sitting.appointment}"
    return Link(text=f"{sitting.title}. {sitting.expected}", url=url)
