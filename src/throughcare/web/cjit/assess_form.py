"""The short assessment of Handbook 4.1.2 as a form: four purposes and seven things it must at least cover."""

from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django import forms

from throughcare.rulebook.facts.assessment import (
    MINIMUM_CONTENT,
    Assessed,
    AttendanceRecorded,
    Outcome,
    Purpose,
    RiskLevel,
)
from throughcare.rulebook.facts.base import KINDS, Fact
from throughcare.rulebook.facts.custody import RiskFound, RiskTo
from throughcare.rulebook.facts.engagement import Warned
from throughcare.web import fact_forms
from throughcare.web.cjit.sittings import Sitting
from throughcare.web.fact_forms import Asked, FactForm
from throughcare.web.fields import YesNo
from throughcare.web.widgets import Radios

MINIMUM_SAYS = {
    "dependency": "Establish dependency on, or propensity to use, specified Class A drugs.",
    "would_benefit": "Whether the person might benefit from further assessment, treatment or other support.",
    "readiness": "Whether the person is ready to engage.",
    "comprehensive_needed": "Whether there is a need for a more comprehensive assessment.",
    "risk_to_self": "Determine any immediate risk to the person.",
    "risk_to_others": "Determine any immediate risk the person may present to others.",
    "urgency": "Determine the urgency for referral to other specialist agencies.",
    "other_drugs": "Determine other drug misuse problems briefly. Write “none” if there are none.",
    "diversity_needs": "Consider any needs of race, equality and diversity. Write “none” if there are none.",
    "harm_advice_given": "Give harm minimisation advice and, as appropriate, explain assistance and treatment.",
    "support_explained": "Explain the holistic support available, with wraparound services.",
}
"""The Handbook's words for each thing the assessment must cover (4.1.2)."""

SECTIONS = (
    ("Use of drugs", ("dependency", "other_drugs")),
    ("Help, and readiness for it", ("would_benefit", "readiness", "comprehensive_needed")),
    ("Urgency and needs", ("urgency", "diversity_needs")),
    ("What you told the person", ("harm_advice_given", "support_explained")),
    ("Your decision", ("suitable_for",)),
)
"""After attendance and immediate risk, which come first."""

RISKS = (("risk_to_self", RiskTo.SELF), ("risk_to_others", RiskTo.OTHERS))
_LEFT_OUT = frozenset({"requirement", "appointment", "purpose", "engaged"})


class Made(NamedTuple):
    """A fact and the part of the batch that it is."""

    part: str
    fact: Fact


class AssessForm(FactForm):
    """What was open when the page was made is carried along, so that a second sending means the same."""

    purpose = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Purpose], coerce=Purpose, widget=forms.HiddenInput
    )
    requirement = forms.UUIDField(required=False, widget=forms.HiddenInput)
    appointment = forms.UUIDField(required=False, widget=forms.HiddenInput)
    outcome = forms.TypedChoiceField(
        label="Did the person come and stay?", choices=[(one.value, one.value.capitalize()) for one in Outcome],
        coerce=Outcome, widget=Radios(inline=True), required=False, empty_value=None,
        help_text="To remain means to be there. Refusing to talk is not leaving.",
    )  # fmt: skip
    engaged = YesNo(label="Did the person engage?", required=False, help_text="Being there and talking.")
    warned = YesNo(
        label="Did you restate the duty and warn that not engaging will be reported to the police?", required=False,
        help_text="Say it before the person leaves (Handbook 4.7.1).",
    )  # fmt: skip
    risk_what = forms.CharField(
        label="What was seen or said?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    risk_taker = forms.CharField(
        label="Who has taken this on?", required=False, max_length=200, help_text="A name. Your own, if it is you."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._clean_attendance(given)
        if self.is_risk and not given.get("risk_what"):
            self.add_error("risk_what", "Say what was seen or said about the immediate risk")
        if self.is_risk and not given.get("risk_taker"):
            self.add_error("risk_taker", "Name who has taken the immediate risk on")
        return given

    def _clean_attendance(self, given: dict[str, Any]) -> None:
        """Whether someone engaged is asked of those who came."""
        outcome, engaged = given.get("outcome"), given.get("engaged")
        if given.get("appointment") and outcome is None and "outcome" not in self.errors:
            self.add_error("outcome", "Say whether the person came and stayed")
        if engaged is None and outcome in {None, Outcome.ATTENDED} and not self.errors:
            self.add_error("engaged", "Say whether the person engaged")
        if engaged is False and given.get("warned") is None and given.get("requirement"):
            self.add_error("warned", "Say whether you warned the person")

    @property
    def is_risk(self) -> bool:
        return RiskLevel.IMMEDIATE in {self.cleaned_data.get(name) for name, _ in RISKS} and self.has_met

    @property
    def has_met(self) -> bool:
        """Someone who did not come was not assessed; someone who left may have been, in part."""
        return self.cleaned_data.get("engaged") is not None and (
            self.cleaned_data.get("outcome") is not Outcome.DID_NOT_ATTEND
        )

    def sections(self) -> list[tuple[str, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]

    def facts(self) -> list[Made]:
        """In the order in which they happen."""
        given = self.cleaned_data
        made = []
        if given["appointment"] and given["outcome"]:
            made.append(
                Made("attendance", AttendanceRecorded(appointment=given["appointment"], outcome=given["outcome"]))
            )
        if self.has_met:
            made += [Made("assessed", self._assessed()), *self._risks()]
        if self.has_met and given["engaged"] is False and given["warned"]:
            made.append(Made("warned", Warned(about=part_of(given["entry"], "assessed"))))
        return made

    def _assessed(self) -> Assessed:
        """Of someone who did not engage no content is kept but an immediate risk."""
        given, kind = self.cleaned_data, KINDS["assessed"]
        kept = [*MINIMUM_CONTENT, "suitable_for"] if given["engaged"] else [name for name, _ in RISKS]
        answers = fact_forms.settled(kind, {name: given[name] for name in kept if given[name] not in {"", None}})
        return Assessed(
            requirement=given["requirement"], appointment=given["appointment"], purpose=given["purpose"],
            engaged=given["engaged"], **answers,
        )  # fmt: skip

    def _risks(self) -> list[Made]:
        given = self.cleaned_data
        return [
            Made(f"found_{name}", RiskFound(risk=to, what=given["risk_what"], taker=given["risk_taker"]))
            for name, to in RISKS
            if given[name] is RiskLevel.IMMEDIATE
        ]


def part_of(entry: UUID, part: str) -> UUID:
    """The id of each entry of a batch follows from the one that the form carried."""
    return uuid5(entry, part)


def assess_form(asked: Asked, sitting: Sitting) -> type[AssessForm]:
    """The fields of the fact, each with what the Handbook says of it."""
    drawn = fact_forms.form_for(KINDS["assessed"], asked, leave_out=_LEFT_OUT)
    made = {name: field for name, field in drawn.base_fields.items() if name != "entry"}
    for name, says in MINIMUM_SAYS.items():
        made[name].help_text = says
    for field in made.values():
        if isinstance(field.widget, Radios):
            field.widget.inline = True
    made["happened_at"].label = "When did the assessment begin?"
    form = type("Assess", (AssessForm,), made)
    if sitting.appointment is None:
        form.base_fields["outcome"].widget = forms.HiddenInput()  # type: ignore[attr-defined]
    return form


def not_covered(assessed: Assessed) -> list[str]:
    """The labels of what the minimum asks for and this assessment left open."""
    questions = KINDS["assessed"].questions
    return [questions[name].label for name in assessed.missing]
