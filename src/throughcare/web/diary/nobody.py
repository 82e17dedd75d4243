"""What police tell somebody when nobody is on duty and no place can be booked: said here, with what was said before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.diary import changing
from throughcare.diary.changing import WHEN_NOBODY, Change
from throughcare.diary.models import DiaryChange
from throughcare.organisations.fallback import read
from throughcare.organisations.models import Area, AreaSetting, Organisation
from throughcare.organisations.residence import cjit_of, fallback_of
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.rulebook.calendar import local_day
from throughcare.web import words
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.diary.keep_forms import Nobody


@desk(CJIT_DESK)
def when_nobody(request: HttpRequest) -> HttpResponse:
    """The whole team reads it; the manager of the team that serves the area says it."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    team, today = working.membership.organisation, local_day(now)
    area, form = team.area, None
    said = _said(area)
    if working.role in CJIT_MANAGER and area is not None and cjit_of(area=area, on=today) == team:
        form = Nobody(request.POST or None, today=today, last=said[0].from_on if said else None,
                      initial=_initial(said, today))  # fmt: skip
    if request.method == "POST" and form is not None and form.is_valid():
        change = Change(organisation=team, by=working.membership, at=now)
        changing.say_when_nobody_is_on(change, area=area, said=form.said(), from_on=form.cleaned_data["from_on"])
        return redirect("when_nobody")
    context: dict[str, Any] = {
        "team": team, "area": area, "fallback": fallback_of(area=area, on=today) if area else None, "form": form,
        "versions": [_version(one) for one in said], "changes": _changes(team),
    }  # fmt: skip
    return render(request, "web/diary/nobody.html", context, status=422 if form and form.errors else 200)


def _said(area: Area | None) -> Sequence[AreaSetting]:
    """Every version, the newest first."""
    name = AreaSetting.Name.FALLBACK_BOOKING
    return list(AreaSetting.objects.filter(area=area, name=name).order_by("-from_on"))


def _initial(said: Sequence[AreaSetting], today: date) -> dict[str, Any]:
    last = read(said[0].value) if said else None
    kept = {"when": last.when, "where": last.where, "how": last.how} if last else {}
    return {"from_on": today, **kept}


def _version(one: AreaSetting) -> dict[str, Any]:
    said, until = read(one.value), f" until {one.until_on:%-d %B %Y}" if one.until_on else ""
    return {"span": f"From {one.from_on:%-d %B %Y}{until}", "when": said.when, "where": said.where, "how": said.how}


def _changes(team: Organisation) -> list[dict[str, str]]:
    found = DiaryChange.objects.filter(organisation=team, what__startswith=WHEN_NOBODY).select_related("by__account")
    return [
        {"at": words.when(one.at), "what": one.what, "by": one.by.account.full_name if one.by else "set up"}
        for one in found
    ]
