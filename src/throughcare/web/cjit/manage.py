"""The manager's page: what waits, as numbers that open into the people, and the loads against one to twenty-five."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.journal.given import given as given_now
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.sharing import reported
from throughcare.web import words
from throughcare.web.cjit import arriving, caseloads, worklist
from throughcare.web.cjit.worklist import GROUPS, Tally
from throughcare.web.desks import desk
from throughcare.web.pieces import Count
from throughcare.web.working import WorkingAs

ARRIVALS_SHOWN = 5


@desk(CJIT_MANAGER)
def manage(request: HttpRequest) -> HttpResponse:
    """Who needs the manager first."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    given = given_now()
    kinds = worklist.tallies(worklist.open_duties(working, now), worklist.horizon(now, given))
    coming = list(arriving.people(working, now)[:ARRIVALS_SHOWN])
    waiting = coming[0].total if coming else 0  # type: ignore[attr-defined]
    organisation = working.membership.organisation_id
    team, held = list(caseloads.workers(organisation, now)), caseloads.held(organisation)
    context: dict[str, Any] = {
        "over": f"{words.long_day(now)}, {words.clock(now)}", "team": working.membership.organisation.name,
        "counts": [*_owed(kinds), *_waiting(working, now, arrivals=waiting, without=held.without(team))],
        "loads": caseloads.loads(held, team), "people": held.people, "workers": len(team),
        "arrivals": arriving.rows(coming, working=working, given=given, now=now), "waiting": waiting,
    }  # fmt: skip
    return render(request, "web/cjit/manage.html", context)


def _owed(kinds: dict[str, Tally]) -> list[Count]:
    """What is overdue, and each group of duties that a manager watches."""
    today = reverse("today")
    overdue = Count(number=worklist.total(kinds).overdue, label="overdue", url=f"{today}?due=overdue#due")
    groups = [
        Count(
            number=sum(kinds[kind].all for kind in members if kind in kinds), label=label[:1].lower() + label[1:],
            url=f"{today}?kind={name}&due=all#due",
        )
        for name, (label, members) in GROUPS.items()
    ]  # fmt: skip
    return [overdue, *groups]


def _waiting(working: WorkingAs, now: Any, *, arrivals: int, without: int) -> list[Count]:
    unanswered = reported.unanswered(membership=working.membership, at=now).count()
    return [
        Count(number=arrivals, label="arrivals waiting", url=reverse("arrivals")),
        Count(number=without, label="without a case manager", url=reverse("allocate")),
        Count(number=unanswered, label="reports without an outcome", url=reverse("reports")),
    ]
