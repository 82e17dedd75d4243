"""The short forms of a diary's manager."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db import models

from throughcare.accounts.models import Membership
from throughcare.diary.models import OpeningHours, Pattern, Purpose, Slot, Turn, Weekday
from throughcare.diary.opening import moment
from throughcare.organisations.fallback import Fallback
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import CJIT_MANAGER, CJIT_WORKERS, OrganisationKind
from throughcare.web.fields import GovukDate, When, YesNo
from throughcare.web.widgets import Radios


def _said(choices: type[models.TextChoices]) -> list[tuple[str, str]]:
    return [(key, said.capitalize()) for key, said in choices.choices]


class Clock(forms.TimeField):
    """A time as 09:30."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"})

    def __init__(self, label: str, **more: Any) -> None:
        wrong = {"required": "Enter a time, as 09:30", "invalid": "Enter a time, as 09:30"}
        super().__init__(
            label=label, input_formats=["%H:%M", "%H.%M"], error_messages=wrong, help_text="As 09:30", **more
        )


def weekday() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="On which day of the week?", choices=Weekday.choices, coerce=int, widget=Radios(inline=True),
        error_messages={"required": "Choose a day of the week"},
    )  # fmt: skip


class Hours(forms.Form):
    weekday = weekday()
    opens, closes = Clock("Opens"), Clock("Closes")
    from_on = GovukDate(label="From which day?", named="the day from which it holds")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("opens") and given.get("closes") and given["closes"] <= given["opens"]:
            self.add_error("closes", "Closes must be after opens")
        return given

    def row(self) -> OpeningHours:
        return OpeningHours(**self.cleaned_data)


class Special(forms.Form):
    day = GovukDate(label="Which day?", named="the day")
    is_open = YesNo(label="Is the team open on that day?", yes="Open, though a holiday", no="Closed")
    why = forms.CharField(label="Why?", max_length=100, error_messages={"required": "Say why"})


class Places(forms.Form):
    """What a slot is, of the pattern or single."""

    minutes = forms.IntegerField(
        label="Minutes", min_value=5, max_value=480, initial=45,
        error_messages={"required": "Say for how many minutes"},
    )  # fmt: skip
    places = forms.IntegerField(
        label="Places at once", min_value=1, max_value=20, initial=1,
        error_messages={"required": "Say how many people can come at once"},
    )  # fmt: skip
    place = forms.CharField(label="Where, with the room", max_length=300, error_messages={"required": "Say where"})
    purpose = forms.ChoiceField(
        label="For",
        choices=_said(Purpose),
        widget=Radios(inline=True),
        initial=Purpose.ANY,
        error_messages={"required": "Say what it is for"},
    )
    worker_speaks = forms.CharField(label="The worker’s languages besides English", max_length=200, required=False)
    for_police = YesNo(
        label="Is it handed to police, to give out for required assessments?", required=True,
        error_messages={"required": "Say whether police give it out"},
    )  # fmt: skip


class Weekly(Places):
    weekday = weekday()
    starts = Clock("Begins")
    from_on = GovukDate(label="From which day?", named="the day from which it holds")
    field_order = ("weekday", "starts")

    def row(self) -> Pattern:
        return Pattern(**self.cleaned_data)


class Single(Places):
    starts_at = When(label="When?", named="when it begins")
    field_order = ("starts_at",)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_starts_at(self) -> datetime:
        at: datetime = self.cleaned_data["starts_at"]
        if at <= self.now:
            raise forms.ValidationError("Choose a time to come", code="past")
        return at

    def row(self) -> Slot:
        return Slot(**self.cleaned_data)


class Shape(Single):
    """One slot, as it should be from now on."""

    purpose = worker_speaks = for_police = None  # type: ignore[assignment]


class Nobody(forms.Form):
    """Exactly when and where somebody goes for whom no place can be booked (SPOC 4 b3)."""

    when = forms.CharField(
        label="When should the person come?", max_length=200, help_text="Days and hours, as “The next working day, "
        "09:30 to 11:30”", error_messages={"required": "Say the days and hours"},
    )  # fmt: skip
    where = forms.CharField(
        label="Where?", max_length=300, help_text="The address, with the floor or the room",
        error_messages={"required": "Say where"},
    )  # fmt: skip
    how = forms.CharField(
        label="What should the officer do?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whom to ring, or what to write down for the person",
    )  # fmt: skip
    from_on = GovukDate(label="From which day?", named="the day from which it holds")

    def __init__(self, *args: Any, today: date, last: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.last = today, last

    def clean_when(self) -> str:
        said: str = self.cleaned_data["when"]
        if not any(sign.isdigit() for sign in said):
            raise forms.ValidationError("Say the hours too, as 09:30 to 11:30", code="not_exact")
        return said

    def clean_from_on(self) -> date:
        """Police may have told somebody what held until today, and what began is not rewritten."""
        day: date = self.cleaned_data["from_on"]
        if day < self.today:
            raise forms.ValidationError("Choose today or a later day", code="past")
        if self.last is not None and day <= self.last:
            raise forms.ValidationError(f"Choose a day after {self.last:%-d %B %Y}, when the last words began",
                                        code="too_early")  # fmt: skip
        return day

    def said(self) -> Fallback:
        return Fallback(**{name: self.cleaned_data[name] for name in ("when", "where", "how")})


class Ring(forms.Form):
    phone = forms.CharField(
        label="Which number should police ring before an initial assessment starts?", max_length=40, required=False,
        help_text="Empty: no call is wanted from that day",
    )  # fmt: skip
    why = forms.CharField(
        label="What for?", max_length=200, required=False, help_text="For instance, a follow-up place"
    )
    from_on = GovukDate(label="From which day?", named="the day from which it holds")


class On(forms.Form):
    worker = forms.ModelChoiceField(
        label="Who?", queryset=Membership.objects.none(), error_messages={"required": "Choose who is on"}
    )
    day = GovukDate(label="Which day?", named="the day")
    starts, ends = Clock("From"), Clock("Until")
    weeks = forms.IntegerField(
        label="For how many weeks, on the same day?", min_value=1, max_value=12, initial=1,
        error_messages={"required": "Say for how many weeks"},
    )  # fmt: skip
    how = forms.ChoiceField(
        label="How?",
        choices=_said(Turn.How),
        widget=Radios(inline=True),
        initial=Turn.How.DUTY,
        error_messages={"required": "Say how"},
    )
    suite = forms.ModelChoiceField(
        label="At which custody suite?", queryset=Organisation.objects.none(), required=False,
        empty_label="Not at a suite",
    )  # fmt: skip
    may_assess = YesNo(
        label="Is the worker competent for required assessments?",
        error_messages={"required": "Say whether the worker is competent for required assessments"},
    )  # fmt: skip
    phone = forms.CharField(label="Telephone", max_length=40, error_messages={"required": "Enter a telephone number"})

    def __init__(self, *args: Any, team: Organisation, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers = Membership.objects.live(at=now).filter(organisation=team, role__in=CJIT_WORKERS | CJIT_MANAGER)
        self.fields["worker"].queryset = workers.select_related("account").order_by("account__full_name")  # type: ignore[attr-defined]
        self.fields["worker"].label_from_instance = lambda one: one.account.full_name  # type: ignore[attr-defined]
        suites = Organisation.objects.filter(kind=OrganisationKind.POLICE_SUITE, area=team.area, until_on=None)
        self.fields["suite"].queryset = suites  # type: ignore[attr-defined]

    def turns(self) -> list[Turn]:
        """One a week. A turn that ends at or before it begins ends on the next day."""
        given = self.cleaned_data
        told = {name: given[name] for name in ("worker", "how", "suite", "may_assess", "phone")}
        over_night = timedelta(days=1 if given["ends"] <= given["starts"] else 0)
        days: list[date] = [given["day"] + timedelta(days=7 * number) for number in range(given["weeks"])]
        return [
            Turn(starts_at=moment(day, given["starts"]), ends_at=moment(day + over_night, given["ends"]), **told)
            for day in days
        ]
