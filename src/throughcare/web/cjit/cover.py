"""Cover for leave and sickness: who sees to whose people, from when to when. The manager arranges and ends it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.accounts import covering
from throughcare.accounts.actions import NotAllowed
from throughcare.accounts.models import Cover, Membership
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.rulebook.calendar import end_of_day, local_day, start_of_day
from throughcare.web import words
from throughcare.web.cjit import caseloads
from throughcare.web.desks import desk
from throughcare.web.fields import GovukDate
from throughcare.web.widgets import Radios


class Arrange(forms.Form):
    """From the first day to the end of the last."""

    absent = forms.ChoiceField(label="Who is away?", error_messages={"required": "Choose who is away"})
    covering = forms.ChoiceField(label="Who covers?", error_messages={"required": "Choose who covers"})
    why = forms.ChoiceField(
        label="Why?", choices=Cover.Why.choices, widget=Radios(inline=True), error_messages={"required": "Say why"}
    )
    from_on = GovukDate(label="First day", required=False, named="the first day", help_text="Leave empty for now")
    until_on = GovukDate(label="Last day", named="the last day")

    def __init__(self, *args: Any, team: Sequence[Membership]) -> None:
        super().__init__(*args)
        choices = [("", "Choose"), *((str(one.pk), one.account.full_name) for one in team)]
        for name in ("absent", "covering"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def cover(self, team: Sequence[Membership], now: Any) -> Cover:
        given, by_id = self.cleaned_data, {str(one.pk): one for one in team}
        first = given["from_on"]
        return Cover(
            absent=by_id[given["absent"]], covering=by_id[given["covering"]], why=given["why"],
            from_at=now if first is None or first == local_day(now) else start_of_day(first),
            until_at=end_of_day(given["until_on"]),
        )  # fmt: skip


@desk(CJIT_MANAGER)
def cover(request: HttpRequest) -> HttpResponse:
    """Cover that runs or is to come, and arranging more."""
    by, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    team = list(caseloads.workers(by.organisation_id, now))
    form, refusal = Arrange(request.POST or None, team=team), ""
    if request.method == "POST" and form.is_valid():
        try:
            covering.arrange(cover=form.cover(team, now), by=by, at=now)
        except NotAllowed as refused:
            refusal = str(refused)
        else:
            return redirect("cover")
    held = caseloads.held(by.organisation_id)
    context = {
        "form": form, "refusal": {"sentence": refusal} if refusal else None,
        "rows": [_row(one, held, now) for one in covering.of_team(by.organisation_id, at=now)],
    }  # fmt: skip
    return render(request, "web/cjit/cover.html", context, status=422 if form.errors or refusal else 200)


@desk(CJIT_MANAGER)
def end_cover(request: HttpRequest, made: UUID) -> HttpResponse:
    """Now, whether it has begun or not."""
    by, now = request.working_as.membership, request.now  # type: ignore[attr-defined]
    found = covering.of_team(by.organisation_id, at=now).filter(pk=made).first()
    if found is None or request.method != "POST":
        raise Http404
    covering.end(cover=found, by=by, at=now)
    return redirect("cover")


def _row(one: Cover, held: caseloads.Held, now: Any) -> dict[str, Any]:
    stands = one.covering.until_at is None or one.covering.until_at > max(now, one.from_at)
    return {
        "pk": one.pk, "absent": one.absent.account.full_name, "covering": one.covering.account.full_name,
        "people": held.by_worker.get(one.absent_id, 0), "why": one.get_why_display(),
        "from": words.day(one.from_at), "until": words.day(words.due_day(one.until_at)), "stands": stands,
        "has_begun": one.from_at <= now,
    }  # fmt: skip
