"""What is asked before a record is opened in an emergency."""

from typing import Any
from uuid import uuid4

from django import forms

from throughcare.access import openings
from throughcare.access.models import Reason
from throughcare.people import shown
from throughcare.people.models import Person, names_folded
from throughcare.people.search import exactly
from throughcare.rulebook.actors import Role
from throughcare.web.fields import GovukDate
from throughcare.web.widgets import Radios

HINTS = {
    Reason.LIFE: "Never refused, and never waits for a second person",
    Reason.IN_OUR_CARE: "For instance before the team responsible has answered",
}


class Emergency(forms.Form):
    """One person, by reference or by exact names and date of birth: never a list, never someone alike."""

    entry = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reference = forms.CharField(label="Reference", max_length=20, required=False)
    given_name = forms.CharField(label="Given names, exactly", max_length=200, required=False)
    family_name = forms.CharField(label="Family name, exactly", max_length=200, required=False)
    born_on = GovukDate(
        label="Date of birth", named="the date of birth", required=False, help_text="For example, 9 11 1984"
    )
    reason = forms.ChoiceField(label="Why must it be opened now?", error_messages={"required": "Choose the reason"})
    words = forms.CharField(
        label="What has happened, and what you need to know", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=f"At least {openings.LETTERS} letters. Leave out the person’s name.",
        error_messages={"required": "Say what has happened, and what you need to know"},
    )  # fmt: skip

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = openings.reasons(role)
        self.fields["reason"].widget = Radios(hints={reason.value: hint for reason, hint in HINTS.items()})
        self.fields["reason"].choices = [(one.value, one.label) for one in Reason if one in may]  # type: ignore[attr-defined]
        if may == {Reason.AUDIT}:
            self.fields["words"].label = "What is audited, and why this record"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = [given.get(name) for name in ("given_name", "family_name", "born_on")]
        if not given.get("reference") and not all(named) and "born_on" not in self.errors:
            self.add_error("reference", "Enter the reference, or both names and the date of birth")
        return given

    @property
    def why(self) -> openings.Why:
        return openings.Why(reason=Reason(self.cleaned_data["reason"]), words=self.cleaned_data["words"])

    def person(self) -> Person | None:
        """Found, but not shown yet."""
        given = self.cleaned_data
        names = names_folded(given_name=given["given_name"], family_name=given["family_name"])
        with shown.collecting():
            return exactly(reference=given["reference"], names=names, born_on=given["born_on"])


class Review(forms.Form):
    was_right = forms.ChoiceField(
        label="Was it right to open this record?", widget=Radios(inline=True), choices=(("yes", "Yes"), ("no", "No")),
        error_messages={"required": "Say whether it was right"},
    )  # fmt: skip
    words = forms.CharField(
        label="What you found", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        help_text=f"At least {openings.LETTERS} letters. Ask whoever opened it.",
        error_messages={"required": "Say what you found"},
    )  # fmt: skip
