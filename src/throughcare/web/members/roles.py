"""What each role may record and see: for whoever gives roles, and for whoever checks."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rulebook.actors import MANAGES, ROLES, OrganisationKind, Role
from throughcare.rulebook.data_classes import HELD_IN_WORDS
from throughcare.rulebook.roles import is_sent, may_give, may_record, may_see
from throughcare.web.desks import GIVE_ROLES, desk

READERS = GIVE_ROLES | {Role.AUDITOR}


@desk(READERS)
def roles(request: HttpRequest) -> HttpResponse:
    """Every role, by the kind of organisation that gives it; drawn from the tables that decide."""
    by_kind = groupby(sorted(ROLES, key=_order), key=lambda role: ROLES[role].kind)
    kinds = [
        {"title": kind[:1].upper() + kind[1:], "anchor": kind.replace(" ", "-").lower(), "roles": [*map(_row, found)]}
        for kind, found in by_kind
    ]
    return render(request, "web/members/roles.html", {"kinds": kinds, "held": [*HELD_IN_WORDS.items()]})


def _order(role: Role) -> int:
    return list(OrganisationKind).index(ROLES[role].kind)


def _row(role: Role) -> dict[str, Any]:
    row, records = ROLES[role], may_record(role)
    return {
        "title": row.title, "sentence": row.sentence, "signs_in": row.signs_in, "is_manager": role in MANAGES,
        "records": records.items(), "count": sum(map(len, records.values())),
        "sees": ", ".join(may_see(role)), "is_sent": ", ".join(is_sent(role)),
        "gives": ", ".join(may_give(role)),
    }  # fmt: skip
