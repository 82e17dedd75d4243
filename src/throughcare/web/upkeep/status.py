"""The status page: what is well, and what to do about the rest. It shows no person, only counts and times."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughcare.jobs.models import Timetable
from throughcare.operations.health import findings, reach_the_database
from throughcare.operations.models import Run
from throughcare.rulebook.actors import Role
from throughcare.web import clock, words
from throughcare.web.desks import ADMINISTRATOR, desk

READERS = ADMINISTRATOR | {Role.AUDITOR}
NEWEST = 20


@desk(READERS)
def status(request: HttpRequest) -> HttpResponse:
    """What is not well stands first."""
    found = sorted(findings(at=clock.wall()), key=lambda finding: finding.is_well)
    context = {
        "findings": found, "amiss": sum(not finding.is_well for finding in found),
        "runs": [_run(run) for run in Run.objects.order_by("-ended_at")[:NEWEST]],
        "timetable": [_item(row) for row in Timetable.objects.order_by("name")],
    }  # fmt: skip
    return render(request, "web/upkeep/status.html", context)


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For the machine in front: whether this process answers and reaches its database; nothing else."""
    try:
        reach_the_database()
    except DatabaseError:
        return HttpResponse("no database", status=503, content_type="text/plain")
    return HttpResponse("alive", content_type="text/plain")


def _run(run: Run) -> dict[str, object]:
    took = int((run.ended_at - run.began_at).total_seconds())
    return {"what": run.get_kind_display(), "at": words.when(run.ended_at), "took": f"{took} s", "says": run.says,
            "is_whole": run.is_whole}  # fmt: skip


def _item(row: Timetable) -> dict[str, object]:
    return {
        "name": row.name.replace("_", " "), "last": words.when(row.last_run_at) if row.last_run_at else "never",
        "next": words.when(row.next_try_at), "is_running": row.lease is not None,
        "failed": f"{row.attempts} times, {row.last_failure}" if row.attempts else "",
    }  # fmt: skip
