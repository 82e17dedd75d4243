"""Where somebody lives: a typed place or postcode, the area the lists give for it, shown before it is saved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from throughcare.organisations.models import Area
from throughcare.organisations.residence import areas_of
from throughcare.rulebook.facts.identity import Housing, ResidenceEstablished
from throughcare.rulebook.standing import Given
from throughcare.web.widgets import Radios

HOUSING = (
    (Housing.ADDRESS.value, "At an address"),
    (Housing.NO_FIXED_ABODE.value, "No fixed abode"),
    (Housing.NOT_KNOWN.value, "Not known, or will not say"),
)
NOT_ON_THE_LIST = "This place is not on our lists. Try the postcode, or choose the area"
IN_TWO = "This name is in more than one area. Try the postcode, or choose the area"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the lists say of a place, for the officer to agree with."""

    area: str
    area_name: str
    team: str


class ResidenceForm(forms.Form):
    """Part of booking in, and a page of its own. `agreed` is the area that the officer was shown."""

    housing = forms.TypedChoiceField(
        label="Where does the person live?", choices=HOUSING, coerce=Housing, widget=Radios(),
        error_messages={"required": "Say where the person lives, or that it is not known"},
    )  # fmt: skip
    address = forms.CharField(label="Address", help_text="As given", required=False, max_length=500)
    place = forms.CharField(
        label="Town or postcode",
        help_text="Finds the area, and the team that serves it",
        required=False,
        max_length=100,
    )
    area = forms.ChoiceField(label="Area", help_text="Only if the place is on no list, or on two", required=False)
    agreed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, on: date, given: Given, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on, self.given = on, given
        self.found: Found | None = None
        self.needs_agreement = False
        self.areas = {area.code: area.name for area in Area.objects.in_force(on=on)}
        self.fields["area"].choices = [("", "Found from the place"), *self.areas.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("housing") is not Housing.ADDRESS:
            return {**given, "area": "", "address": given.get("address", "")}
        code = given.get("area") or self._looked_up(str(given.get("place", "")))
        if code:
            team = self.given.teams.get(self.given.cjit_of.get(code, ""))
            self.found = Found(area=code, area_name=self.areas.get(code, code), team=team.name if team else "no team")
            self.needs_agreement = given.get("agreed") != code
        return {**given, "area": code or ""}

    def _looked_up(self, place: str) -> str | None:
        if not place.strip():
            self.add_error("place", "Enter the town or postcode")
            return None
        areas = areas_of(place_or_postcode=place, on=self.on)
        if len(areas) != 1:
            self.add_error("place", IN_TWO if areas else NOT_ON_THE_LIST)
        return areas[0].code if len(areas) == 1 else None

    def agreeing(self) -> None:
        """Carries what is being shown into the next sending of this form."""
        if self.found is not None:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("agreed")] = self.found.area  # type: ignore[index]

    def fact(self) -> ResidenceEstablished:
        given = self.cleaned_data
        address = ", ".join(part.strip() for part in (given["address"], given["place"]) if part.strip())
        is_address = given["housing"] is Housing.ADDRESS
        return ResidenceEstablished(
            housing=given["housing"], area=given["area"] if is_address else "", address=address if is_address else ""
        )


class MoveHouse(ResidenceForm):
    """The same, alone on its page."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
