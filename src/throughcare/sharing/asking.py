"""A request from its asking to its answer. Each step is written on the row; what is decided stands in the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.accounts.models import Membership
from throughcare.people.models import Person
from throughcare.rulebook.facts.consent import Disclosed, SharedFor
from throughcare.sharing.models import Request

TAKEN_BACK = "Whoever asked does not need it any more."


def ask(*, given: Mapping[str, Any], by: Membership, at: datetime) -> Request:
    """Sent twice under the same id, it is asked once."""
    return Request.objects.get_or_create(
        pk=given["entry"],
        defaults={
            "asked_by": by, "to_team_id": given["to_team"], "name": given["name"], "born_on": given["born_on"],
            "purpose": SharedFor[given["purpose"]].value, "items": given["items"], "why": given["why"],
            "needed_by": given["needed_by"], "asked_at": at,
        },
    )[0]  # fmt: skip


def take_back(*, request: Request, by: Membership, at: datetime) -> None:
    """By the team that asked, while there is no answer. The team asked sees that it is over."""
    waiting = Request.objects.filter(pk=request.pk, asked_by__organisation=by.organisation_id, answered_at=None)
    waiting.update(reason=TAKEN_BACK, answered_by=by, answered_at=at)


def match(*, request: Request, person: Person) -> None:
    """The team asked says whose record it is; the asker is not told that there is one."""
    request.person = person
    request.save(update_fields=["person"])


def put_up(*, request: Request, view: str, by: Membership, at: datetime) -> None:
    """To the nominated senior professional of the team's area."""
    request.view, request.put_up_by, request.put_up_at = view, by, at
    request.save(update_fields=["view", "put_up_by", "put_up_at"])


def turn_down(*, request: Request, reason: str, by: Membership, at: datetime) -> None:
    request.reason, request.answered_by, request.answered_at = reason, by, at
    request.save(update_fields=["reason", "answered_by", "answered_at"])


def decided(*, request: Request, decision: UUID, shares: bool, by: Membership, at: datetime) -> None:
    """Not shared: the request is answered. Shared: the team shows what will be seen, and sends it."""
    request.decision = decision
    request.save(update_fields=["decision"])
    if not shares:
        turn_down(request=request, reason="The nominated senior professional decided against it.", by=by, at=at)


def answered_by_sharing(*, person: Person, fact: Disclosed, entry: UUID, by: Membership, at: datetime) -> None:
    """Whatever that team asked about this person for this purpose, and has no answer to yet."""
    if not fact.to_team:
        return
    Request.objects.filter(
        person=person, asked_by__organisation_id=fact.to_team, purpose=fact.purpose.value,
        to_team=by.organisation_id, answered_at=None,
    ).update(disclosure=entry, answered_by=by, answered_at=at)  # fmt: skip
