"""Finding people among those the key's team may see: the search of the pages, with the same silence about others."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from throughcare.access import scope
from throughcare.api.facts import RECORDS
from throughcare.api.fields import Sought
from throughcare.api.keys import Key, caller_of
from throughcare.api.pieces import Team
from throughcare.people.models import Person
from throughcare.people.search import AT_MOST, search
from throughcare.rulebook.data_classes import DataClass

router = Router(tags=["people"])


class Found(Schema):
    """Somebody in sight."""

    reference: str
    name: str
    born_on: date | None
    care_team: Team | None = Field(description="Where the caller may know it")


@router.get(
    "/people", auth=Key(RECORDS), url_name="api_people", operation_id="find_people", summary="Find people",
    response=list[Found],
)  # fmt: skip
def find_people(request: HttpRequest, q: Sought) -> Any:
    """The first 50, by name, of those in sight of the key's team. Nobody found is said alike of everybody else."""
    caller = caller_of(request)
    within = scope.findable(membership=caller.membership, at=caller.at).select_related("standing__care_team")
    knows = scope.is_in_sight(membership=caller.membership, at=caller.at, person="pk", data=DataClass.CASEWORK)
    return [_found(person) for person in search(text=q, within=within.annotate(knows_care=knows), limit=AT_MOST)]


def _found(person: Person) -> Found:
    standing = getattr(person, "standing", None)
    team = standing.care_team if standing and person.knows_care else None  # type: ignore[attr-defined]
    care = Team(id=team.pk, name=team.name) if team else None
    return Found(reference=person.reference, name=person.full_name, born_on=person.born_on, care_team=care)
