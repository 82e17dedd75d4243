"""What the rules are given about teams and areas: plain values, with the version they were read at."""

import uuid
from datetime import date
from typing import TypedDict

from django.db import connection
from django.db.models import F

from throughcare.organisations.models import Area, AreaSetting, CjitOfResidence, GivenVersion, Organisation


class GivenArea(TypedDict):
    code: str
    name: str
    nation: str
    from_on: date
    until_on: date | None


class GivenTeam(TypedDict):
    """National teams are in the area "", and a team that is part of no other has the parent ""."""

    id: str
    kind: str
    area: str
    name: str
    parent: str
    from_on: date
    until_on: date | None


class GivenResidence(TypedDict):
    area: str
    cjit: str
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


_Stamp = tuple[int, uuid.UUID | str | None]
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
    """Asked at every record, so without the ORM, which took longer to ask than the database to answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, token FROM organisations_givenversion")
        return cursor.fetchone() or (0, None)


def _read_between_changes(stamp: _Stamp) -> tuple[_Stamp, GivenOrganisations]:
    """Reads again if another process changed the lists while they were being read."""
    given = _read(version=stamp[0])
    after = _stamp()
    return (stamp, given) if after == stamp else _read_between_changes(after)


def _read(*, version: int) -> GivenOrganisations:
    areas = Area.objects.order_by("code").values("code", "name", "nation", "from_on", "until_on")
    settings = AreaSetting.objects.order_by("area_id", "name", "from_on")
    return GivenOrganisations(
        version=version,
        areas=[GivenArea(**row) for row in areas],
        teams=[_team(row) for row in Organisation.objects.order_by("id")],
        cjits_of_residence=[_residence(row) for row in CjitOfResidence.objects.order_by("area_id", "from_on")],
        settings=[GivenSetting(**row) for row in settings.values("area", "name", "value", "from_on", "until_on")],
    )


def _team(row: Organisation) -> GivenTeam:
    return GivenTeam(
        id=str(row.pk),
        kind=row.kind,
        area=row.area_id or "",
        name=row.name,
        parent=str(row.parent_id or ""),
        from_on=row.from_on,
        until_on=row.until_on,
    )


def _residence(row: CjitOfResidence) -> GivenResidence:
    return GivenResidence(area=row.area_id, cjit=str(row.cjit_id), from_on=row.from_on, until_on=row.until_on)
