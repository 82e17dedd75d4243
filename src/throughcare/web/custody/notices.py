"""Papers: what was prepared and given, what must be prepared now, and each paper as a PDF."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.documents.notice import NoticeIncomplete
from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.facts.assessment import Form, NoticePrepared, NoticeServed
from throughcare.rulebook.facts.identity import LanguageNeeds
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.standing import Refusal
from throughcare.sharing import notice_paper
from throughcare.web import recording, words
from throughcare.web.custody import notices_due
from throughcare.web.custody.booking_forms import Give
from throughcare.web.desks import desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Link

GIVERS = POLICE | CJIT


class Prepare(forms.Form):
    entry = forms.UUIDField(widget=forms.HiddenInput)
    wanted = forms.CharField(widget=forms.HiddenInput)


@desk(GIVERS)
def notices(request: HttpRequest, reference: str) -> HttpResponse:
    """Prepare a paper from the appointment as it stands, print it, give it."""
    opened = open_record(request, reference)
    due = {one.key: one for one in notices_due.due(opened.history)}
    give, paper = _give(request, opened)
    refusal: Refusal | None = None
    if request.POST.get("do") == "prepare":
        prepare = Prepare(request.POST)
        if prepare.is_valid() and recording.is_mine(
            request, entry=prepare.cleaned_data["entry"], person=opened.person.id
        ):
            return redirect("notice", reference)
        if not prepare.is_valid() or prepare.cleaned_data["wanted"] not in due:
            raise Http404
        refusal = _prepare(request, opened, due[prepare.cleaned_data["wanted"]].fact, prepare.cleaned_data["entry"])
        if refusal is None:
            return redirect("notice", reference)
    if paper is not None and request.POST.get("do") == "give" and give.is_valid():
        if give.not_given:
            is_ra1 = paper.fact.form is Form.RA1 and opened.working.role in POLICE
            return redirect("not_given" if is_ra1 else "notice", reference)
        refusal = _serve(request, opened, paper, give)
        if refusal is None:
            return recording.onward(request, reference)
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "form": give if give.is_bound else None, "give": give,
        "due": [{"one": one, "entry": uuid4()} for one in due.values()], "paper": paper,
        "papers": [_row(opened, one) for one in reversed(opened.history.all(NoticePrepared))],
        "print": _print(opened, paper) if paper else None, "given_by": opened.working.name,
        "save": f"Save: {paper.fact.form} given" if paper else "",
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/custody/notice.html", context, status=422 if give.errors or refusal else 200)


@desk(GIVERS)
def notice_pdf(request: HttpRequest, reference: str, notice: UUID) -> HttpResponse:
    """The paper as prepared. The name of the file says nothing about anybody."""
    opened = open_record(request, reference)
    prepared = opened.history.origin(notice, NoticePrepared)
    if prepared is None:
        raise Http404
    try:
        content = notice_paper.pdf(opened=opened, prepared=prepared, demonstration=settings.DEMO)
    except NoticeIncomplete as missing:
        return _cannot_print(request, opened, str(missing))
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="notice-{str(prepared.root)[:8]}.pdf"'
    return response


def _cannot_print(request: HttpRequest, opened: Record, missing: str) -> HttpResponse:
    refused = {
        "sentence": missing, "because": "", "cites": (),
        "instead": "Ask whoever keeps the list of teams to fill it in. Release is not delayed by this.",
    }  # fmt: skip
    context = {"person": opened.person, "facts": identity(opened), "refusal": refused}
    return render(request, "web/custody/notice_missing.html", context, status=422)


def _newest_ungiven(opened: Record) -> Recorded[NoticePrepared] | None:
    """The newest paper, if it still says what stands and nobody has given it."""
    standing = [one for one in opened.history.all(NoticePrepared) if notices_due.still_stands(opened.history, one)]
    waiting = [one for one in standing if not opened.history.naming(one, NoticeServed)]
    return waiting[-1] if waiting else None


def _give(request: HttpRequest, opened: Record) -> tuple[Give, Recorded[NoticePrepared] | None]:
    paper, needs = _newest_ungiven(opened), opened.history.last(LanguageNeeds)
    sent = request.POST if request.POST.get("do") == "give" else None
    hard = needs is not None and needs.fact.finds_reading_hard
    initial = {"entry": uuid4(), "given_at": opened.now, "seen": str(paper.id) if paper else ""}
    return Give(sent, initial=initial, now=opened.now, reading_hard=hard, by_post=True, auto_id="id_give_%s"), paper


def _prepare(request: HttpRequest, opened: Record, fact: NoticePrepared, entry: UUID) -> Refusal | None:
    at = recording.this_minute(request)
    return recording.save_once(request, [recording.propose(opened.person, fact, entry=entry, happened_at=at)])


def _serve(request: HttpRequest, opened: Record, paper: Recorded[NoticePrepared], give: Give) -> Refusal | None:
    given = give.cleaned_data
    if given["seen"] != str(paper.id):
        return Refusal(
            rule="record_has_changed", cites=(), because=paper.id,
            sentence="Another paper was prepared while this page was open, so nothing was recorded.",
            instead="Print the paper below and give that one.",
        )  # fmt: skip
    entry = recording.propose(opened.person, give.fact(paper), entry=given["entry"], happened_at=given["given_at"])
    return recording.save_once(request, [entry])


def _print(opened: Record, paper: Recorded[NoticePrepared]) -> Link:
    url = reverse("notice_pdf", args=[opened.person.reference, paper.root])
    at = words.when(paper.happened_at)
    return Link(text=f"Print {paper.fact.form} (PDF)", url=url, extra=f"prepared {at}")


def _row(opened: Record, paper: Recorded[NoticePrepared]) -> dict[str, Any]:
    served = opened.history.first_naming(paper, NoticeServed)
    stands = notices_due.still_stands(opened.history, paper)
    said = "prepared, not given" if stands else "not given; the time has changed since"
    return {
        "form": str(paper.fact.form), "prepared": words.when(paper.happened_at), "print": _print(opened, paper),
        "says": f"{words.when(paper.fact.starts_at)}, {paper.fact.place}" if paper.fact.starts_at else "",
        "shape": "met" if served else "open" if stands else "withdrawn",
        "given": f"given {words.when(served.happened_at)}, {served.fact.how}" if served else said,
    }  # fmt: skip
