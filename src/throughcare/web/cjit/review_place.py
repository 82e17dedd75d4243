"""The review of a place on the caseload: three answers, what the table proposes, the decision (H-124, H-134)."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.review import Course, Reviewed
from throughcare.rulebook.history import AnyRecorded
from throughcare.rulebook.review import CRITERIA, Criterion, proposed
from throughcare.rulebook.spells import caseload_at
from throughcare.rulebook.standing import Refusal
from throughcare.web import fact_forms, recording, words
from throughcare.web.actions import PAGES
from throughcare.web.desks import desk
from throughcare.web.fields import YesNo
from throughcare.web.person.page import Record, identity, open_record
from throughcare.web.widgets import Radios

ASKED = ("uses", "offends", "in_prison")
HEADS = ("Still using heroin, crack or cocaine", "Still offending", "In prison")


class Answers(forms.Form):
    """What the table asks, and the event that made the review due."""

    event = forms.ChoiceField(label="After which event?", required=False, widget=Radios())
    uses = YesNo(label=f"{HEADS[0]}?", error_messages={"required": "Say whether the person still uses"})
    offends = YesNo(label=f"{HEADS[1]}?", error_messages={"required": "Say whether the person still offends"})
    in_prison = YesNo(label=f"{HEADS[2]}?", error_messages={"required": "Say whether the person is in prison"})

    def __init__(self, *args: Any, events: list[AnyRecorded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.root), f"{one.fact.says()}, {words.when(one.happened_at)}") for one in events]
        self.fields["event"].choices = [("", "None: the sixteen weeks are over, or it is time"), *named]  # type: ignore[attr-defined]


class Decision(Answers):
    """The same answers, carried along, and what follows."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    course = forms.TypedChoiceField(
        label="What do you decide?", coerce=Course, widget=Radios(),
        choices=[(one.value, one.value[:1].upper() + one.value[1:]) for one in Course],
        error_messages={"required": "Say what you decide"},
    )  # fmt: skip
    why_otherwise = forms.CharField(
        label="Why otherwise than the Handbook’s table?", required=False, max_length=4000,
        help_text="Only if you decide otherwise. Your manager sees it.", widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("event", *ASKED):
            self.fields[name].widget = forms.HiddenInput()


@desk(PAGES["review_place"])
def review_place(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer, see the row that speaks of it, decide; a decision is judged by the rules when it is saved."""
    opened = open_record(request, reference)
    place = caseload_at(opened.history, opened.now)
    if place is None:
        return render(request, "web/cjit/review_place.html", {"person": opened.person, "facts": identity(opened)})
    events = fact_forms.candidates(KINDS["reviewed"], "event", opened.history.at(opened.now))
    events = [one for one in events if one.happened_at >= place.happened_at]
    answers = Answers(request.POST or None, events=events, initial={"event": request.GET.get("event", "")})
    if not answers.is_valid():
        return _page(request, opened, answers, status=422 if answers.is_bound else 200)
    review = _review(place, answers.cleaned_data, Course.STAYS)
    row = proposed(review)
    if request.POST.get("do") != "decide":
        carried = {**answers.cleaned_data, "entry": uuid4(), "course": row.course.value}
        return _page(request, opened, Decision(initial=carried, events=events), row=row)
    form = Decision(request.POST, events=events)
    if not form.is_valid():
        return _page(request, opened, form, row=row, status=422)
    given = form.cleaned_data
    fact = replace(review, course=given["course"], why_otherwise=given["why_otherwise"])
    at = recording.this_minute(request)
    entry = recording.propose(opened.person, fact, entry=given["entry"], happened_at=at)
    refusal = recording.save_once(request, [entry])
    if refusal is None:
        return redirect("person", reference)
    return _page(request, opened, form, row=row, refusal=refusal, status=422)


def _review(place: AnyRecorded, given: dict[str, Any], course: Course) -> Reviewed:
    event = UUID(given["event"]) if given["event"] else None
    return Reviewed(caseload=place.root, event=event, course=course, **{name: given[name] for name in ASKED})


def _page(
    request: HttpRequest, opened: Record, form: forms.Form, *, row: Criterion | None = None,
    refusal: Refusal | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "person": opened.person, "facts": identity(opened), "form": form, "row": row, "heads": HEADS,
        "rows": [_shown(one, row) for one in CRITERIA],
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/cjit/review_place.html", context, status=status)


def _shown(one: Criterion, chosen: Criterion | None) -> dict[str, Any]:
    said = {True: "Yes", False: "No", None: "Either"}
    answers = [said[value] for value in (one.uses, one.offends, one.in_prison)]
    return {"answers": list(zip(HEADS, answers, strict=True)), "course": one.course, "is_proposed": one is chosen}
