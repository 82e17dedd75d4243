"""The CJIT of residence (Handbook 4.1.1) by typed lists: a place, its area, the team that serves it."""

import re
from datetime import date

from throughcare.organisations.fallback import Fallback, read
from throughcare.organisations.models import Area, AreaSetting, CjitOfResidence, Organisation, Place
from throughcare.organisations.spelling import folded

_POSTCODE = re.compile(r"(?P<district>[a-z]{1,2}[0-9][a-z0-9]?)(?:[0-9][a-z]{2})?")


def district_of(*, text: str) -> str | None:
    """'np20 4ab' and 'NP20' are both in 'NP20'; a place name is in no postcode district."""
    postcode = _POSTCODE.fullmatch(folded(text).replace(" ", ""))
    return postcode["district"].upper() if postcode else None


def areas_of(*, place_or_postcode: str, on: date) -> list[Area]:
    """Every area whose list holds this place: two mean that someone must choose."""
    district = district_of(text=place_or_postcode)
    kind = Place.Kind.POSTCODE_DISTRICT if district else Place.Kind.NAME
    places = Place.objects.in_force(on=on).filter(kind=kind, folded=folded(district or place_or_postcode))
    return list(Area.objects.in_force(on=on).filter(pk__in=places.values("area")))


def area_of(*, place_or_postcode: str, on: date) -> Area | None:
    areas = areas_of(place_or_postcode=place_or_postcode, on=on)
    return areas[0] if len(areas) == 1 else None


def cjit_of(*, area: Area, on: date) -> Organisation | None:
    serving = CjitOfResidence.objects.in_force(on=on).filter(area=area).select_related("cjit__area").first()
    return serving.cjit if serving else None


def setting_of(*, area: Area, name: AreaSetting.Name, on: date) -> str | None:
    setting = AreaSetting.objects.in_force(on=on).filter(area=area, name=name).order_by("-from_on").first()
    return setting.value if setting else None


def fallback_of(*, area: Area, on: date) -> Fallback | None:
    """When and where, if the area has said so."""
    text = setting_of(area=area, name=AreaSetting.Name.FALLBACK_BOOKING, on=on)
    return read(text) if text else None
