"""Figures about testing: who was not required and why, when arrests peak, and counts for those who see no person."""

from collections import Counter as Tally
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.accounts.models import Membership
from throughcare.journal.given import given as given_now
from throughcare.journal.models import CustodyRow, QualityBlock
from throughcare.journal.quality_models import SAMPLES
from throughcare.journal.reading import entries
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import INSPECTOR, POLICE, OrganisationKind
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.custody import DrugTested, RequirementNotImposed
from throughcare.rulebook.history import History
from throughcare.web import words
from throughcare.web.desks import POLICE_LEADS, SEES_FIGURES, desk
from throughcare.web.pieces import Link
from throughcare.web.testing import peaks
from throughcare.web.testing.stage import name_of
from throughcare.web.working import WorkingAs

WEEKS = 12
"""How far back figures look (ours)."""
BACK = timedelta(weeks=WEEKS)
PAGE_SIZE = 20
FEW = 5
"""Below this, a figure for somebody outside the suite is not told (ours; design 5: small counts suppressed)."""
NO_REQUIREMENT = Q(required="not required") | Q(required="undecided", released_at__isnull=False)


@desk(INSPECTOR)
def not_required(request: HttpRequest) -> HttpResponse:
    """Positive tests after which no assessment was required: by decision with reasons, or with none (ICE 3.2)."""
    working, now = _who(request)
    seen = scope.is_in_sight(membership=working.membership, at=now)  # of what the suite wrote down itself
    rows = CustodyRow.objects.filter(
        NO_REQUIREMENT, seen, suite=working.membership.organisation_id, arrived_at__gte=now - BACK
    )
    part = Paginator(rows.select_related("person").order_by("-arrived_at", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    scope.mask((row.person for row in part), membership=working.membership)
    found = {who: History(all_) for who, all_ in entries({row.person_id for row in part}).items()}
    cases = [_case(row, found[row.person_id]) for row in part]
    return render(request, "web/testing/not_required.html", {"part": part, "rows": cases, "weeks": WEEKS})


@desk(POLICE | POLICE_LEADS)
def peak_times(request: HttpRequest) -> HttpResponse:
    """Arrests for trigger offences by weekday and hour: when testers are needed most (INT 3.5.4).

    The custody figures of a force, for those of the force: about nobody, and about no drug.
    """
    working, now = _who(request)
    suites = list(_suites(working, now))
    wanted = request.GET.get("suite", "")
    suite = next((one for one in suites if str(one.pk) == wanted), suites[0] if suites else None)
    if suite is None:
        raise Http404
    arrests = CustodyRow.objects.filter(suite=suite, arrived_at__gte=now - BACK).values_list("offence", "arrived_at")
    context = {
        "suite": suite, "suites": suites if len(suites) > 1 else (), "weeks": WEEKS,
        "drawing": peaks.draw(arrests), "trained": _trained(suite, now),
    }  # fmt: skip
    return render(request, "web/testing/peak_times.html", context)


@desk(SEES_FIGURES)
def testing_figures(request: HttpRequest) -> HttpResponse:
    """Counts by suite; nobody's name, and no count so small that it tells of somebody."""
    working, now = _who(request)
    suites = Paginator(_suites(working, now), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = [suite.pk for suite in suites]
    counted = _counted(shown, now)
    drawn = _quality(shown)
    rows = [
        {"suite": suite.name, **{name: few(counted.get(suite.pk, {}).get(name, 0)) for name in COUNTS},
         "samples": drawn[suite.pk] * SAMPLES, "quality": drawn[suite.pk]}
        for suite in suites
    ]  # fmt: skip
    return render(request, "web/testing/figures.html", {"rows": rows, "part": suites, "weeks": WEEKS, "few": FEW})


COUNTS = {
    "arrests": Q(),
    "positive": Q(test_state="positive"),
    "asked": Q(required="required"),
    "spared": Q(required="not required"),
    "left": Q(required="undecided", released_at__isnull=False),
}


def few(number: int) -> str:
    return f"under {FEW}" if 0 < number < FEW else str(number)


def _counted(suites: list[Any], now: datetime) -> dict[Any, Any]:
    rows = CustodyRow.objects.filter(suite__in=suites, arrived_at__gte=now - BACK).values("suite")
    totals = rows.annotate(**{name: Count("pk", filter=condition) for name, condition in COUNTS.items()})
    return {row["suite"]: row for row in totals.order_by()}


def _quality(suites: list[Any]) -> Tally[Any]:
    """Of whole blocks only: an unfinished one would tell when its sample must come."""
    whole = QualityBlock.objects.filter(suite__in=suites, taken=SAMPLES).values("suite")
    return Tally({row["suite"]: row["samples"] // SAMPLES for row in whole.annotate(samples=Sum("taken")).order_by()})


def _case(row: CustodyRow, h: History) -> dict[str, Any]:
    tests = [test for test in h.naming(row.arrest, DrugTested) if test.fact.positive]
    decided = h.first_naming(tests[-1], RequirementNotImposed) if tests else None
    person = row.person
    return {
        "person": Link(text=person.full_name, url=reverse("person", args=[person.reference])),
        "tested": words.when(tests[-1].happened_at) if tests else "",
        "decided": words.when(decided.happened_at) if decided else "",
        "by": name_of(decided.by) if decided else "", "reasons": decided.fact.reasons if decided else "",
        "act": None if decided else Link(
            text="Decide", url=reverse("drug_test", args=[person.reference]), extra=f"for {person.full_name}"
        ),
    }  # fmt: skip


def _suites(working: WorkingAs, now: datetime) -> Any:
    """One's own; for a lead those of the force; for the country's posts all."""
    found = Organisation.objects.in_force(on=local_day(now)).filter(kind=OrganisationKind.POLICE_SUITE)
    if working.role in POLICE:
        return found.filter(pk=working.membership.organisation_id)
    return found.filter(parent=working.membership.organisation_id) if working.role in POLICE_LEADS else found


def _trained(suite: Organisation, now: datetime) -> int:
    posts = Membership.objects.live(at=now).filter(organisation=suite, role__in=POLICE).values_list("pk", flat=True)
    given, today = given_now(), local_day(now)
    return sum(given.is_trained(post, today) for post in posts)


def _who(request: HttpRequest) -> tuple[WorkingAs, datetime]:
    return request.working_as, request.now  # type: ignore[attr-defined]
