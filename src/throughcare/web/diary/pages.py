"""The diary of one's own team by day or week, one slot, and the free places of another team."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from throughcare.diary import changing, patterns, rota
from throughcare.diary.changing import Change, StillBooked
from throughcare.diary.models import CallFirst, Slot
from throughcare.diary.opening import week_of
from throughcare.journal.given import given as given_now
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import CJIT_MANAGER, OrganisationKind
from throughcare.rulebook.calendar import end_of_day, local_day, start_of_day
from throughcare.web import on_words, words
from throughcare.web.actions import PAGES
from throughcare.web.desks import CJIT_DESK, RECORDS, desk
from throughcare.web.diary import board
from throughcare.web.diary.keep_forms import Shape

ONE, SEVEN = 1, 7


class TakeOut(forms.Form):
    why = forms.CharField(label="Why is it taken out?", max_length=100, error_messages={
        "required": "Say why the slot is taken out",
    })  # fmt: skip


@desk(CJIT_DESK)
def diary(request: HttpRequest) -> HttpResponse:
    """A day, or the week it is in; the same page prints."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    is_week, day = request.GET.get("show") == "week", _day(request, local_day(now))
    first = day - timedelta(days=day.weekday()) if is_week else day
    count, team = (SEVEN if is_week else ONE), working.membership.organisation
    week = week_of(organisation=team, calendar=given_now().calendar)
    shown = board.days(team=team, week=week, first=first, count=count, now=now, working=working)
    turns = rota.turns(organisation=team, after=start_of_day(first), before=end_of_day(shown[-1].day))
    context = {
        "days": shown, "is_week": is_week, "day": day, "first": first, "title": _title(first, is_week),
        "before": _link(day, -count, is_week), "after": _link(day, count, is_week), "other": _link(day, 0, not is_week),
        "today": reverse("diary") + ("?show=week" if is_week else ""), "now": words.clock(now),
        "on": on_words.lines(turns, with_day=is_week), "team": team, "horizon": words.long_day(patterns.horizon(now)),
        "to_move": [words.when(one.starts_at) for one in changing.booked_while_closed(team, week, after=now)],
        "may_keep": working.role in CJIT_MANAGER, "print_day": day, "sees": working.role in PAGES["seen_now"],
    }  # fmt: skip
    return render(request, "web/diary/diary.html", context)


@desk(CJIT_MANAGER)
def slot(request: HttpRequest, slot: UUID) -> HttpResponse:
    """Change one slot, take it out, or hand it to police. Never under somebody."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    team = working.membership.organisation
    found = get_object_or_404(Slot, pk=slot, organisation=team, taken_out_at=None)
    change = Change(organisation=team, by=working.membership, at=now)
    do, held = request.POST.get("do"), False
    form = TakeOut(request.POST if do == "take out" else None)
    shape, still_booked = _shape(request, found), False
    back = f"{reverse('diary')}?day={local_day(found.starts_at)}"
    if do in {"hand", "take back"}:
        changing.hand_to_police(change, found, for_police=do == "hand")
        return redirect(back)
    if do == "change" and shape.is_valid():
        still_booked = not _changed(change, found, shape)
        if not still_booked:
            return redirect(f"{reverse('diary')}?day={local_day(shape.cleaned_data['starts_at'])}")
    if do == "take out" and form.is_valid():
        if changing.take_out(change, found, why=form.cleaned_data["why"]):
            return redirect(back)
        held = True
    context: dict[str, Any] = {
        "slot": found, "when": words.when(found.starts_at), "back": back,
        "form": shape if shape.errors else form, "why": form, "shape": shape, "still_booked": still_booked,
        "is_held": held or found.bookings.filter(released_at=None).exists(),
    }  # fmt: skip
    return render(
        request,
        "web/diary/slot.html",
        context,
        status=422 if held or still_booked or form.errors or shape.errors else 200,
    )


def _shape(request: HttpRequest, slot: Slot) -> Shape:
    sent = request.POST if request.POST.get("do") == "change" else None
    initial = {name: getattr(slot, name) for name in ("starts_at", "minutes", "places", "place")}
    now = request.now  # type: ignore[attr-defined]
    return Shape(sent, now=now, initial=initial, auto_id="id_shape_%s")


def _changed(change: Change, slot: Slot, shape: Shape) -> bool:
    try:
        changing.change_slot(change, slot, **shape.cleaned_data)
    except StillBooked:
        return False
    return True


@desk(RECORDS)
def places_of(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Another team's week: free or taken, never who. And whom to ring."""
    now = request.now  # type: ignore[attr-defined]
    team = Organisation.objects.filter(pk=organisation, kind=OrganisationKind.CJIT).first()
    if team is None:
        raise Http404
    week, today = week_of(organisation=team, calendar=given_now().calendar), local_day(now)
    shown = board.days(team=team, week=week, first=today, count=SEVEN, now=now, working=None)
    context = {
        "team": team, "days": shown, "on": on_words.lines(rota.on_now(organisation=team, at=now)),
        "next": on_words.upcoming(rota.next_on(organisation=team, at=now)),
        "call": CallFirst.objects.in_force(on=today).filter(organisation=team).first(),
    }  # fmt: skip
    return render(request, "web/diary/places.html", context)


def _day(request: HttpRequest, otherwise: date) -> date:
    """A day in the address that is none, or lies beyond the calendar, is today."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return otherwise
    calendar = given_now().calendar
    return asked if calendar.first_year < asked.year < calendar.last_year else otherwise


def _link(day: date, by: int, is_week: bool) -> str:
    return f"{reverse('diary')}?day={day + timedelta(days=by)}" + ("&show=week" if is_week else "")


def _title(first: date, is_week: bool) -> str:
    if not is_week:
        return f"{first:%A %-d %B %Y}"
    last = first + timedelta(days=6)
    return f"{first:%-d %B} to {last:%-d %B %Y}"
