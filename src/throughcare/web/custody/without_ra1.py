"""RA1 was not given: what was tried, by whom, and the inspector's reason after a release without it (4.6.1 v)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rulebook.actors import INSPECTOR
from throughcare.rulebook.facts.assessment import NoticeNotServed, WhyNotGiven
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.custody import ReasonForNoNotice, Released
from throughcare.rulebook.history import Recorded
from throughcare.rulebook.standing import Duty, Refusal
from throughcare.web import recording, words
from throughcare.web.custody.booking_stage import stage_of
from throughcare.web.desks import CUSTODY_DESK, desk
from throughcare.web.fields import When
from throughcare.web.person import release_words
from throughcare.web.person.page import Record, identity, open_record, recorders
from throughcare.web.widgets import Radios

OWED = "reason_for_no_ra1"
TOLD = frozenset(WhyNotGiven) - {WhyNotGiven.LEFT_FIRST}
"""Whoever left first left no time to try anything."""


class NotGiven(forms.Form):
    """Why, what was tried and when; by whoever is signed in."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.TypedChoiceField(
        label="Why was RA1 not given?", coerce=WhyNotGiven, empty_value=None, widget=Radios(),
        choices=[(one.value, one.value[:1].upper() + one.value[1:]) for one in WhyNotGiven],
        error_messages={"required": "Say why RA1 was not given"},
    )  # fmt: skip
    note = forms.CharField(
        label="What was tried?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whom you rang, what you offered, and the answer",
    )  # fmt: skip
    tried_at = When(label="When?", named="when it was tried")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_tried_at(self) -> datetime:
        at: datetime = self.cleaned_data["tried_at"]
        if at > self.now:
            raise forms.ValidationError("That time has not come yet. Check it", code="time")
        return at

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("why") in TOLD and not given.get("note", "").strip():
            self.add_error("note", "Say what was tried")
        return given


class Reason(forms.Form):
    entry = forms.UUIDField(widget=forms.HiddenInput)
    release = forms.TypedChoiceField(
        label="After which release?", coerce=UUID, widget=Radios(), error_messages={"required": "Choose the release"}
    )
    reasons = forms.CharField(
        label="Why was RA1 not given?", max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Give the reason"},
    )  # fmt: skip

    def __init__(self, *args: Any, releases: Sequence[Recorded[Released]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.root), f"{one.fact.says()}, {words.when(one.happened_at)}") for one in releases]
        self.fields["release"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["release"].initial, self.fields["release"].widget = choices[0][0], forms.HiddenInput()


@desk(CUSTODY_DESK)
def not_given(request: HttpRequest, reference: str) -> HttpResponse:
    """What was tried is written down at once; RA1 stays owed until the person leaves."""
    opened = open_record(request, reference)
    stage = stage_of(opened)
    form = NotGiven(request.POST or None, initial={"entry": uuid4(), "tried_at": opened.now}, now=opened.now)
    refusal: Refusal | None = None
    if request.method == "POST" and stage is not None and form.is_valid():
        given = form.cleaned_data
        fact = NoticeNotServed(requirement=stage.requirement.root, why=given["why"], note=given["note"].strip())
        refusal = _recorded(request, opened, fact, given["entry"], given["tried_at"])
        if refusal is None:
            return recording.onward(request, reference)
    context = {
        **_frame(opened, refusal), "form": form, "stage": stage, "tries": _tries(opened),
        "consequence": release_words.consequence(opened), "is_given": stage is not None and stage.earlier_ra1,
    }  # fmt: skip
    return render(request, "web/custody/not_given.html", context, status=422 if form.errors or refusal else 200)


@desk(INSPECTOR)
def why_no_ra1(request: HttpRequest, reference: str) -> HttpResponse:
    """The inspector's own account, beside what was tried; owed by the end of the next working day."""
    opened = open_record(request, reference)
    owed = [one for one in opened.standing.open_duties if one.kind == OWED and one.owner == opened.working.team]
    releases = [release for one in owed if (release := opened.history.origin(one.because, Released))]
    form = Reason(request.POST or None, initial={"entry": uuid4()}, releases=releases)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        fact = ReasonForNoNotice(release=given["release"], reasons=given["reasons"].strip())
        refusal = _recorded(request, opened, fact, given["entry"], recording.this_minute(request))
        if refusal is None:
            return recording.onward(request, reference)
    context = {
        **_frame(opened, refusal), "form": form, "owed": [_owed(opened, one) for one in owed],
        "tries": _tries(opened), "reasons": _reasons(opened),
    }  # fmt: skip
    return render(request, "web/custody/why_no_ra1.html", context, status=422 if form.errors or refusal else 200)


def _recorded(request: HttpRequest, opened: Record, fact: Fact, entry: UUID, at: datetime) -> Refusal | None:
    return recording.save_once(request, [recording.propose(opened.person, fact, entry=entry, happened_at=at)])


def _frame(opened: Record, refusal: Refusal | None) -> dict[str, Any]:
    working = opened.working
    by = f"{working.name}, {working.membership.number}" if working.membership.number else working.name
    return {
        "person": opened.person, "facts": identity(opened), "by": by,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip


def _tries(opened: Record) -> list[dict[str, str]]:
    """Why, what was tried, when and by whom; the newest first."""
    found = opened.history.all(NoticeNotServed)
    names = recorders(opened.history) if found else {}
    return [
        {
            "why": str(one.fact.why), "note": one.fact.note, "at": words.when(one.happened_at),
            "by": names.get(one.by, ""),
        }
        for one in reversed(found)
    ]  # fmt: skip


def _reasons(opened: Record) -> list[dict[str, str]]:
    found = opened.history.all(ReasonForNoNotice)
    return [{"reasons": one.fact.reasons, "at": words.when(one.happened_at)} for one in reversed(found)]


def _owed(opened: Record, duty: Duty) -> dict[str, str]:
    release = opened.history.origin(duty.because, Released)
    said = f"{release.fact.says()}, {words.when(release.happened_at)}" if release else ""
    return {"release": said, "due": words.limit(duty.due)}
