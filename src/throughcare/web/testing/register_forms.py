"""An entry of a register: who or which suite, from when, until when; and its end."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from throughcare.accounts.models import Account, AuthorisedSuite, TrainedTester
from throughcare.organisations.models import Organisation
from throughcare.web.fields import GovukDate


class Spell(forms.Form):
    from_on = GovukDate(label="First day", named="the first day")
    last_on = GovukDate(
        label="Last day", named="the last day", required=False, help_text="Leave empty if no end is known"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"from_on": today}

    def clean(self) -> dict[str, Any]:
        """`until_on` is the first day on which it no longer holds."""
        given = super().clean() or {}
        last: date | None = given.get("last_on")
        if last and given.get("from_on") and last < given["from_on"]:
            self.add_error("last_on", "The last day is before the first")
        return {**given, "until_on": last + timedelta(days=1) if last else None}


class AddTester(Spell):
    account = forms.ChoiceField(label="Who was trained?", error_messages={"required": "Choose who was trained"})
    field_order = ("account", "from_on", "last_on")

    def __init__(self, *args: Any, people: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.pk), f"{one.full_name}, {one.email}") for one in people]
        self.fields["account"].choices = [("", "Choose a person"), *names]  # type: ignore[attr-defined]


class AddSuite(Spell):
    suite = forms.ChoiceField(label="Which suite may test?", error_messages={"required": "Choose a suite"})
    field_order = ("suite", "from_on", "last_on")

    def __init__(self, *args: Any, suites: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suite"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a suite"), *((str(one.pk), one.name) for one in suites)
        ]  # fmt: skip


class End(forms.Form):
    last_on = GovukDate(
        label="Last day",
        named="the last day",
        help_text="It holds to the end of this day. Tests already recorded stand.",
    )

    def __init__(self, *args: Any, row: TrainedTester | AuthorisedSuite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        last: date | None = given.get("last_on")
        if last and last < self.row.from_on:
            self.add_error("last_on", "The last day is before the first")
        return {**given, "until_on": last + timedelta(days=1) if last else None}
