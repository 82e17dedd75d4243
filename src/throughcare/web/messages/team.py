"""A team's messages: what somebody must see to first, then what workers bring, then what goes by itself."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.access import scope
from throughcare.journal.models import ReminderRow
from throughcare.messages.channels.chosen import messengers
from throughcare.messages.models import TO_SEE_TO, Message, State
from throughcare.rulebook.data_classes import DataClass
from throughcare.web import words
from throughcare.web.desks import CJIT_DESK, desk
from throughcare.web.pieces import Link
from throughcare.web.working import WorkingAs

MOST = 50
"""As many of each list; beyond that its number is said."""
AHEAD = timedelta(days=3)


@desk(CJIT_DESK)
def messages(request: HttpRequest) -> HttpResponse:
    """No number, no address and no words of a message: those stand on the person's page."""
    working, now = request.working_as, request.now  # type: ignore[attr-defined]
    by_machine = [channel.value for channel in messengers()]
    reminders = _untried(working, now)
    late = Q(channel__in=by_machine, send_until__lte=now) | ~Q(channel__in=by_machine) & Q(send_until__lte=now)
    found = {
        "failed": _tried(working, now).filter(state__in=TO_SEE_TO, by=None),
        "late": reminders.filter(late),
        "by_hand": reminders.exclude(channel__in=by_machine).filter(send_from__lte=now, send_until__gt=now),
        "ahead": reminders.filter(channel__in=by_machine, send_until__gt=now, send_from__lt=now + AHEAD),
        "trying": _tried(working, now).filter(state__in=(State.WAITING, State.SENDING)),
    }
    lists = {name: _shown(rows, working) for name, rows in found.items()}
    return render(request, "web/messages/team.html", {"lists": lists, "nothing": not any(lists.values())})


def _tried(working: WorkingAs, now: Any) -> QuerySet[Message]:
    found = Message.objects.filter(_seen(working, now), team=working.membership.organisation_id, starts_at__gt=now)
    return found.select_related("person").order_by("starts_at", "pk")


def _untried(working: WorkingAs, now: Any) -> QuerySet[ReminderRow]:
    tried = Message.objects.filter(person=OuterRef("person"), key=OuterRef("key"))
    team = working.membership.organisation_id
    found = ReminderRow.objects.filter(_seen(working, now), ~Exists(tried), team=team, why_not="", starts_at__gt=now)
    return found.select_related("person").order_by("starts_at", "pk")


def _seen(working: WorkingAs, now: Any) -> Q:
    return scope.is_in_sight(membership=working.membership, at=now, data=DataClass.ATTENDANCE)


def _shown(rows: QuerySet[Any], working: WorkingAs) -> dict[str, Any]:
    part = list(rows[: MOST + 1])
    shown = part[:MOST]
    scope.mask((row.person for row in shown), membership=working.membership)
    if not shown:
        return {}
    return {"rows": [_row(row) for row in shown], "more": len(part) > MOST}


def _row(row: Any) -> dict[str, Any]:
    said = State(row.state).label if isinstance(row, Message) else ""
    return {
        "person": Link(text=row.person.full_name, url=reverse("person_messages", args=[row.person.reference])),
        "appointment": words.when(row.starts_at), "channel": row.channel, "state": f"{said[:1].upper()}{said[1:]}",
        "from": "" if isinstance(row, Message) else words.when(row.send_from),
    }  # fmt: skip
