"""Records that may be of one person, for the team responsible for the known one. No other desk has these pages."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.matching.deciding import decide
from throughcare.matching.models import Answer
from throughcare.web.cjit import matched
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.pieces import Link
from throughcare.web.widgets import Radios

PAGE_SIZE = 25
LISTS = (("", "To decide"), (Answer.UNSURE.value, "Cannot say yet"), (Answer.SAME.value, "The same person"),
         (Answer.DIFFERENT.value, "Not the same person"))  # fmt: skip


class Decide(forms.Form):
    answer = forms.ChoiceField(
        label="Are the two records of one person?", choices=Answer.choices, widget=Radios(),
        error_messages={"required": "Say whether it is one person, or that you cannot say yet"},
    )  # fmt: skip
    why = forms.CharField(
        label="Why?", max_length=1000, help_text="For example: asked her; it is her brother, born the same year",
        error_messages={"required": "Say in a few words why"},
    )  # fmt: skip


@desk(CJIT_DESK)
def matches(request: HttpRequest) -> HttpResponse:
    """The longest wait first."""
    membership, at = request.working_as.membership, request.now  # type: ignore[attr-defined]
    shown = request.GET.get("show", "")
    shown = shown if shown in dict(LISTS) else ""
    found = matched.asked(membership=membership, at=at).filter(answer=shown)
    part = Paginator(found.order_by("found_at", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    page = list(part)
    seen, areas = matched.in_sight(page, membership=membership, at=at), matched.areas_of(page)
    context = {
        "part": part, "rows": [matched.row(one, seen, areas) for one in page], "title": dict(LISTS)[shown],
        "lists": [Link(text=title, url=f"?show={name}") for name, title in LISTS if name != shown],
    }  # fmt: skip
    return render(request, "web/cjit/matches.html", context)


@desk(CJIT_DESK)
def match(request: HttpRequest, match: UUID) -> HttpResponse:
    """Both sides, what speaks for and against, and the decision with its reason; decided again at any time."""
    membership, at = request.working_as.membership, request.now  # type: ignore[attr-defined]
    found = matched.asked(membership=membership, at=at).filter(pk=match).first()
    if found is None:
        raise Http404
    form = Decide(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decide(match=found, answer=Answer(given["answer"]), why=given["why"], by=membership, at=at)
        return redirect("matches")
    seen, areas = matched.in_sight([found], membership=membership, at=at), matched.areas_of([found])
    context: dict[str, Any] = {
        "form": form, "reasons": matched.reasons(found), **matched.row(found, seen, areas),
        "decisions": [matched.decision(one) for one in found.decisions.select_related("by__account")],
    }  # fmt: skip
    return render(request, "web/cjit/match.html", context, status=422 if form.errors else 200)
