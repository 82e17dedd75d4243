"""The only writers of areas and organisations: each change moves the version of what the rules are given."""

from datetime import date

from django.db import transaction

from throughcare.organisations import fallback
from throughcare.organisations.given import given_changed
from throughcare.organisations.models import (
    Area,
    AreaSetting,
    CjitOfResidence,
    DatedRows,
    Nation,
    Organisation,
    Place,
)
from throughcare.organisations.residence import district_of
from throughcare.organisations.spelling import folded
from throughcare.rulebook.actors import OrganisationKind


class NotACjit(ValueError):
    """Only a CJIT can be the CJIT of residence."""


class EarlierThanTheLast(ValueError):
    """A dated list is continued, never rewritten: the new row begins after the one it follows."""


@transaction.atomic
def open_area(*, code: str, name: str, nation: Nation, from_on: date) -> Area:
    area = Area.objects.create(code=code, name=name, nation=nation, from_on=from_on)
    given_changed()
    return area


@transaction.atomic
def open_organisation(*, organisation: Organisation) -> Organisation:
    """Not yet saved. Its id may be chosen by the caller, so that a demonstration is the same every time."""
    organisation.save(force_insert=True)
    given_changed()
    return organisation


@transaction.atomic
def close_organisation(*, organisation: Organisation, until_on: date) -> None:
    organisation.until_on = until_on
    organisation.save(update_fields=["until_on"])
    given_changed()


@transaction.atomic
def appoint_cjit_of_residence(*, area: Area, cjit: Organisation, from_on: date) -> CjitOfResidence:
    """From that day this CJIT serves the area's residents, and the one before it no longer does."""
    if cjit.kind != OrganisationKind.CJIT:
        raise NotACjit(f"{cjit.name} is a {cjit.get_kind_display()}.")
    _end_the_last(CjitOfResidence.objects.filter(area=area), from_on)
    appointed = CjitOfResidence.objects.create(area=area, cjit=cjit, from_on=from_on)
    given_changed()
    return appointed


@transaction.atomic
def list_place(*, text: str, area: Area, from_on: date) -> Place:
    """Typed as people say it: a place name, or a postcode district such as NP20."""
    district = district_of(text=text)
    place = Place.objects.create(
        kind=Place.Kind.POSTCODE_DISTRICT if district else Place.Kind.NAME,
        text=district or text,
        folded=folded(district or text),
        area=area,
        from_on=from_on,
    )
    given_changed()
    return place


@transaction.atomic
def decide_area_setting(*, area: Area, name: AreaSetting.Name, value: str, from_on: date) -> AreaSetting:
    if name == AreaSetting.Name.HANDBOOK_LIMITS_FROM:
        date.fromisoformat(value)
    if name == AreaSetting.Name.FALLBACK_BOOKING:
        fallback.read(value)
    _end_the_last(AreaSetting.objects.filter(area=area, name=name), from_on)
    setting = AreaSetting.objects.create(area=area, name=name, value=value, from_on=from_on)
    given_changed()
    return setting


def _end_the_last(rows: DatedRows[CjitOfResidence] | DatedRows[AreaSetting], from_on: date) -> None:
    last = rows.order_by("-from_on").first()
    if last and last.from_on >= from_on:
        raise EarlierThanTheLast(f"The last one began on {last.from_on}; this one would begin on {from_on}.")
    rows.filter(until_on=None).update(until_on=from_on)
