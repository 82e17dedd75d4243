"""What other teams shared with the key's team: open while its basis holds, and as far as the role may read it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from throughcare.api.fields import Id, Limit
from throughcare.api.keys import Caller, Key, caller_of
from throughcare.api.pieces import Team
from throughcare.api.problems import Stop, not_found
from throughcare.people import shown
from throughcare.people.shown import Because, note_because
from throughcare.rulebook.actors import CJIT, POLICE
from throughcare.rulebook.data_classes import DataClass
from throughcare.rulebook.disclosure import CLASS_OF
from throughcare.rulebook.facts.consent import RECEIVES
from throughcare.rulebook.sight import Basis
from throughcare.sharing import copies, receiving
from throughcare.sharing.models import Disclosure
from throughcare.sharing.receiving import Received

router = Router(tags=["shares"])
READS = RECEIVES | CJIT | POLICE


class Line(Schema):
    """A label and what was said under it."""

    label: str
    value: str


class Share(Schema):
    """One thing that was shared and may be read now."""

    share: UUID
    name: str
    purpose: str
    sender: Team
    sent_at: datetime
    until: datetime | None


class Whole(Share):
    """With its words, as they were sent."""

    as_at: datetime
    lines: list[Line]
    is_whole: bool = Field(description="False: more was sent than this role reads")


@router.get(
    "/shares", auth=Key(READS), url_name="api_shares", operation_id="list_shares", summary="List what was shared",
    response=list[Share],
)  # fmt: skip
def list_shares(request: HttpRequest, limit: Limit = 50) -> Any:
    """The newest so many, of which those that are open now."""
    return list(_open(caller_of(request), limit))


@router.get(
    "/shares/{entry}", auth=Key(READS), url_name="api_share", operation_id="read_share", summary="Read what was shared",
    response=Whole,
)  # fmt: skip
def read_share(request: HttpRequest, entry: Id) -> Any:
    """Once its basis has ended nothing of it is shown."""
    caller = caller_of(request)
    with shown.collecting():
        one = receiving.sent_to(caller.membership).filter(pk=entry).select_related("from_team", "copy").first()
    if one is None:
        raise not_found()
    found = receiving.look(one, membership=caller.membership, at=caller.at)
    if not found.live or found.share is None:
        raise Stop(404, "share_is_closed", "What was shared may no longer be read.")
    classes = frozenset(str(data) for data in {DataClass.IDENTITY, *(CLASS_OF[item] for item in found.read)})
    note_because(Because(purpose=str(found.share.purpose), basis=Basis.SHARED.value, classes=classes))
    shown.note([one.person_id])
    return _whole(one, found)


def _open(caller: Caller, limit: int) -> Iterator[Share]:
    with shown.collecting():
        sent = list(receiving.sent_to(caller.membership).select_related("from_team", "copy")[:limit])
    for one in sent:
        found = receiving.look(one, membership=caller.membership, at=caller.at)
        if found.live:
            shown.note([one.person_id])
            yield Share(**_head(one, found))


def _head(one: Disclosure, found: Received) -> dict[str, Any]:
    share = found.share
    return {
        "share": one.pk, "name": copies.read(one.copy.text).name, "sent_at": one.at,
        "purpose": share.purpose.value if share else "", "until": share.until if share else None,
        "sender": Team(id=one.from_team_id, name=one.from_team.name),
    }  # fmt: skip


def _whole(one: Disclosure, found: Received) -> Whole:
    sent = copies.read(one.copy.text)
    kept = sent if found.is_whole else sent.only(found.read)
    lines = [Line(label=line.label, value=line.value) for line in kept.lines]
    return Whole(**_head(one, found), as_at=sent.as_at, lines=lines, is_whole=found.is_whole)
