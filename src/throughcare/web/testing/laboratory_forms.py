"""Sending a sample, and the laboratory's answer: one short form each."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms

from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.custody import DrugTested, LaboratoryReturned, SentToLaboratory
from throughcare.rulebook.history import Recorded
from throughcare.web.fields import When, YesNo
from throughcare.web.person.page import Record


class SampleForm(forms.Form):
    do: ClassVar[str] = ""
    save: ClassVar[str] = ""
    entry = forms.UUIDField(widget=forms.HiddenInput)
    test = forms.UUIDField(widget=forms.HiddenInput)
    at = When(label="When?", named="when it was")

    def __init__(self, *args: Any, opened: Record, test: Recorded[DrugTested] | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"entry": uuid4(), "test": test.root if test else None, "at": opened.now}
        about = str(test.root if test else args[0].get("test", ""))[:8]
        super().__init__(*args, **kwargs | {"auto_id": f"id_{self.do}_{about}_%s"})
        self.opened = opened

    def clean_test(self) -> UUID:
        root: UUID = self.cleaned_data["test"]
        if self.opened.history.get(root, DrugTested) is None:
            raise forms.ValidationError("That sample is not on this record")
        return root

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at > self.opened.now:
            raise forms.ValidationError("That time has not come yet. Check it", code="time")
        return at

    def fact(self) -> Fact:
        raise NotImplementedError


class Send(SampleForm):
    do, save = "send", "Record: sent"

    def fact(self) -> Fact:
        return SentToLaboratory(test=self.cleaned_data["test"])


class Answer(SampleForm):
    do, save = "answer", "Record the answer"
    confirmed = YesNo(label="Did the laboratory find a specified Class A drug?")
    field_order = ("confirmed", "at")

    def fact(self) -> Fact:
        return LaboratoryReturned(test=self.cleaned_data["test"], confirmed=self.cleaned_data["confirmed"])


FORMS: Mapping[str, type[SampleForm]] = {each.do: each for each in (Send, Answer)}
