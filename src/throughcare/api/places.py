"""Free places of any team that assesses. To book one, record the appointment with its slot: one act claims it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from throughcare.api.facts import RECORDS
from throughcare.api.fields import Id, Limit, MaybeInstant
from throughcare.api.keys import Caller, Key, caller_of
from throughcare.api.problems import not_found
from throughcare.diary.booking import free_slots
from throughcare.diary.models import Purpose, Slot
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import POLICE, OrganisationKind
from throughcare.rulebook.calendar import local_day

router = Router(tags=["places"])
MOST_TEAMS = 1000


class For(StrEnum):
    """What the appointment is."""

    INITIAL = Purpose.INITIAL.value
    FOLLOW_UP = Purpose.FOLLOW_UP.value


class Assessing(Schema):
    """A team that assesses."""

    id: UUID
    name: str
    area: str = Field(description="The code of its area")
    phone: str


class Place(Schema):
    """A time at which somebody can be seen. Who else is, is not said."""

    slot: UUID
    starts_at: datetime
    minutes: int
    purpose: str
    place: str
    places_left: int
    worker_speaks: str


@router.get(
    "/teams", auth=Key(RECORDS), url_name="api_teams", operation_id="list_teams", summary="List the teams that assess",
    response=list[Assessing],
)  # fmt: skip
def list_teams(request: HttpRequest) -> Any:
    """All CJITs of today, by name."""
    on = local_day(caller_of(request).at)
    found = Organisation.objects.in_force(on=on).filter(kind=OrganisationKind.CJIT).select_related("area")
    return [
        Assessing(id=one.pk, name=one.name, area=one.area.code if one.area else "", phone=one.phone)
        for one in found.order_by("name", "pk")[:MOST_TEAMS]
    ]


@router.get(
    "/teams/{team}/places", auth=Key(RECORDS), url_name="api_places", operation_id="find_places",
    summary="Find free places", response=list[Place],
)  # fmt: skip
def find_places(
    request: HttpRequest, team: Id, *, after: MaybeInstant = None, before: MaybeInstant = None,
    purpose: For | None = None, limit: Limit = 50,
) -> Any:  # fmt: skip
    """The first, by time, from now on or after the time given. Those handed to police are shown to police alone."""
    caller = caller_of(request)
    found = Organisation.objects.filter(pk=team, kind=OrganisationKind.CJIT).first()
    if found is None:
        raise not_found()
    since = max(caller.at, after) if after else caller.at
    free = free_slots(
        organisation=found, after=since, before=before, purpose=Purpose(purpose.value) if purpose else None,
        limit=limit, for_police=_for_police(caller),
    )  # fmt: skip
    return [_place(one) for one in free]


def _for_police(caller: Caller) -> bool:
    return caller.role in POLICE


def _place(one: Slot) -> Place:
    left: int = one.places_left  # type: ignore[attr-defined]
    return Place(
        slot=one.pk, starts_at=one.starts_at, minutes=one.minutes, purpose=one.purpose, place=one.place,
        places_left=left, worker_speaks=one.worker_speaks,
    )  # fmt: skip
