"""Numbered papers: tonight's pack, entering a paper afterwards, and accounting for those nobody was given."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.documents.pack import render_pack
from throughcare.rulebook.actors import OrganisationKind
from throughcare.rulebook.standing import Refusal
from throughcare.suites import packs, papers
from throughcare.suites.models import Pack, Paper
from throughcare.web import recording, words
from throughcare.web.custody import custody_board, pack_sheet
from throughcare.web.custody.booking_stage import Stage, stage_of, undecided_test
from throughcare.web.custody.paper_forms import EnterPaper
from throughcare.web.desks import CUSTODY_DESK, desk
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.pieces import Link
from throughcare.web.widgets import Radios

MOST_PACKS = 6
FATES = tuple((fate.value, fate.label.capitalize()) for fate in Paper.Fate)


class Account(forms.Form):
    numbers = forms.MultipleChoiceField(
        label="Which papers were given to nobody?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the papers that were given to nobody"},
    )  # fmt: skip
    fate = forms.ChoiceField(
        label="What became of them?", choices=FATES, widget=Radios(inline=True),
        error_messages={"required": "Say what became of them"},
    )  # fmt: skip

    def __init__(self, *args: Any, open_papers: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(one.number, f"{one.form} {one.number}, {words.day(one.pack.day)}") for one in open_papers]
        self.fields["numbers"].choices = chosen  # type: ignore[attr-defined]


@desk(CUSTODY_DESK)
def paper_list(request: HttpRequest) -> HttpResponse:
    """What was printed, what is still to be entered or accounted for, and a pack at once."""
    membership, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    suite, do = membership.organisation, request.POST.get("do", "")
    if do == "print":
        packs.make_now(by=membership, at=now)
        return redirect("papers")
    waiting = list(papers.outstanding(suite=suite))
    form = Account(request.POST if do == "account" else None, open_papers=waiting)
    if do == "account" and form.is_valid():
        given = form.cleaned_data
        fate = Paper.Fate(given["fate"])
        papers.account_for(papers=given["numbers"], suite=suite, fate=fate, by=membership, at=now)
        return redirect("papers")
    context: dict[str, Any] = {
        "form": form, "waiting": _waiting(waiting),
        "packs": Pack.objects.filter(suite=suite).order_by("-made_at")[:MOST_PACKS],
    }  # fmt: skip
    return render(request, "web/custody/papers.html", context, status=422 if form.errors else 200)


@desk(CUSTODY_DESK)
def pack_pdf(request: HttpRequest, pack: int) -> HttpResponse:
    """The pack to print; of one's own suite only."""
    found = Pack.objects.filter(pk=pack, suite=request.working_as.membership.organisation_id).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    sheet = pack_sheet.sheet(found, demonstration=settings.DEMO)
    response = HttpResponse(render_pack(pack=sheet), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="papers-{found.day:%Y%m%d}-{found.serial}.pdf"'
    return response


@desk(CUSTODY_DESK)
def enter_paper(request: HttpRequest, number: str) -> HttpResponse:
    """Whose it was; what is on the record already; then the paper itself, with its times as they were."""
    membership, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    paper = Paper.objects.filter(number=number, pack__suite=membership.organisation_id).select_related("pack").first()
    if paper is None:
        raise Http404
    people = custody_board.lately(membership=membership, at=now) if paper.is_open else []
    chosen = next((row for row in people if str(row.arrest) == request.GET.get("arrest", "")), None)
    if chosen is None:
        return render(request, "web/custody/paper.html", {"paper": paper, "people": people, "person": None})
    opened = open_record(request, chosen.person.reference)
    stage = stage_of(opened)
    if stage is None or stage.is_over:
        context = {
            "paper": paper,
            "person": opened.person,
            "facts": identity(opened),
            "before": _before(opened, request),
        }
        return render(request, "web/custody/paper.html", context)
    return _enter(request, paper, opened, stage, chosen.arrest)


def _enter(request: HttpRequest, paper: Paper, opened: Record, stage: Stage, arrest: UUID) -> HttpResponse:
    held = papers.places(papers=[paper.number]).get(paper.number)
    cjits = {team.id: team.name for team in opened.given.teams.values() if team.kind is OrganisationKind.CJIT}
    initial = {"entry": uuid4(), "team": stage.team}
    form = EnterPaper(request.POST or None, initial=initial, paper=paper, held=held, stage=stage, teams=cjits)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        refusal = recording.save(request, form.proposed(opened.person, arrest))
        if refusal is None:
            return redirect("papers")
    context: dict[str, Any] = {
        "paper": paper, "person": opened.person, "facts": identity(opened), "form": form, "stage": stage,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/custody/paper.html", context, status=422 if form.errors or refusal else 200)


def _before(opened: Record, request: HttpRequest) -> Link:
    """What the record lacks before a notice can stand on it."""
    kind, text = ("assessment_required", "Record the requirement") if undecided_test(opened) else (
        "drug_tested", "Record the test")  # fmt: skip
    url = reverse("record", args=[opened.person.reference, kind])
    return Link(text=text, url=f"{url}?next={request.get_full_path()}")


def _waiting(found: list[Paper]) -> list[dict[str, Any]]:
    held = papers.places(papers=[paper.number for paper in found]) if found else {}
    return [
        {"paper": paper, "day": words.day(paper.pack.day),
         "place": words.when(held[paper.number].slot.starts_at) if paper.number in held else ""}
        for paper in found
    ]  # fmt: skip
