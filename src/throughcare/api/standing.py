"""One person's standing, exactly as far as the person's page would show it to the same post."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from throughcare.access.opened import Opened
from throughcare.accounts.models import Membership
from throughcare.api import pieces
from throughcare.api.facts import RECORDS
from throughcare.api.keys import Key, caller_of
from throughcare.api.people import Reference, open_record
from throughcare.api.pieces import Duty, Entry, Episode, Team
from throughcare.rulebook.actors import Role
from throughcare.rulebook.facts.base import kind_of
from throughcare.rulebook.history import AnyRecorded

router = Router(tags=["people"])
READS = RECORDS | {Role.AUDITOR}
"""Who may open one person's page; an auditor only what is open to them in an audit."""


class Standing(Schema):
    """Where a person stands, what is due and what has happened, as far as the caller may see it."""

    reference: str
    name: str
    born_on: date | None
    care_team: Team | None = Field(description="The team responsible now, where the caller may know it")
    episodes: list[Episode]
    duties: list[Duty] = Field(description="Those due first, by date; then those that are met or withdrawn")
    something_due: list[datetime] = Field(description="When something is due of which the caller may not know what")
    entries: list[Entry] = Field(description="The newest last. Of what was corrected, the version that stands")
    as_at: datetime
    rules_version: str
    given_version: str


@router.get(
    "/people/{reference}/standing", auth=Key(READS), url_name="api_standing", operation_id="read_standing",
    summary="Read a standing", response=Standing,
)  # fmt: skip
def read_standing(request: HttpRequest, reference: Reference) -> Any:
    """What follows is worked out on the whole record, and shown as far as the caller's post may see it now."""
    caller = caller_of(request)
    opened = open_record(caller, reference)
    return standing_of(opened, at=caller.at)


def standing_of(opened: Opened, *, at: datetime) -> Standing:
    names, person, known = opened.names, opened.person, _roots(opened)
    entries, care = list(shown(opened)), opened.standing.care_team
    people = recorders(entries)
    duties = sorted(
        (one for one in opened.standing.duties if not one.never_arose), key=lambda one: (not one.open, one.due, one.key)
    )
    return Standing(
        reference=person.reference, name=person.full_name, born_on=person.born_on,
        care_team=pieces.team(care, names) if care else None,
        episodes=[pieces.episode(one) for one in opened.standing.episodes],
        duties=[pieces.duty(one, names=names, is_known=one.because in known) for one in duties],
        something_due=sorted(one.due for one in opened.hinted),
        entries=[pieces.entry(one, names=names, people=people) for one in entries], as_at=at,
        rules_version=opened.standing.rules_version, given_version=opened.standing.given_version,
    )  # fmt: skip


def shown(opened: Opened) -> Iterable[AnyRecorded]:
    """What stands, in order; then what was taken away or moved, without its words."""
    yield from opened.history.entries
    yield from (one for one in opened.history.mendings if kind_of(type(one.fact)).mending)


def recorders(entries: Iterable[AnyRecorded]) -> dict[UUID, str]:
    ids = {one.by for one in entries}
    return dict(Membership.objects.filter(pk__in=ids).values_list("pk", "account__full_name"))


def _roots(opened: Opened) -> set[UUID]:
    return {one.root for one in (*opened.history.entries, *opened.history.mended)}
