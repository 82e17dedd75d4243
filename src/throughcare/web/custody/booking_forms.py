"""The two forms of booking a first assessment: the place, and the paper."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from throughcare.diary.models import Slot
from throughcare.rulebook.facts.assessment import HowGiven, NoticeServed, ReadOut, WhyChanged
from throughcare.rulebook.history import Recorded
from throughcare.web import words
from throughcare.web.custody.booking_stage import Stage
from throughcare.web.fields import When, YesNo
from throughcare.web.widgets import Radios

NOW = "now"
NOT_GIVEN = "not given"
OTHER = "other"


class Seen(forms.Form):
    """`seen` is what stood on the record when the page was made."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def now_seen(self, seen: str) -> None:
        """After a refusal the officer sees the record as it is now, with what was typed kept."""
        if self.is_bound:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["seen"] = seen  # type: ignore[index]


class Choose(Seen):
    """A place in the diary, or being seen now."""

    slot = forms.ChoiceField(label="Choose a place", widget=Radios(), error_messages={
        "required": "Choose a place", "invalid_choice": "That place is no longer free. Choose another",
    })  # fmt: skip
    late_because = forms.CharField(label="If it is too late: why this place?", required=False, max_length=500)
    why = forms.TypedChoiceField(
        label="Why is the time changed?", coerce=WhyChanged, empty_value=None, widget=Radios(inline=True),
        choices=[(one.value, one.value.capitalize()) for one in WhyChanged], required=False,
        help_text="A time once given is best kept. The change is told in writing, by RA2.",
    )  # fmt: skip

    def __init__(self, *args: Any, stage: Stage, slots: Sequence[Slot], local: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage, self.slots, self.local = stage, {str(slot.pk): slot for slot in slots}, local
        offered = [(key, words.when(slot.starts_at)) for key, slot in self.slots.items()]
        self.fields["slot"].choices = [*offered, *([(NOW, "Seen in custody now")] if local else [])]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Slot | None:
        return self.slots.get(self.cleaned_data.get("slot", ""))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        slot = self.slots.get(given.get("slot", ""))
        late = slot is not None and not self.stage.in_time(slot.starts_at)
        if late and not given.get("late_because", "").strip():
            self.add_error("late_because", "Say why a place after the limit is chosen")
        if self.stage.earlier_ra1 is not None and self.stage.booked is not None and not given.get("why"):
            self.add_error("why", "Say why the time is changed")
        return given


class Give(Seen):
    """How the paper was given. Nothing is ticked beforehand: silence is not an answer."""

    how = forms.ChoiceField(label="How was it given?", widget=Radios(inline=True), choices=(
        (HowGiven.INTO_HAND.value, "Into the person’s hand"), (HowGiven.WOULD_NOT_TAKE.value, "They would not take it"),
        (NOT_GIVEN, "Not given"),
    ), error_messages={"required": "Say how it was given, or that it was not"})  # fmt: skip
    language = forms.ChoiceField(label="Which language?", required=False, widget=Radios(inline=True), choices=(
        ("English", "English"), (OTHER, "Another, with an interpreter"),
    ))  # fmt: skip
    other_language = forms.CharField(label="Which other language?", required=False, max_length=60)
    read_out = forms.TypedChoiceField(
        label="Was it read out?", required=False, coerce=ReadOut, empty_value=None, widget=Radios(inline=True),
        choices=(
            (ReadOut.ALL.value, "Yes, all of it"), (ReadOut.READ_IT.value, "No, they read it"),
            (ReadOut.NOT_WANTED.value, "No, they did not want it"),
        ),
    )  # fmt: skip
    given_at = When(label="When?", named="when it was given")
    signed = YesNo(label="Did they sign?", no="Would not", required=False,
                   help_text="Signing means only that it was received")  # fmt: skip

    def __init__(
        self, *args: Any, now: datetime, reading_hard: bool = False, by_post: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        if reading_hard:
            self.fields["read_out"].help_text = "The person finds reading hard. Please read it to them."
        if by_post:
            how = self.fields["how"]
            how.choices = [*how.choices[:2], (HowGiven.BY_POST.value, "By post"), *how.choices[2:]]  # type: ignore[attr-defined]

    @property
    def not_given(self) -> bool:
        return bool(self.cleaned_data.get("how") == NOT_GIVEN)

    def clean_given_at(self) -> datetime:
        at: datetime = self.cleaned_data["given_at"]
        if at > self.now:
            raise forms.ValidationError("That time has not come yet. Check it", code="time")
        return at

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") == NOT_GIVEN:
            return given
        for name, sentence in (
            ("language", "Say in which language"), ("read_out", "Say whether it was read out"),
            ("signed", "Say whether the person signed"),
        ):  # fmt: skip
            if given.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, sentence)
        if given.get("language") == OTHER and not given.get("other_language", "").strip():
            self.add_error("other_language", "Enter the language")
        return given

    def fact(self, notice: Recorded[Any]) -> NoticeServed:
        return self.served(notice.root)

    def served(self, notice: UUID) -> NoticeServed:
        given = self.cleaned_data
        language = given["other_language"].strip() if given["language"] == OTHER else given["language"]
        return NoticeServed(
            notice=notice, how=HowGiven(given["how"]), language=language, read_out=given["read_out"],
            signed=given["signed"],
        )  # fmt: skip
