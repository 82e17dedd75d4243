"""Who has looked at a record: for managers of teams in sight, and as an account for the person concerned (B7)."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import looking
from throughcare.access.models import Reading
from throughcare.people.models import Person
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.sight import Basis
from throughcare.web import words
from throughcare.web.access import looked_words
from throughcare.web.desks import SEE_WHO_LOOKED, desk
from throughcare.web.fields import GovukDate
from throughcare.web.person.page import Record, identity, open_record

PAGE_SIZE = 50


class Which(forms.Form):
    who = forms.ChoiceField(label="Who", required=False)
    since = GovukDate(label="From", named="the first day", required=False)
    until = GovukDate(label="To", named="the last day", required=False)

    def __init__(self, *args: Any, accounts: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", "Everyone"), *((str(key), name) for key, name in accounts)]  # type: ignore[attr-defined]

    @property
    def filter(self) -> looking.Filter:
        given = self.cleaned_data
        account = UUID(given["who"]) if given["who"] else None
        return looking.Filter(account=account, since=given["since"], until=given["until"])


@desk(SEE_WHO_LOOKED)
def who_looked(request: HttpRequest, reference: str) -> HttpResponse:
    opened = _of_our_care(request, reference)
    context = {"name": opened.person.full_name, "facts": identity(opened), "is_manager": True}
    return show(request, opened.person, context)


def _of_our_care(request: HttpRequest, reference: str) -> Record:
    """Who looked tells who else is involved: for whoever is responsible for the person now (B7)."""
    opened = open_record(request, reference)
    if opened.decision.basis != Basis.CARE:
        raise PermissionDenied
    return opened


def show(request: HttpRequest, person: Person, context: dict[str, Any]) -> HttpResponse:
    """The same page for a manager and for an auditor."""
    form = Which(request.GET or None, accounts=looking.accounts_that_looked(person))
    wanted = form.filter if form.is_bound and form.is_valid() else looking.Filter()
    part = Paginator(looking.readings_of(person, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
    context |= {"person": person, "form": form, "part": part, "rows": [row(one) for one in part]}
    return render(request, "web/access/who_looked.html", context, status=422 if form.errors else 200)


def row(reading: Reading) -> dict[str, Any]:
    day = words.long_day(reading.at).split(" ", 1)[1]
    return {
        "at": f"{day}, {words.clock(reading.at)}", "who": reading.account.full_name,
        "role": looked_words.role(reading), "team": reading.team.name, "page": looked_words.page(reading),
        "why": looked_words.why(reading), "opening": reading.opening,
    }  # fmt: skip


@desk(SEE_WHO_LOOKED)
def account_of(request: HttpRequest, reference: str) -> HttpResponse:
    """In plain English, to print and give to the person; team and role, and no worker's name."""
    opened = _of_our_care(request, reference)
    days = [
        {"title": words.long_day(day), "lines": _lines(readings)}
        for day, readings in groupby(
            looking.readings_of(opened.person, looking.Filter()), key=lambda one: local_day(one.at)
        )
    ]
    context = {
        "name": opened.person.full_name, "days": days, "printed": words.long_day(opened.now),
        "team": opened.working.organisation_name, "back": reverse("who_looked", args=[reference]),
        "reference": opened.person.shown_reference,
    }  # fmt: skip
    return render(request, "web/access/who_looked_account.html", context)


def _lines(readings: Iterable[Reading]) -> list[dict[str, Any]]:
    """One line for the same team, role and page on one day, with how often."""
    found: dict[tuple[str, ...], int] = {}
    for one in readings:
        line = (one.team.name, looked_words.role(one), looked_words.page(one), looked_words.plain_why(one))
        found[line] = found.get(line, 0) + 1
    return [
        {"team": team, "role": role, "page": page, "why": why, "times": times}
        for (team, role, page, why), times in found.items()
    ]
