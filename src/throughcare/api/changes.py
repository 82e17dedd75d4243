"""What was written down since a cursor, about people in sight, as far as each entry may be read now.

By when it was written and by id. A page looks at no more than one day, and ends a minute before now, so that what is
being written at this moment is not passed over. Whoever leaves sight appears no more; of whoever comes into sight only
what is written from then on appears: read their standing.
"""

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from throughcare.access import scope
from throughcare.access.decide import Decision, decide_many
from throughcare.api import pieces
from throughcare.api.facts import RECORDS
from throughcare.api.fields import Cursor, Limit
from throughcare.api.keys import Caller, Key, caller_of
from throughcare.api.problems import Stop
from throughcare.api.standing import recorders
from throughcare.journal import reading
from throughcare.journal.codec import instant
from throughcare.journal.given import given
from throughcare.journal.models import Entry
from throughcare.people import shown
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.sight import readable

router = Router(tags=["changes"])
SETTLED, A_PAGE_LOOKS_AT, OLDEST = timedelta(minutes=1), timedelta(days=1), timedelta(days=90)
NO_ENTRY = UUID(int=0)
Row = tuple[UUID, UUID, datetime]
"""Entry, person, and when it was written down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """How far a follower has come: everything written down before, and at that instant up to this id."""

    at: datetime
    entry: UUID = NO_ENTRY


class Change(Schema):
    """One entry, and whose record it is on."""

    reference: str
    entry: pieces.Entry


class Changes(Schema):
    """A page, and where the next begins."""

    changes: list[Change]
    cursor: str = Field(description="Send it with the next request")
    more: bool = Field(description="Whether there is more to read at once")


@router.get(
    "/changes", auth=Key(RECORDS), url_name="api_changes", operation_id="follow_changes", summary="Follow changes",
    response=Changes,
)  # fmt: skip
def follow_changes(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> Any:
    """Without a cursor, an empty page whose cursor begins now. A page may be empty and still have more behind it."""
    caller = caller_of(request)
    settled = caller.at - SETTLED
    if not cursor:
        return Changes(changes=[], cursor=_written(Place(at=settled)), more=False)
    since = _read(cursor, caller.at)
    until = min(settled, since.at + A_PAGE_LOOKS_AT)
    rows = _rows(caller, since, until, limit)
    ends = Place(at=rows[-1][2], entry=rows[-1][0]) if len(rows) == limit else Place(at=max(until, since.at))
    more = len(rows) == limit or until < settled
    return Changes(changes=_changes(caller, rows), cursor=_written(ends), more=more)


def _rows(caller: Caller, since: Place, until: datetime, limit: int) -> Sequence[Row]:
    """Of people in sight, whether or not each entry may be read."""
    later = Q(recorded_at__gt=since.at) | Q(recorded_at=since.at, pk__gt=since.entry)
    seen = scope.is_in_sight(membership=caller.membership, at=caller.at, person="person")
    found = Entry.objects.filter(later, seen, recorded_at__gte=since.at, recorded_at__lt=until)
    return list(found.order_by("recorded_at", "pk").values_list("pk", "person_id", "recorded_at")[:limit])


def _changes(caller: Caller, rows: Sequence[Row]) -> list[Change]:
    with shown.collecting():
        people = {person for _, person, _ in rows}
        decisions = decide_many(person_ids=people, membership=caller.membership, at=caller.at)
        found = _entries(caller, decisions, people)
    kept = [(person, found[entry]) for entry, person, _ in rows if entry in found]
    shown.note(person for person, _ in kept)
    names = {team.id: team.name for team in given().teams.values()}
    by = recorders(entry for _, entry in kept)
    return [
        Change(reference=decisions[person].person.reference, entry=pieces.entry(one, names=names, people=by))
        for person, one in kept
    ]


def _entries(caller: Caller, decisions: dict[UUID, Decision], people: Collection[UUID]) -> dict[UUID, AnyRecorded]:
    """Every entry of these records that the caller may read, by id."""
    found: dict[UUID, AnyRecorded] = {}
    for person, entries in reading.entries([one for one in people if one in decisions]).items():
        h = readable(History(entries), decisions[person].reader(caller.membership))
        found |= {one.id: one for one in (*h.entries, *h.mended, *h.mendings)}
    return found


def _written(place: Place) -> str:
    return base64.urlsafe_b64encode(f"{instant(place.at)} {place.entry}".encode()).decode().rstrip("=")


def _read(cursor: str, at: datetime) -> Place:
    try:
        when, entry = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").split(" ")
        place = Place(at=datetime.fromisoformat(when), entry=UUID(entry))
    except ValueError as error:
        raise Stop(422, "no_cursor", "This is not a cursor that was given here.") from error
    if place.at.tzinfo is None or not at - OLDEST <= place.at <= at:
        raise Stop(
            422, "cursor_too_old", f"A cursor is good for {OLDEST.days} days. Read the standings, and begin anew."
        )
    return place
