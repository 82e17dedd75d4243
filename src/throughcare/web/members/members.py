"""Teams and who belongs to them: every team and account for an administrator, their own team for a manager."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from throughcare.accounts.models import Account, Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import Role
from throughcare.rulebook.calendar import local_day
from throughcare.web.desks import ADMINISTRATOR, GIVE_ROLES, desk
from throughcare.web.members import team_lists
from throughcare.web.members.team_lists import PAGE_SIZE
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

CHANGES = "changes"


@desk(GIVE_ROLES)
def members(request: HttpRequest) -> HttpResponse:
    """Where a manager finds their team, and an administrator every team and everyone with an account."""
    working, at = who_and_when(request)
    if working.role is not Role.ADMINISTRATOR:
        return _team_page(request, working.membership.organisation)
    sought = request.GET.get("q", "").strip()[:200]
    teams = Paginator(_teams(sought), PAGE_SIZE).get_page(request.GET.get("page"))
    people = Paginator(_accounts(sought), PAGE_SIZE).get_page(request.GET.get("who")) if sought else None
    context = {
        "sought": sought, "teams": teams, "team_rows": _team_rows(list(teams), at), "people": people,
        "account_rows": [_account_row(one) for one in people] if people else (),
    }  # fmt: skip
    return render(request, "web/members/teams.html", context)


@desk(GIVE_ROLES)
def team(request: HttpRequest, organisation: UUID) -> HttpResponse:
    return _team_page(request, managed(request, organisation))


@desk(ADMINISTRATOR)
def account(request: HttpRequest, account: UUID) -> HttpResponse:
    """One account: its posts now, to come and past, and what was decided about the account itself."""
    working, at = who_and_when(request)
    found = get_object_or_404(Account, pk=account)
    posts = Membership.objects.filter(account=found).select_related("account", "organisation").order_by("-from_at")
    rows = [
        team_lists.row(one, by=working.membership, at=at)
        | {"team": Link(text=one.organisation.name, url=reverse("team", args=[one.organisation_id]))}
        for one in posts
    ]
    changes = found.changes.select_related("by__account").order_by("-at", "-pk")
    context = {
        "account": found, "rows": rows, "state": team_lists.account_state(found, at),
        "is_mine": found.pk == working.membership.account_id, "is_closed": found.closes_at is not None,
        "changes": [team_lists.account_change_row(one) for one in changes],
    }  # fmt: skip
    return render(request, "web/members/account.html", context)


def managed(request: HttpRequest, organisation: UUID) -> Organisation:
    """A team that whoever is signed in manages; 404 for every other, whether there is one or not."""
    working, _ = who_and_when(request)
    own = Q() if working.role is Role.ADMINISTRATOR else Q(pk=working.membership.organisation_id)
    found = Organisation.objects.filter(own, pk=organisation).first()
    if found is None:
        raise Http404
    return found


def who_and_when(request: HttpRequest) -> tuple[WorkingAs, Any]:
    return request.working_as, request.now  # type: ignore[attr-defined]


def _team_page(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    working, at = who_and_when(request)
    shown = request.GET.get("show", "")
    is_log, part = shown == CHANGES, team_lists.PARTS.get(shown, team_lists.PARTS["now"])
    found: QuerySet[Any] = team_lists.changes(organisation) if is_log else team_lists.members(organisation, part, at)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [team_lists.change_row(one) if is_log else team_lists.row(one, by=working.membership, at=at) for one in page]
    context = {
        "organisation": organisation, "part": page, "rows": rows, "is_log": is_log, "shown": part.name,
        "counts": team_lists.counts(organisation, at), "title": "What was changed" if is_log else part.title,
        "is_administrator": working.role is Role.ADMINISTRATOR,
    }  # fmt: skip
    return render(request, "web/members/team.html", context)


def _teams(sought: str) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(name__icontains=sought) if sought else Organisation.objects.all()
    return found.select_related("area").order_by("name", "pk")


def _accounts(sought: str) -> QuerySet[Account]:
    return Account.objects.filter(Q(full_name__icontains=sought) | Q(email__icontains=sought)).order_by("full_name")


def _team_rows(teams: Sequence[Organisation], at: datetime) -> list[dict[str, Any]]:
    """Counted for these teams only, not for every team there is."""
    live = Membership.objects.live(at=at).filter(organisation__in=teams).order_by()
    held = dict(live.values_list("organisation").annotate(Count("pk")))
    return [
        {
            "link": Link(text=team.name, url=reverse("team", args=[team.pk])),
            "kind": team.kind[:1].upper() + team.kind[1:],
            "area": team.area.name if team.area else "",
            "posts": held.get(team.pk, 0),
            "is_closed": team.until_on is not None and team.until_on <= local_day(at),
        }
        for team in teams
    ]


def _account_row(found: Account) -> dict[str, Any]:
    url = reverse("account", args=[found.pk])
    return {"link": Link(text=found.full_name, url=url), "email": found.email, "is_active": found.is_active}
