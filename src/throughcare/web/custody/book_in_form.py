"""Booking in: who, where from, why here. Four facts from one short form, under ids made from the one it carries."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms

from throughcare.journal.record import Proposed
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.custody import Arrested
from throughcare.rulebook.facts.identity import DetailsGiven, LanguageNeeds
from throughcare.web import clock_change
from throughcare.web.custody.residence_form import ResidenceForm
from throughcare.web.fact_forms import offences
from throughcare.web.fields import GovukDate, When, YesNo

OLDEST = 120


class BookIn(ResidenceForm):
    """In the order in which it is asked at the desk."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    looked = forms.CharField(required=False, widget=forms.HiddenInput)
    given_name = forms.CharField(
        label="Given names", max_length=200, error_messages={"required": "Enter the given names"}
    )
    family_name = forms.CharField(
        label="Family name", max_length=200, error_messages={"required": "Enter the family name"}
    )
    born_on = GovukDate(label="Date of birth", help_text="For example, 9 11 1984", named="the date of birth")
    speaks = forms.CharField(label="Languages spoken", initial="English", max_length=200,
                             error_messages={"required": "Enter the languages the person speaks"})  # fmt: skip
    finds_reading_hard = YesNo(
        label="Does the person find reading hard?", help_text="Ask. Notices are then read out",
        error_messages={"required": "Say whether the person finds reading hard"},
    )  # fmt: skip
    offence = forms.ChoiceField(
        label="Offence", help_text="Type the first letters to find it in the list",
        error_messages={"required": "Choose the offence"},
    )  # fmt: skip
    custody_number = forms.CharField(
        label="Custody number", max_length=40, help_text="As it stands in the custody record",
        error_messages={"required": "Enter the custody number"},
    )  # fmt: skip
    cell = forms.CharField(label="Cell", required=False, max_length=20)
    arrived_at = When(label="Arrived at the suite", named="when the person arrived")

    field_order = (
        "given_name", "family_name", "born_on", "housing", "address", "place", "area", "speaks", "finds_reading_hard",
        "offence", "custody_number", "cell", "arrived_at",
    )  # fmt: skip

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, on=local_day(now), **kwargs)
        self.now = now
        self.fields["offence"].choices = offences(self._arrived(self.data) or now)  # type: ignore[attr-defined]

    def who(self) -> list[forms.BoundField]:
        return [self[name] for name in self.field_order[:7]]

    def why_here(self) -> list[forms.BoundField]:
        return [self[name] for name in self.field_order[7:]]

    def clean_born_on(self) -> date:
        born: date = self.cleaned_data["born_on"]
        today = local_day(self.now)
        if born >= today or today.year - born.year > OLDEST:
            raise forms.ValidationError("The date of birth must be in the past", code="year")
        return born

    def clean_arrived_at(self) -> datetime:
        at: datetime = self.cleaned_data["arrived_at"]
        if at > self.now:
            raise forms.ValidationError("The time of arrival has not come yet. Check it", code="time")
        return at

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody already here is meant is asked once."""
        return not self.cleaned_data["looked"]

    def looking(self) -> None:
        """Shown again with the people alike, the next sending says that none of them is meant."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["looked"] = "yes"  # type: ignore[index]

    def person_id(self) -> UUID:
        """Of somebody whose record begins here: the same form sent twice begins one record."""
        return uuid5(self.cleaned_data["entry"], "person")

    def proposed(self, person_id: UUID) -> list[Proposed]:
        given = self.cleaned_data
        facts = {
            "details": DetailsGiven(
                given_name=given["given_name"], family_name=given["family_name"], born_on=given["born_on"]
            ),
            "residence": self.fact(),
            "language": LanguageNeeds(speaks=given["speaks"], finds_reading_hard=given["finds_reading_hard"]),
            "arrest": Arrested(
                offence=given["offence"], custody_number=given["custody_number"], cell=given["cell"]
            ),
        }  # fmt: skip
        return [
            Proposed(id=uuid5(given["entry"], name), person_id=person_id, fact=fact, happened_at=given["arrived_at"])
            for name, fact in facts.items()
        ]

    @staticmethod
    def _arrived(typed: Mapping[str, Any]) -> datetime | None:
        """The day of arrest decides which offences are trigger offences."""
        day = clock_change.read_date(
            {part: str(typed.get(f"arrived_at-{part}", "")) for part in ("day", "month", "year")}
        )
        return datetime(day.year, day.month, day.day, 12).astimezone() if day else None
