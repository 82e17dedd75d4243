"""The short forms of the page of signs: Annex E, the worker who was told, and a place in the team's diary."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from throughcare.diary.models import Slot
from throughcare.rulebook.annex_e import SIGNS, Criterion
from throughcare.rulebook.facts.proactive import SignsConsidered, WorkerAnswer, WorkerTold
from throughcare.web import words
from throughcare.web.custody.signs_stage import Visit
from throughcare.web.widgets import Checkboxes, Radios

NONE = "none"
_ASKS = {
    Criterion.VOLUNTEERED: "What did the person say?",
    Criterion.INFERRED: "What was seen, found or reported?",
    Criterion.INDIRECT: "What is known from earlier?",
}  # fmt: skip
_NOTHING = {
    Criterion.VOLUNTEERED: "Nothing about heroin, crack or cocaine",
    Criterion.INFERRED: "None of these",
    Criterion.INDIRECT: "Neither of these",
}  # fmt: skip
_MISSING = {
    Criterion.VOLUNTEERED: "Say what the person said, or that it was nothing",
    Criterion.INFERRED: "Say what was seen, found or reported, or that it was none of these",
    Criterion.INDIRECT: "Say what is known from earlier, or that it is neither",
}  # fmt: skip
_HINTS = {Criterion.INDIRECT: "Counts only together with something seen, found or reported."}


def _choices(criterion: Criterion) -> list[tuple[str, str]]:
    seen = [(sign.name, sign.words) for sign in SIGNS if sign.criterion is criterion]
    return [*seen, (NONE, _NOTHING[criterion])]


class Boxes(forms.MultipleChoiceField):
    """What applies of a list, or that none does; nothing ticked is no answer."""

    widget = Checkboxes

    def clean(self, value: Any) -> list[str]:
        ticked = list(super().clean(value))
        if NONE in ticked and len(ticked) > 1:
            raise forms.ValidationError("Choose what applies, or that none does, not both", code="both")
        return [one for one in ticked if one != NONE]


def _boxes(criterion: Criterion) -> Boxes:
    return Boxes(
        label=_ASKS[criterion], choices=_choices(criterion), help_text=_HINTS.get(criterion, ""),
        error_messages={"required": _MISSING[criterion]},
    )  # fmt: skip


class Signs(forms.Form):
    """Three questions, one for each criterion."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    volunteered = _boxes(Criterion.VOLUNTEERED)
    inferred = _boxes(Criterion.INFERRED)
    indirect = _boxes(Criterion.INDIRECT)
    said = forms.CharField(
        label="In a few words, if it helps", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def fact(self, *, arrest: UUID | None, referral: UUID | None) -> SignsConsidered:
        given = self.cleaned_data
        seen = {*given["volunteered"], *given["inferred"], *given["indirect"]}
        return SignsConsidered(
            arrest=arrest, referral=referral, said=given["said"].strip(),
            **{sign.name: sign.name in seen for sign in SIGNS},
        )  # fmt: skip


class Told(forms.Form):
    entry = forms.UUIDField(widget=forms.HiddenInput)
    worker = forms.CharField(label="Whom did you ring?", required=False, max_length=200)
    answer = forms.TypedChoiceField(
        label="What was the answer?", coerce=WorkerAnswer, empty_value=None, widget=Radios(),
        choices=[(one.value, one.value[:1].upper() + one.value[1:]) for one in WorkerAnswer],
        error_messages={"required": "Say what the answer was"},
    )  # fmt: skip

    def fact(self, *, arrest: UUID) -> WorkerTold:
        return WorkerTold(arrest=arrest, worker=self.cleaned_data["worker"].strip(), answer=self.cleaned_data["answer"])


class Book(forms.Form):
    """A place with the team; after the limit only with a reason."""

    entry = forms.UUIDField(widget=forms.HiddenInput)
    slot = forms.ChoiceField(label="Choose a place", widget=Radios(), error_messages={
        "required": "Choose a place", "invalid_choice": "That place is no longer free. Choose another",
    })  # fmt: skip
    late_because = forms.CharField(label="If it is after the limit: why this place?", required=False, max_length=500)

    def __init__(self, *args: Any, slots: Sequence[Slot], visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots, self.visit = {str(slot.pk): slot for slot in slots}, visit
        late = {key for key, slot in self.slots.items() if not visit.in_time(slot.starts_at)}
        self.fields["slot"].choices = [  # type: ignore[attr-defined]
            (key, f"{words.when(slot.starts_at)}, {slot.place}{' (after the limit)' if key in late else ''}")
            for key, slot in self.slots.items()
        ]
        if not late:
            del self.fields["late_because"]

    @property
    def chosen(self) -> Slot:
        return self.slots[self.cleaned_data["slot"]]
