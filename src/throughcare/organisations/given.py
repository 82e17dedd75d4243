"""What the rules are given about teams and areas: plain values, with the version they were read at."""

import uuid
from datetime import date
from typing import TypedDict

from django.db.models import F

from throughcare.organisations.models import Area, AreaSetting, CjitOfResidence, GivenVersion, Organisation


class GivenArea(TypedDict):
    code: str
    name: str
    nation: str
    from_on: date
    until_on: date | None


class GivenTeam(TypedDict):
    id: uuid.UUID
    kind: str
    area: str | None
    name: str
    parent: uuid.UUID | None
    from_on: date
    until_on: date | None


class GivenResidence(TypedDict):
    area: str
    cjit: uuid.UUID
    from_on: date
    until_on: date | None


class GivenSetting(TypedDict):
    area: str
    name: str
    value: str
    from_on: date
    until_on: date | None


class GivenOrganisations(TypedDict):
    version: int
    areas: list[GivenArea]
    teams: list[GivenTeam]
    cjits_of_residence: list[GivenResidence]
    settings: list[GivenSetting]


_Stamp = tuple[int, uuid.UUID | None]
_kept: tuple[_Stamp, GivenOrganisations] | None = None


def given_organisations() -> GivenOrganisations:
    """The same object for as long as nothing changed, at one small query. Read it, never write to it."""
    global _kept
    kept, stamp = _kept, _stamp()
    if kept is None or kept[0] != stamp:
        kept = _kept = _read_between_changes(stamp)
    return kept[1]


def given_changed() -> None:
    """Called by every action of this room, in its transaction."""
    GivenVersion.objects.bulk_create([GivenVersion(id=1)], ignore_conflicts=True)
    GivenVersion.objects.update(number=F("number") + 1, token=uuid.uuid4())


def _stamp() -> _Stamp:
    return GivenVersion.objects.values_list("number", "token").first() or (0, None)


def _read_between_changes(stamp: _Stamp) -> tuple[_Stamp, GivenOrganisations]:
    """Reads again if another process changed the lists while they were being read."""
    given = _read(version=stamp[0])
    after = _stamp()
    return (stamp, given) if after == stamp else _read_between_changes(after)


def _read(*, version: int) -> GivenOrganisations:
    areas = Area.objects.order_by("code").values("code", "name", "nation", "from_on", "until_on")
    teams = Organisation.objects.order_by("id").values(
        "id", "kind", "area", "name", "parent", "from_on", "until_on"
    )
    residences = CjitOfResidence.objects.order_by("area_id", "from_on").values(
        "area", "cjit", "from_on", "until_on"
    )
    settings = AreaSetting.objects.order_by("area_id", "name", "from_on").values(
        "area", "name", "value", "from_on", "until_on"
    )
    return GivenOrganisations(
        version=version,
        areas=[GivenArea(**row) for row in areas],
        teams=[GivenTeam(**row) for row in teams],
        cjits_of_residence=[GivenResidence(**row) for row in residences],
        settings=[GivenSetting(**row) for row in settings],
    )
