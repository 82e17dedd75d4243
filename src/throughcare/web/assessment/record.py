"""The record itself: brought up to date without a new assessment, and printed."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.documents.record import RecordPaper, Update, render_record
from throughcare.rulebook.assessment_record import drugs_of
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.record import AssessmentRecord, ContinuityUpdate
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording
from throughcare.web.actions import PAGES
from throughcare.web.assessment import known
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.person.record import asked


@desk(PAGES["update_record"])
def update(request: HttpRequest, reference: str) -> HttpResponse:
    """What changed, section by section, beside what the record says: the Continuity of Care Update."""
    opened = open_record(request, reference)
    record = known.record_of(opened)
    if record is None:
        raise Http404
    made = _form(opened)
    form = made(request.POST or None, initial={"entry": uuid4(), "happened_at": opened.now})
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        fact = ContinuityUpdate(record=record.root, **fact_forms.settled(KINDS["continuity_update"], _told(form)))
        given = form.cleaned_data
        entry = recording.propose(opened.person, fact, entry=given["entry"], happened_at=given["happened_at"])
        refusal = recording.save(request, [entry])
        if refusal is None:
            return redirect("person", reference)
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "form": form, "record": known.shown(opened, record),
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/assessment/update.html", context, status=422 if form.errors or refusal else 200)


def _form(opened: Record) -> type[forms.Form]:
    return fact_forms.form_for(KINDS["continuity_update"], asked(opened), leave_out=frozenset({"record"}))


def _told(form: forms.Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name in KINDS["continuity_update"].questions}


@desk(CJIT_DESK)
def record_pdf(request: HttpRequest, reference: str, record: UUID) -> HttpResponse:
    """On paper, our own layout. The name of the file says nothing about anybody."""
    opened = open_record(request, reference)
    found = opened.history.get(record, AssessmentRecord)
    if found is None or not opened.sees(DataClass.ASSESSMENT):
        raise Http404
    h, person = opened.history, opened.person
    assessed = h.origin(found.fact.assessment, Assessed)
    paper = RecordPaper(
        full_name=person.full_name, born_on=person.born_on, reference=person.shown_reference,
        written_at=found.happened_at, written_by=known.written_by(found), team_name=opened.names.get(found.team, ""),
        assessed=assessed.fact if assessed else None, record=found.fact,
        drugs=drugs_of(h, found),
        updates=[
            Update(on=local_day(one.happened_at), by=known.written_by(one), fact=one.fact)
            for one in h.naming(found, ContinuityUpdate)
        ],
        demonstration=settings.DEMO,
    )  # fmt: skip
    response = HttpResponse(render_record(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="record-{str(found.root)[:8]}.pdf"'
    return response
