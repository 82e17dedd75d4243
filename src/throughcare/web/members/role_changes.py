"""Every change to roles and accounts, and every one that was tried and refused: for those who check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.accounts.models import AccountChange, MembershipChange, RefusedChange
from throughcare.rulebook.actors import Role
from throughcare.web.desks import ADMINISTRATOR, desk
from throughcare.web.members import team_lists
from throughcare.web.pieces import Link

Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Log:
    title: str
    found: Callable[[], QuerySet[Any]]
    row: Callable[[Any], Row]


def _role(change: MembershipChange) -> Row:
    return team_lists.change_row(change) | {"where": change.membership.organisation.name}


def _account(change: AccountChange) -> Row:
    row = team_lists.account_change_row(change)
    return row | {"name": change.account.full_name, "role": "", "where": "", "what": f"{row['what']}. {row['why']}"}


def _refused(change: RefusedChange) -> Row:
    return {
        "at": team_lists.moment(change.at), "name": change.account.full_name if change.account else "Somebody new",
        "where": change.organisation.name if change.organisation else "", "what": change.sentence, "role": "",
        "by": change.by.account.full_name,
    }  # fmt: skip


LOGS = {
    "roles": Log(
        title="Roles given and ended", row=_role,
        found=lambda: MembershipChange.objects.select_related("membership__organisation", "membership__account",
                                                              "by__account"),
    ),
    "accounts": Log(
        title="Accounts closed and opened again", row=_account,
        found=lambda: AccountChange.objects.select_related("account", "by__account"),
    ),
    "refused": Log(
        title="Tried and refused", row=_refused,
        found=lambda: RefusedChange.objects.select_related("account", "organisation", "by__account"),
    ),
}  # fmt: skip


@desk(ADMINISTRATOR | {Role.AUDITOR})
def role_changes(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    shown = request.GET.get("show", "")
    log = LOGS.get(shown, LOGS["roles"])
    part = Paginator(log.found().order_by("-at", "-pk"), team_lists.PAGE_SIZE).get_page(request.GET.get("page"))
    lists = [Link(text=one.title, url=f"?show={name}") for name, one in LOGS.items() if one is not log]
    context = {"title": log.title, "part": part, "rows": [log.row(one) for one in part], "lists": lists}
    return render(request, "web/members/role_changes.html", context)
