"""Finding a record among those one's team may see. Nothing found is said in the same words, whoever exists."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.people.models import Person
from throughcare.people.search import AT_MOST, search
from throughcare.rulebook.data_classes import DataClass
from throughcare.web import words
from throughcare.web.actions import PAGES
from throughcare.web.desks import RECORDS, desk
from throughcare.web.pieces import Link

AT_LEAST, WALK_IN = 2, "seen_now"
TOO_SHORT = "Type at least 2 letters or a date"


class Search(forms.Form):
    q = forms.CharField(
        label="Name, date of birth or reference", max_length=200, min_length=AT_LEAST,
        help_text="Beginnings of names will do. Dates like 9 11 1984",
        error_messages={"required": TOO_SHORT, "min_length": TOO_SHORT},
    )  # fmt: skip
    then = forms.CharField(required=False, widget=forms.HiddenInput)
    """What the search is for: the page of each person found that comes first."""


@desk(RECORDS)
def find(request: HttpRequest) -> HttpResponse:
    """No list without a search, and only of people one's team is involved with."""
    asked = "q" in request.GET
    form = Search(request.GET if asked else None, initial={"then": request.GET.get("then", "")})
    rows = _found(request, form.cleaned_data["q"]) if asked and form.is_valid() else []
    context = {
        "form": form,
        "asked": asked and form.is_valid(),
        "rows": rows,
        "is_full": len(rows) == AT_MOST,
        "says_team": any(row["team"] for row in rows),
        "is_walk_in": _is_walk_in(request),
    }
    return render(request, "web/cjit/find.html", context, status=422 if form.errors else 200)


def _is_walk_in(request: HttpRequest) -> bool:
    """Somebody stands at the desk who has no appointment now, and the reader sees people."""
    role = request.working_as.role  # type: ignore[attr-defined]
    return request.GET.get("then") == WALK_IN and role in PAGES[WALK_IN]


def _found(request: HttpRequest, text: str) -> list[dict[str, Any]]:
    membership, at = request.working_as.membership, request.now  # type: ignore[attr-defined]
    within = scope.findable(membership=membership, at=at).select_related("standing__care_team")
    knows = scope.is_in_sight(membership=membership, at=at, person="pk", data=DataClass.CASEWORK)
    return [_row(person) for person in search(text=text, within=within.annotate(knows_care=knows))]


def _row(person: Person) -> dict[str, Any]:
    standing = getattr(person, "standing", None)
    return {
        "link": Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        "seen_now": Link(
            text="Came now",
            url=reverse(WALK_IN, args=[person.reference]),
            extra=f"without an appointment: {person.full_name}",
        ),
        "born": words.long_day(person.born_on).split(" ", 1)[1] if person.born_on else "Not known",
        "reference": person.shown_reference,
        "team": _team(standing) if person.knows_care else "",  # type: ignore[attr-defined]
    }


def _team(standing: Any) -> str:
    return standing.care_team.name if standing and standing.care_team else "No team now"
