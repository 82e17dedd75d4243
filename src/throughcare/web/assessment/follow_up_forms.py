"""The three questions of a follow-up: is it needed, where and when, and how was the paper given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from throughcare.diary.models import Slot
from throughcare.rulebook.deadlines import is_within
from throughcare.rulebook.facts.assessment import FollowUp, HowGiven, ReadOut
from throughcare.web import words
from throughcare.web.fields import When, YesNo
from throughcare.web.widgets import Radios

CONDITIONS = {
    FollowUp.NEEDED: "Your decision, whatever the person wishes. A time within five working days and RA4 follow.",
    FollowUp.NO_FURTHER_INTERVENTION: "Only if the person engaged and the assessment covered the minimum. RA5 follows.",
    FollowUp.SUBJECT_TO_DRR: "Probation is told the outcome, with the person’s written consent. RA5 follows.",
    FollowUp.ALREADY_ON_CASELOAD: "Only if the care plan was reviewed and the minimum was covered. RA5 follows.",
}
"""What each answer needs and leads to (Handbook 4.7.1)."""


def _choices(enum: Any) -> list[tuple[str, str]]:
    return [(one.value, one.value[:1].upper() + one.value[1:]) for one in enum]


class Step(forms.Form):
    """`entry` is the caller's id; `step` says which of the three was sent."""

    name = ""
    entry = forms.UUIDField(widget=forms.HiddenInput)
    step = forms.CharField(widget=forms.HiddenInput)


class Decide(Step):
    name = "decide"
    decision = forms.TypedChoiceField(
        label="Is a follow-up assessment needed?", choices=_choices(FollowUp), coerce=FollowUp,
        widget=Radios(hints={one.value: says for one, says in CONDITIONS.items()}),
        error_messages={"required": "Say whether a follow-up is needed"},
    )  # fmt: skip
    written_consent = YesNo(
        label="Does the person consent in writing to telling Probation the outcome?", required=False,
        help_text="Asked where the person is subject to a Drug Rehabilitation Requirement.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("decision") is FollowUp.SUBJECT_TO_DRR and given.get("written_consent") is None:
            self.add_error("written_consent", "Ask, and say whether the person consents in writing")
        return given


class PlaceField(forms.ChoiceField):
    """Whether a place is still free is the journal's to say, so that a second sending is not an error."""

    def valid_value(self, value: Any) -> bool:
        return True


class Book(Step):
    name = "book"
    slot = PlaceField(label="When and where?", widget=Radios, error_messages={"required": "Choose a place"})
    late_because = forms.CharField(
        label="Why a time after the limit?", required=False, max_length=500,
        help_text="Only for a place that is too late.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, team: str, limit: datetime, places: tuple[Sequence[Slot], Sequence[Slot]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.team, self.limit, offered = team, limit, [*places[0], *places[1]]
        self.fields["slot"].choices = [(str(one.pk), words.when(one.starts_at)) for one in offered]  # type: ignore[attr-defined]
        self.fields["slot"].widget.hints = {str(one.pk): self._hint(one) for one in offered}
        if not places[1]:
            self.fields["late_because"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        slot = given["chosen"] = _slot(given.get("slot", ""), self.team)
        if slot is None and "slot" not in self.errors:
            self.add_error("slot", "Choose a place")
        if slot is not None and not is_within(slot.starts_at, self.limit) and not given.get("late_because"):
            self.add_error("late_because", "Say why a time after the limit was chosen")
        return given

    def _hint(self, slot: Slot) -> str:
        parts = [slot.place, f"{slot.minutes} minutes"]
        if slot.worker_speaks:
            parts.append(f"the worker speaks {slot.worker_speaks}")
        return ("" if is_within(slot.starts_at, self.limit) else "Too late: after the limit. ") + ", ".join(parts)


class Give(Step):
    name = "give"
    how = forms.TypedChoiceField(
        label="How was it given?", choices=_choices(HowGiven), coerce=HowGiven, widget=Radios,
        error_messages={"required": "Say how it was given"},
    )  # fmt: skip
    language = forms.CharField(
        label="In which language?", initial="English", max_length=60,
        error_messages={"required": "Say in which language it was given"},
    )  # fmt: skip
    read_out = forms.TypedChoiceField(
        label="Was it read out?", choices=_choices(ReadOut), coerce=ReadOut, widget=Radios,
        error_messages={"required": "Say whether it was read out"},
    )  # fmt: skip
    signed = YesNo(
        label="Did the person sign?", help_text="Signing means only that it was received.",
        error_messages={"required": "Say whether the person signed"},
    )  # fmt: skip
    happened_at = When(label="When was it given?", named="when it was given")


def _slot(text: str, team: str) -> Slot | None:
    """A place of that team, and not one that was handed to police to give out (SPOC 4 b5)."""
    try:
        return Slot.objects.filter(pk=UUID(text), organisation=UUID(team), for_police=False).first()
    except ValueError:
        return None
