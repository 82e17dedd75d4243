"""The care plan: what was agreed in four domains, how far the person has come, earlier versions, and its paper."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughcare.documents.care_plan import TITLES, CarePlan, Domain, render_care_plan
from throughcare.organisations.models import Organisation
from throughcare.rulebook import care_plan
from throughcare.rulebook.care_plan import DOMAINS
from throughcare.rulebook.facts.assessment import Assessed
from throughcare.rulebook.facts.casework import CarePlanAgreed
from throughcare.rulebook.history import Recorded, order
from throughcare.rulebook.spells import caseload_at
from throughcare.web import words
from throughcare.web.actions import PAGES
from throughcare.web.desks import desk
from throughcare.web.person import case_manager
from throughcare.web.person.page import Record, identity, open_record, recorders

WAITS = frozenset({"act_on_risk", "name_risk_taker", "review_place", "review_event", "agree_care_plan"})
"""What is owed that belongs beside the plan: a risk, the next look at it, and agreeing it."""


@desk(PAGES["care_plan"])
@require_safe
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """The newest plan as it stands; whoever may not read it finds the page empty."""
    opened = open_record(request, reference)
    found = care_plan.newest_plan(opened.history)
    return render(request, "web/cjit/plan.html", _context(opened, found))


@desk(PAGES["care_plan"])
@require_safe
def plan_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """For the person, to be signed; `?file=1` for the file."""
    opened = open_record(request, reference)
    found = care_plan.newest_plan(opened.history)
    if found is None:
        raise Http404
    content = render_care_plan(plan=_paper(opened, found, for_the_file=request.GET.get("file") == "1"))
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="plan.pdf"'
    return answer


def _context(opened: Record, found: Recorded[CarePlanAgreed] | None) -> dict[str, Any]:
    due = sorted(opened.standing.open_duties, key=lambda duty: (duty.due, duty.kind))
    every = sorted(opened.history.all(CarePlanAgreed), key=order, reverse=True)
    return {
        "person": opened.person, "facts": identity(opened), "plan": found,
        "domains": _domains(opened, found) if found else (), "earlier": [_version(opened, one) for one in every[1:]],
        "version": _version(opened, found) if found else None,
        "has_assessment": any(one.fact.engaged for one in opened.history.all(Assessed)),
        "waiting": [opened.duty(duty) for duty in due if duty.kind in WAITS],
    }  # fmt: skip


def _domains(opened: Record, found: Recorded[CarePlanAgreed]) -> list[dict[str, Any]]:
    rows = []
    for name in DOMAINS:
        said = care_plan.progress(opened.history, name)
        rows.append(
            {"title": TITLES[name], "agreed": getattr(found.fact, name),
             "progress": getattr(said.fact, name) if said else "", "at": words.when(said.happened_at) if said else ""}
        )  # fmt: skip
    return rows


def _version(opened: Record, one: Recorded[CarePlanAgreed]) -> dict[str, Any]:
    return {
        "agreed": words.when(one.happened_at), "who": recorders(opened.history).get(one.by, ""),
        "copy": one.fact.copy_given,
        "parts": [(TITLES[name], getattr(one.fact, name)) for name in DOMAINS],
    }  # fmt: skip


def _paper(opened: Record, found: Recorded[CarePlanAgreed], *, for_the_file: bool) -> CarePlan:
    team = Organisation.objects.get(pk=found.team)
    manager = case_manager.name(opened.history, opened.now)
    caseload = caseload_at(opened.history, opened.now)
    reviews = [duty.due for duty in opened.standing.open_duties if duty.kind in ("review_place", "review_event")]
    rows = {row["title"]: row for row in _domains(opened, found)}
    parts = {
        name: Domain(need=rows[title]["agreed"], progress=rows[title]["progress"]) for name, title in TITLES.items()
    }
    return CarePlan(
        full_name=opened.person.full_name, born_on=opened.person.born_on, agreed_at=found.happened_at,
        agreed_with=recorders(opened.history).get(found.by, ""), team_name=team.name, phone=team.phone,
        opening_hours=team.opening_hours, case_manager=manager.worker_name if manager and caseload else "",
        review_on=words.due_day(min(reviews)) if reviews else None, for_the_file=for_the_file,
        demonstration=settings.DEMO, **parts,
    )  # fmt: skip
