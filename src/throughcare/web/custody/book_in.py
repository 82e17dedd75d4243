"""Booking someone in, and correcting where somebody lives."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.given import given as given_now
from throughcare.journal.models import CustodyRow
from throughcare.journal.reading import history as history_of
from throughcare.people.actions import open_record as begin_record
from throughcare.people.alike import alike as alike_within
from throughcare.people.models import Person
from throughcare.people.search import search
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.spells import residence
from throughcare.rulebook.standing import Refusal
from throughcare.suites.papers import read_number
from throughcare.web import recording
from throughcare.web.custody import box
from throughcare.web.custody.book_in_form import BookIn
from throughcare.web.custody.residence_form import MoveHouse
from throughcare.web.desks import CJIT_DESK, CUSTODY_DESK, desk
from throughcare.web.person.page import identity, open_record
from throughcare.web.working import WorkingAs

AT_MOST = 10


@desk(CUSTODY_DESK)
def book_in(request: HttpRequest) -> HttpResponse:
    """One form. Somebody this suite has recorded before is found first; whether anybody else knows them is not said."""
    if "box" in request.POST:
        return _from_the_box(request)
    now, working = _who(request)
    known = _known(request, request.GET.get("person", "") or request.POST.get("same", ""))
    initial = {"entry": uuid4(), "arrived_at": now, **(_as_known(known, working) if known else {})}
    form = BookIn(request.POST or None, initial=initial, now=now, given=given_now())
    alike: list[dict[str, str]] = []
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        alike = _alike(request, form) if form.needs_a_look and known is None else []
        if alike:
            form.looking()
        elif form.needs_agreement:
            form.agreeing()
        else:
            refusal = _begin(request, form, known)
            if refusal is None:
                return _onward(request)
    return _page(request, form, known, alike=alike, refusal=refusal)


def _from_the_box(request: HttpRequest) -> HttpResponse:
    """Words to search by, a pasted line, a number typed or scanned: shown for checking, and nothing recorded yet."""
    (now, working), typed = _who(request), request.POST["box"].strip()
    read = box.read(typed, membership=working.membership, today=local_day(now))
    if read.paper:
        return redirect("paper", read.paper)
    if read.arrest is not None:
        return redirect("person", read.arrest.person.reference)
    known = _known(request, request.POST.get("same", ""))
    initial = {"entry": uuid4(), "arrived_at": now, **_from_line(read), **(_as_known(known, working) if known else {})}
    return _page(request, BookIn(initial=initial, now=now, given=given_now()), known, typed=typed, read=read)


def _from_line(read: box.Read) -> dict[str, Any]:
    line = read.line
    if line is None:
        return {}
    found = {"given_name": line.given_name, "family_name": line.family_name, "custody_number": line.custody_number}
    return {**found, "born_on": line.born_on}


def _page(
    request: HttpRequest, form: BookIn, known: Person | None, *, alike: Sequence[dict[str, str]] = (),
    refusal: Refusal | None = None, typed: str = "", read: box.Read | None = None,
) -> HttpResponse:  # fmt: skip
    _, working = _who(request)
    line = read.line if read else None
    sought = f"{line.given_name} {line.family_name}".strip() if line else read.words if read else ""
    context: dict[str, Any] = {
        "form": form, "known": known, "here": _here(known, working), "alike": alike, "typed": typed, "line": line,
        "sought": sought, "is_empty": read is not None and not typed,
        "found": _found(request, sought) if sought and known is None else (),
        "refusal": recording.shown(refusal) if refusal else None,
        "agree": form.found if form.needs_agreement and not form.errors and not alike else None,
    }  # fmt: skip
    return render(request, "web/custody/book_in.html", context, status=422 if form.errors or refusal else 200)


def _onward(request: HttpRequest) -> HttpResponse:
    """To the paper whose person was not booked in yet, or to the suite."""
    asked = request.GET.get("paper", "")
    return redirect("paper", asked) if read_number(asked) else redirect("suite")


@desk(CUSTODY_DESK | CJIT_DESK)
def residence_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the person lives, recorded anew; it decides which team does the assessment."""
    opened = open_record(request, reference)
    form = MoveHouse(request.POST or None, initial={"entry": uuid4()}, on=local_day(opened.now), given=opened.given)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        if form.needs_agreement:
            form.agreeing()
        else:
            entry = recording.propose(
                opened.person,
                form.fact(),
                entry=form.cleaned_data["entry"],
                happened_at=recording.this_minute(request),
            )
            refusal = recording.save_once(request, [entry])
            if refusal is None:
                return recording.onward(request, reference)
    context: dict[str, Any] = {
        "person": opened.person, "facts": identity(opened), "form": form,
        "agree": form.found if form.needs_agreement and not form.errors else None,
        "refusal": recording.shown(refusal, opened.history) if refusal else None,
    }  # fmt: skip
    return render(request, "web/custody/residence.html", context, status=422 if form.errors or refusal else 200)


def _who(request: HttpRequest) -> tuple[Any, WorkingAs]:
    return request.now, request.working_as  # type: ignore[attr-defined]


def _known(request: HttpRequest, reference: str) -> Person | None:
    return _within(request).filter(reference=reference).first() if reference else None


def _found(request: HttpRequest, sought: str) -> list[dict[str, str]]:
    """Only people this suite already sees, so an empty answer says nothing about anybody."""
    return [_one(person) for person in search(text=sought, within=_within(request), limit=AT_MOST)]


def _alike(request: HttpRequest, form: BookIn) -> list[dict[str, str]]:
    """The same, and nobody else, for whoever is on the form; the form sent twice does not find itself."""
    given, (_, working) = form.cleaned_data, _who(request)
    asked = {name: given[name] for name in ("given_name", "family_name", "born_on")}
    people = alike_within(**asked, within=_within(request).exclude(pk=form.person_id()))
    return [_one(person) | {"here": "yes" if _here(person, working) else ""} for person in people]


def _within(request: HttpRequest) -> QuerySet[Person]:
    now, working = _who(request)
    return scope.findable(membership=working.membership, at=now)


def _one(person: Person) -> dict[str, str]:
    return {
        "name": person.full_name, "born": f"{person.born_on:%d.%m.%Y}" if person.born_on else "not known",
        "shown": person.shown_reference, "reference": person.reference,
        "url": f"{reverse('book_in')}?person={person.reference}",
    }  # fmt: skip


def _here(known: Person | None, working: WorkingAs) -> bool:
    held = CustodyRow.objects.filter(person=known, suite=working.membership.organisation_id, released_at=None)
    return known is not None and held.exists()


def _as_known(person: Person, working: WorkingAs) -> dict[str, Any]:
    """Names and birth; the residence only if this suite wrote it down itself."""
    lives = residence(history_of(person.id))
    names = {"given_name": person.given_name, "family_name": person.family_name, "born_on": person.born_on}
    if lives is None or lives.team != working.team:
        return names
    return {**names, "housing": lives.fact.housing, "address": lives.fact.address, "area": lives.fact.area}


def _begin(request: HttpRequest, form: BookIn, known: Person | None) -> Refusal | None:
    """The record and its first facts come into being together, or not at all."""
    with transaction.atomic():
        person = known or begin_record(person_id=form.person_id())
        refusal = recording.save(request, form.proposed(person.id))
        if refusal is not None:
            transaction.set_rollback(True)
    return refusal
