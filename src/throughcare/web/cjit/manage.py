"""The manager's page: what waits, as numbers that open into the people, and the loads against one to twenty-five."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.accounts import covering
from throughcare.accounts.models import Cover, Membership
from throughcare.journal.given import given as given_now
from throughcare.rulebook.actors import CJIT_MANAGER
from throughcare.sharing import reported
from throughcare.web import words
from throughcare.web.cjit import arriving, caseloads, worklist
from throughcare.web.cjit.caseloads import Held
from throughcare.web.cjit.worklist import GROUPS, Tally
from throughcare.web.desks import desk
from throughcare.web.pieces import Count, Link

ARRIVALS_SHOWN = 5
NO_REPORTS = Tally(overdue=0, soon=0, today=0, days=0, all=0)
WATCHED = (
    ("contact", "all", "out of contact"),
    ("unjudged", "all", "missed contacts not judged"),
    ("plans", "overdue", "care plans past five working days"),
    ("reviews", "days", "reviews due in 5 working days"),
    ("services", "overdue", "services not heard from"),
    ("missed", "all", "did not come or stay"),
    ("notices", "all", "notices not given"),
    ("elsewhere", "all", "live in another area"),
)
"""A group of duties, how far ahead it counts, and its words: every review has a date, and the near ones count."""


@desk(CJIT_MANAGER)
def manage(request: HttpRequest) -> HttpResponse:
    """Who needs the manager first."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    given = given_now()
    duties = worklist.open_duties(working, now) | reported.unanswered(membership=working.membership, at=now)
    kinds = dict(worklist.tallies(duties, worklist.horizon(now, given)))
    reports = kinds.pop(reported.KIND, NO_REPORTS).all
    coming = list(arriving.people(working, now)[:ARRIVALS_SHOWN])
    waiting = coming[0].total if coming else 0  # type: ignore[attr-defined]
    organisation = working.membership.organisation_id
    team = list(caseloads.workers(organisation, now))
    held = caseloads.held(organisation, unseen=caseloads.is_unseen(working, now))
    covers = list(covering.of_team(organisation, at=now))
    context: dict[str, Any] = {
        "over": f"{words.long_day(now)}, {words.clock(now)}", "team": working.membership.organisation.name,
        "counts": [*_owed(kinds), *_waiting(held, team, arrivals=waiting, reports=reports)],
        "loads": caseloads.loads(held, team, notes=_away(covers, now)), "people": held.people, "workers": len(team),
        "arrivals": arriving.rows(coming, working=working, given=given, now=now), "waiting": waiting,
        "covers": [_cover(one, held, now) for one in covers],
        "leaving": [_leaving(one, held) for one in team if one.until_at and held.by_worker.get(one.pk)],
    }  # fmt: skip
    return render(request, "web/cjit/manage.html", context)


def _owed(kinds: dict[str, Tally]) -> list[Count]:
    """What is overdue, and each group of duties that a manager watches, as far ahead as matters."""
    today = reverse("today")
    overdue = Count(number=worklist.total(kinds).overdue, label="overdue", url=f"{today}?due=overdue#due")
    return [overdue, *(_watched(kinds, *row) for row in WATCHED)]


def _watched(kinds: dict[str, Tally], name: str, due: str, label: str) -> Count:
    number = sum(getattr(kinds[kind], due) for kind in GROUPS[name][1] if kind in kinds)
    return Count(number=number, label=label, url=f"{reverse('today')}?kind={name}&due={due}#due")


def _away(covers: Sequence[Cover], now: datetime) -> dict[UUID, str]:
    return {one.absent_id: f"Away to {words.day(words.due_day(one.until_at))}" for one in covers if one.from_at <= now}


def _cover(one: Cover, held: Held, now: datetime) -> dict[str, Any]:
    people = held.by_worker.get(one.absent_id, 0)
    ends = one.covering.until_at
    return {
        "who": one.absent.account.full_name, "people": people, "by": one.covering.account.full_name,
        "stands": ends is None or ends > max(now, one.from_at), "has_begun": one.from_at <= now,
        "from": words.day(one.from_at), "until": words.day(words.due_day(one.until_at)),
    }  # fmt: skip


def _leaving(post: Membership, held: Held) -> dict[str, Any]:
    """Somebody with people whose post has an end: they are moved before it."""
    url = f"{reverse('move_people')}?worker={post.pk}"
    return {
        "who": post.account.full_name, "people": held.by_worker[post.pk],
        "until": words.day(words.due_day(post.until_at)) if post.until_at else "",
        "move": Link(text="Move them", url=url, extra=f"the people of {post.account.full_name}"),
    }  # fmt: skip


def _waiting(held: Held, team: list[Membership], *, arrivals: int, reports: int) -> list[Count]:
    return [
        Count(number=arrivals, label="arrivals waiting", url=reverse("arrivals")),
        Count(number=held.unseen, label="not seen for 14 days", url=f"{reverse('my_people')}?seen=no"),
        Count(number=held.without(team), label="without a case manager", url=reverse("allocate")),
        Count(number=reports, label="reports without an outcome", url=reverse("reports")),
    ]
