"""What a manager keeps: hours, special days, the weekly pattern, single slots, the call before, and who is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from throughcare.diary import changing, patterns, rota
from throughcare.diary.changing import Change
from throughcare.diary.models import CallFirst, DiaryChange, OpeningHours, Pattern, SpecialDay, Turn
from throughcare.diary.opening import Week, week_of
from throughcare.journal.given import given as given_now
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.rulebook.calendar import DAY, end_of_day, local_day
from throughcare.web import on_words, words
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.diary import keep_forms

AHEAD = 14
HOLIDAYS_SHOWN, CHANGES_SHOWN = 4, 20


@dataclass(frozen=True, kw_only=True)
class Row:
    says: str
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    name: str
    title: str
    rows: Sequence[Row]
    nothing: str
    button: str
    form: forms.Form


@desk(CJIT_MANAGER)
def keep_diary(request: HttpRequest) -> HttpResponse:
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    team: Organisation = working.membership.organisation
    change, left = Change(organisation=team, by=working.membership, at=now), 0
    do = request.POST.get("do", "")
    asked = _forms(request, do)
    if do.endswith(" end"):
        left = _end(change, do, request.POST.get("row", ""))
    elif do in asked and asked[do].is_valid():
        left = _say(change, do, asked[do])
    wrong = do in asked and bool(asked[do].errors)
    if do and not wrong and not left:
        return redirect("keep_diary")
    context = {
        "team": team, "parts": _parts(team, asked, change), "horizon": words.long_day(patterns.horizon(now)),
        "left": f"{left} on the days concerned" if left else "", "changes": _changes(team),
        "form": asked.get(do),
    }  # fmt: skip
    return render(request, "web/diary/keep.html", context, status=422 if wrong else 200)


@desk(CJIT_DESK)
def on_duty(request: HttpRequest) -> HttpResponse:
    """The rota of the next fourteen days, its gaps first."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    team, may_keep = working.membership.organisation, working.role in CJIT_MANAGER
    change = Change(organisation=team, by=working.membership, at=now)
    do, form = request.POST.get("do") if may_keep else "", None
    if may_keep:
        sent = request.POST if do == "add" else None
        form = keep_forms.On(sent, team=team, now=now, initial={"day": local_day(now)}, auto_id="id_on_%s")
    if do == "call off":
        changing.call_off(change, get_object_or_404(Turn, pk=_uuid(request.POST.get("turn", "")), organisation=team))
        return redirect("on_duty")
    if do == "add" and form is not None and form.is_valid():
        for turn in form.turns():
            changing.add_turn(change, turn)
        return redirect("on_duty")
    week, today = week_of(organisation=team, calendar=given_now().calendar), local_day(now)
    found = rota.turns(organisation=team, after=now, before=end_of_day(today + timedelta(days=AHEAD)))
    context: dict[str, Any] = {
        "team": team, "turns": on_words.lines(found, with_day=True), "may_keep": may_keep, "form": form,
        "has_hours": bool(week.hours), "gaps": _gaps(week, found, today) if week.hours else [],
    }  # fmt: skip
    return render(request, "web/diary/on_duty.html", context, status=422 if form and form.errors else 200)


def _gaps(week: Week, found: Sequence[Turn], today: Any) -> list[str]:
    spans = rota.gaps(week, found, first=today, days=AHEAD)
    return [f"{words.day(begins)}, {words.clock(begins)} to {words.clock(ends)}" for begins, ends in spans]


def _forms(request: HttpRequest, do: str) -> dict[str, forms.Form]:
    now = request.now  # type: ignore[attr-defined]
    today = {"from_on": local_day(now)}
    kinds: dict[str, tuple[type[forms.Form], dict[str, Any]]] = {
        "hours": (keep_forms.Hours, {"initial": today}), "days": (keep_forms.Special, {}),
        "pattern": (keep_forms.Weekly, {"initial": today}), "single": (keep_forms.Single, {"now": now}),
        "ring": (keep_forms.Ring, {"initial": today}),
    }  # fmt: skip
    return {
        name: made(request.POST if do == name else None, auto_id=f"id_{name}_%s", **more)
        for name, (made, more) in kinds.items()
    }


def _say(change: Change, do: str, form: Any) -> int:
    """How many stay booked where something was closed."""
    if do == "days":
        return changing.say_day(change, **form.cleaned_data)
    if do == "hours":
        changing.open_hours(change, form.row())
    elif do == "pattern":
        changing.add_pattern(change, form.row())
    elif do == "single":
        changing.add_slot(change, form.row())
    else:
        changing.ask_to_be_rung(change, **form.cleaned_data)
    patterns.make_slots(organisation=change.organisation, calendar=given_now().calendar, at=change.at)
    return 0


def _end(change: Change, do: str, row: str) -> int:
    """From tomorrow on."""
    tomorrow = local_day(change.at) + DAY
    if do == "pattern end":
        found = get_object_or_404(Pattern, pk=_uuid(row), organisation=change.organisation)
        return changing.end_pattern(change, found, until_on=max(tomorrow, found.from_on + DAY))
    key = int(row) if row.isdigit() else 0
    hours = get_object_or_404(OpeningHours, pk=key, organisation=change.organisation)
    changing.end_hours(change, hours, until_on=max(tomorrow, hours.from_on + DAY))
    return 0


def _parts(team: Organisation, asked: dict[str, forms.Form], change: Change) -> list[Part]:
    today = local_day(change.at)
    hours = [row for row in OpeningHours.objects.filter(organisation=team) if _ahead(row, today)]
    weekly = [row for row in Pattern.objects.filter(organisation=team) if _ahead(row, today)]
    ring = [row for row in CallFirst.objects.filter(organisation=team) if _ahead(row, today)]
    return [
        Part(name="hours", title="Opening hours", nothing="Not said yet: open on working days.",
             rows=[Row(says=_dated(row, today), key="" if row.until_on else str(row.pk)) for row in hours],
             button="Add opening hours", form=asked["hours"]),
        Part(name="days", title="Closed days and holidays", nothing="None ahead.", rows=_days(team, today),
             button="Add a day", form=asked["days"]),
        Part(name="pattern", title="Every week", nothing="No weekly pattern.",
             rows=[Row(says=_dated(row, today), key="" if row.until_on else str(row.pk)) for row in weekly],
             button="Add to the weekly pattern", form=asked["pattern"]),
        Part(name="single", title="One more slot", nothing="It is in the diary as soon as it is added.", rows=[],
             button="Add a single slot", form=asked["single"]),
        Part(name="ring", title="A call before an initial assessment", nothing="No call is asked for.",
             rows=[Row(says=_dated(row, today)) for row in ring], button="Say whether a call is wanted",
             form=asked["ring"]),
    ]  # fmt: skip


def _ahead(row: Any, today: Any) -> bool:
    return row.until_on is None or row.until_on > today


def _dated(row: Any, today: Any) -> str:
    said = f"{row}" + (f", {row.place}" if isinstance(row, Pattern) else "")
    if isinstance(row, Pattern) and row.for_police:
        said += ", handed to police"
    if row.from_on > today:
        said += f", from {row.from_on:%-d %B %Y}"
    return said + (f", until {row.until_on:%-d %B %Y}" if row.until_on else "")


def _days(team: Organisation, today: Any) -> list[Row]:
    """The team's own days, and the holidays that the calendar proposes next."""
    own = {row.day: row for row in SpecialDay.objects.filter(organisation=team, day__gte=today)}
    holidays = [day for day in given_now().calendar.holidays if day >= today and day not in own][:HOLIDAYS_SHOWN]
    said = {day: f"{day:%A %-d %B %Y}: {'open' if row.is_open else 'closed'}, {row.why}" for day, row in own.items()}
    said |= {day: f"{day:%A %-d %B %Y}: closed, {given_now().calendar.holidays[day]}" for day in holidays}
    return [Row(says=said[day]) for day in sorted(said)]


def _changes(team: Organisation) -> list[dict[str, str]]:
    found = DiaryChange.objects.filter(organisation=team).select_related("by__account")[:CHANGES_SHOWN]
    return [
        {"at": words.when(one.at), "what": one.what, "by": one.by.account.full_name if one.by else "set up"}
        for one in found
    ]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
