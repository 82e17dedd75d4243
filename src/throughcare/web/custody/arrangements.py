"""Each suite's page of local arrangements: read by whoever works with the suite, kept by its inspector."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughcare.organisations.models import Organisation
from throughcare.organisations.residence import fallback_of
from throughcare.rulebook import guidance
from throughcare.rulebook.actors import INSPECTOR, OrganisationKind, Role
from throughcare.rulebook.calendar import local_day
from throughcare.suites.arrangements import PARTS, EarlierThanTheLast, in_force, shown, versions, write
from throughcare.suites.models import Arrangements
from throughcare.web.desks import RECORDS, desk
from throughcare.web.fields import GovukDate

MOST_SHOWN = 20


class Page(forms.Form):
    """A box for each part; the first version begins with the headings alone."""

    kept_by = forms.CharField(
        label="Which post keeps this page?", max_length=200, help_text="A post, not a name: posts stay",
        error_messages={"required": "Enter the post that keeps this page"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, part in PARTS.items():
            self.fields[name] = forms.CharField(
                label=part.title, help_text=part.hint, max_length=3000, required=part.is_needed,
                widget=forms.Textarea(attrs={"rows": 3}), error_messages={"required": f"Fill in: {part.title}"},
            )  # fmt: skip
        self.fields["from_on"] = GovukDate(label="From which day does it hold?", named="the first day")

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in PARTS}


@desk(RECORDS)
def arrangements(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """As in force today, then who changed it when. Printed, it is what hangs on the wall."""
    suite = _suite(organisation)
    today = local_day(request.now)  # type: ignore[attr-defined]
    page = in_force(suite=suite, on=today)
    asked = request.GET.get("version", "")
    every = list(versions(suite=suite)[:MOST_SHOWN])
    shown_one = next((one for one in every if str(one.version) == asked), page)
    context: dict[str, Any] = {
        "suite": suite, "page_shown": shown_one, "is_current": shown_one == page, "versions": every,
        "parts": _parts(shown_one) if shown_one else (), "may_write": _keeps(request, suite),
        "fallback": fallback_of(area=suite.area, on=today) if suite.area else None,
    }  # fmt: skip
    return render(request, "web/custody/arrangements.html", context)


@desk(INSPECTOR)
def write_arrangements(request: HttpRequest) -> HttpResponse:
    """The next version of one's own suite's page."""
    working = request.working_as  # type: ignore[attr-defined]
    now, suite = request.now, _suite(working.membership.organisation_id)  # type: ignore[attr-defined]
    last = versions(suite=suite).first()
    initial = {"from_on": local_day(now), **({"kept_by": last.kept_by, **last.words} if last else {})}
    form = Page(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _written(form, suite, request):
        return redirect("arrangements", suite.pk)
    context = {"form": form, "suite": suite, "last": last}
    return render(request, "web/custody/write_arrangements.html", context, status=422 if form.errors else 200)


def _written(form: Page, suite: Organisation, request: HttpRequest) -> bool:
    given, by = form.cleaned_data, request.working_as.membership  # type: ignore[attr-defined]
    try:
        write(
            suite=suite, kept_by=given["kept_by"], words=form.words, from_on=given["from_on"], by=by,
            at=request.now,  # type: ignore[attr-defined]
        )  # fmt: skip
    except EarlierThanTheLast as early:
        form.add_error("from_on", str(early))
        return False
    return True


def _suite(organisation: UUID) -> Organisation:
    found = Organisation.objects.select_related("area").filter(pk=organisation).first()
    if found is None or found.kind != OrganisationKind.POLICE_SUITE:
        raise Http404
    return found


def _keeps(request: HttpRequest, suite: Organisation) -> bool:
    working = request.working_as  # type: ignore[attr-defined]
    return working.role is Role.CUSTODY_INSPECTOR and working.membership.organisation_id == suite.pk


def _parts(page: Arrangements) -> list[dict[str, Any]]:
    return [
        {"name": name, "title": part.title, "words": words, "cites": [guidance.in_words(cite) for cite in part.cites]}
        for name, part, words in shown(page)
    ]
