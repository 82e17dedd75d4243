"""The short forms of the drug test page: each asks for one thing that happened and makes its fact."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms

from throughcare.rulebook import trigger_offences
from throughcare.rulebook.facts import custody as k
from throughcare.rulebook.facts.base import Fact
from throughcare.web.fields import When, YesNo
from throughcare.web.testing.stage import Stage, Tester
from throughcare.web.widgets import Radios

ME = "me"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


class Act(forms.Form):
    """`entry` is the caller's id: sent twice, it is recorded once."""

    do: ClassVar[str] = ""
    save: ClassVar[str] = "Save"
    entry = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stage: Stage, testers: Sequence[Tester] = (), **kwargs: Any) -> None:
        kwargs["initial"] = {"entry": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs | {"auto_id": f"id_{self.do}_%s"})
        self.stage, self.testers = stage, testers
        self.prepare()

    def prepare(self) -> None:
        """What depends on the stage."""

    def fact(self) -> Fact:
        raise NotImplementedError

    @property
    def is_moot(self) -> bool:
        """What it asks for has been done since the page was made."""
        return False

    @property
    def happened_at(self) -> datetime | None:
        """None: now."""
        return self.cleaned_data.get("at")


class Timed(Act):
    at = When(label="When?", named="when it was")

    def prepare(self) -> None:
        self.fields["at"].initial = self.stage.opened.now

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at > self.stage.opened.now:
            raise forms.ValidationError("That time has not come yet. Check it", code="time")
        return at


class Sampled(Timed):
    do = "sample"
    save = "Save the result"
    field_order = ("result", "laboratory", "condition", "taken_by", "at")
    result = forms.TypedChoiceField(
        label="What did the test show?", coerce=k.Result, widget=Radios(inline=True),
        choices=[(one.value, _cap(one.value)) for one in k.Result],
        error_messages={"required": "Say what the test showed"},
    )  # fmt: skip
    laboratory = forms.TypedChoiceField(
        label="If it is positive: does the person dispute it, or was medication declared?", coerce=k.ForLaboratory,
        widget=Radios(), required=False, empty_value=None, help_text="Ask before the sample is thrown away.",
        choices=(
            (k.ForLaboratory.NO.value, "Neither"),
            (k.ForLaboratory.DISPUTED.value, "The person disputes the result"),
            (k.ForLaboratory.MEDICATION.value, "Medication was declared that may explain it"),
        ),
    )  # fmt: skip
    condition = forms.TypedChoiceField(
        label="Tested on", coerce=k.Condition, widget=Radios(inline=True),
        error_messages={"required": "Say whether it was on arrest or on charge"},
    )  # fmt: skip
    taken_by = forms.ChoiceField(label="Who took the sample?", error_messages={"required": "Say who took the sample"})

    def prepare(self) -> None:
        super().prepare()
        charged = [k.Condition.CHARGE] if self.stage.charges else []
        offered = [(one.value, _cap(one.value)) for one in (k.Condition.ARREST, *charged)]
        self.fields["condition"].choices = offered  # type: ignore[attr-defined]
        if not charged:
            self.fields["condition"].initial = k.Condition.ARREST.value
            self.fields["condition"].help_text = "On charge can be chosen once a charge is recorded."
        self.fields["taken_by"].choices = [(_key(one), _named(one)) for one in self.testers]  # type: ignore[attr-defined]
        self.fields["at"].label = "When was the sample taken?"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        result, sent = given.get("result"), given.get("laboratory")
        if result is k.Result.NEGATIVE and sent in {k.ForLaboratory.DISPUTED, k.ForLaboratory.MEDICATION}:
            self.add_error("laboratory", "Only a positive result is disputed or explained by medication")
        elif result and result is not k.Result.NEGATIVE and sent is None and "laboratory" not in self.errors:
            self.add_error("laboratory", "Ask whether it is disputed, and whether medication was declared")
        return given

    def fact(self) -> k.DrugTested:
        given, taker = self.cleaned_data, self.cleaned_data["taken_by"]
        return k.DrugTested(
            arrest=self.stage.arrest.root, condition=given["condition"], result=given["result"],
            laboratory=given["laboratory"] or k.ForLaboratory.NO, irregular="irregular" in self.data,
            taken_by=None if taker == ME else UUID(taker),
        )  # fmt: skip


class NoResult(Timed):
    do = "no_result"
    save = "Save: no result"
    reason = forms.TypedChoiceField(
        label="What happened?", coerce=k.Unusable, widget=Radios(),
        choices=[(one.value, _cap(one.value)) for one in k.Unusable],
        error_messages={"required": "Say what happened"},
    )  # fmt: skip
    field_order = ("reason", "at")

    def fact(self) -> k.TestUnusable:
        return k.TestUnusable(arrest=self.stage.arrest.root, reason=self.cleaned_data["reason"])


class RefusedSample(Timed):
    do = "refused"
    save = "Save: refused"
    warned = YesNo(label="Was the person warned that refusing without good cause may be an offence?")
    field_order = ("warned", "at")

    def fact(self) -> k.TestRefused:
        return k.TestRefused(arrest=self.stage.arrest.root, warned=self.cleaned_data["warned"])


class Untested(Act):
    do = "not_tested"
    save = "Save: not tested"
    ground = forms.TypedChoiceField(
        label="Why was no sample taken?", coerce=k.NotTestedBecause, widget=Radios(),
        choices=[(one.value, _cap(one.value)) for one in k.NotTestedBecause],
        error_messages={"required": "Choose a reason"},
    )  # fmt: skip
    reason = forms.CharField(label="What else should be known?", required=False, max_length=500,
                             help_text="In a few words. Needed for another reason.")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ground") is k.NotTestedBecause.OTHER and not given.get("reason", "").strip():
            self.add_error("reason", "Say what the reason was")
        return given

    def fact(self) -> k.NotTested:
        given = self.cleaned_data
        return k.NotTested(arrest=self.stage.arrest.root, ground=given["ground"], reason=given["reason"].strip())


class Authorise(Act):
    do = "authorise"
    save = "Authorise the test"
    grounds = forms.CharField(
        label="On what grounds?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text="What gives reason to suspect that a specified Class A drug caused or contributed to the offence.",
        error_messages={"required": "Write the grounds"},
    )  # fmt: skip

    def fact(self) -> k.TestAuthorised:
        return k.TestAuthorised(arrest=self.stage.arrest.root, grounds=self.cleaned_data["grounds"])


class Charge(Act):
    do = "charge"
    offence = forms.CharField(max_length=60, error_messages={"required": "Choose an offence from the list"})

    def clean_offence(self) -> str:
        code: str = self.cleaned_data["offence"]
        if not trigger_offences.is_known(code):
            raise forms.ValidationError("Choose an offence from the list")
        return code

    def fact(self) -> k.Charged:
        return k.Charged(arrest=self.stage.arrest.root, offence=self.cleaned_data["offence"])


class Serves(Act):
    """The sample taken on arrest stands for the charge as well."""

    do = "serves"
    save = "Use this sample on the charge"

    @property
    def is_moot(self) -> bool:
        return self.stage.charge_to_serve is None

    def fact(self) -> Fact:
        assert self.stage.test is not None, "asked for only while it is not moot"
        assert self.stage.charge_to_serve is not None, "asked for only while it is not moot"
        return k.SampleServesCharge(test=self.stage.test.root, charge=self.stage.charge_to_serve.root)


class OfTest(Act):
    """After a positive test."""

    @property
    def is_moot(self) -> bool:
        return self.stage.test is None

    @property
    def test(self) -> UUID:
        assert self.stage.test is not None, "asked for only while it is not moot"
        return self.stage.test.root


class Require(OfTest):
    do = "require"
    save = "Require, and find a place"
    warned = YesNo(label="Were they told, and warned that failing to attend and remain may be prosecuted?")

    def fact(self) -> Fact:
        return k.AssessmentRequired(test=self.test, warned=self.cleaned_data["warned"])


class Spare(OfTest):
    do = "spare"
    save = "Decide: not required"
    reasons = forms.CharField(
        label="Why is no assessment required?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        error_messages={"required": "Write the reasons"},
    )  # fmt: skip

    def fact(self) -> Fact:
        return k.RequirementNotImposed(test=self.test, reasons=self.cleaned_data["reasons"])


FORMS: Mapping[str, type[Act]] = {
    each.do: each for each in (Sampled, NoResult, RefusedSample, Untested, Authorise, Charge, Serves, Require, Spare)
}
WAYS: Mapping[str, tuple[type[Act], str]] = {
    "result": (Sampled, "There is a result"),
    "no_result": (NoResult, "No result"),
    "refused": (RefusedSample, "Refused"),
    "not_tested": (Untested, "Not tested"),
}
"""What may have come of it, each with a short form."""


def _key(one: Tester) -> str:
    return ME if one.is_me else str(one.post.pk)


def _named(one: Tester) -> str:
    who = f"{one.name} (you)" if one.is_me else one.name
    return who if one.is_trained else f"{who}: not on the register of trained testers"
