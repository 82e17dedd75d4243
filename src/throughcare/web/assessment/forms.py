"""The form of each section, drawn from the questions of the facts; what was typed is checked here, not kept here."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from throughcare.rulebook.facts.assessment import Outcome, RiskLevel
from throughcare.rulebook.facts.base import KINDS
from throughcare.rulebook.facts.record import Section
from throughcare.web import fact_forms
from throughcare.web.assessment.follow_up_forms import Decide
from throughcare.web.assessment.sections import CHANGED, DRUG_ROWS, FOLLOW_UP, HERE, MINIMUM_SAYS, WHY_ANEW, Page
from throughcare.web.fact_forms import Asked
from throughcare.web.fields import When, YesNo
from throughcare.web.widgets import Radios

_BESIDES = {
    "assessment_record": frozenset({"assessment"}), "drug_use": frozenset({"record"}),
    "continuity_update": frozenset({"record"}),
}  # fmt: skip
BY_CHOICE = (
    "Did you warn that not engaging will be reported, and say that it is no offence?",
    "Say it before the person leaves (Handbook 4.10.2). Somebody who came by themselves is not reported.",
)
"""Of the warning, where nothing is required: the question and its hint."""
RISKS = ("risk_to_self", "risk_to_others")


class SectionForm(forms.Form):
    """`version` is that of the text the page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Here(SectionForm):
    happened_at = When(label="When did the assessment begin?", named="when it began")
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
    needs_warning = False

    def clean(self) -> dict[str, Any]:
        """Whether someone engaged is asked of those who came."""
        given = super().clean() or {}
        outcome, engaged = given.get("outcome"), given.get("engaged")
        if "outcome" in self.fields and outcome is None and "outcome" not in self.errors:
            self.add_error("outcome", "Say whether the person came and stayed")
        if engaged is None and outcome in {None, Outcome.ATTENDED} and not self.errors:
            self.add_error("engaged", "Say whether the person engaged")
        if engaged is False and given.get("warned") is None and self.needs_warning:
            self.add_error("warned", "Say whether you warned the person")
        return given


class Risk(SectionForm):
    risk_what = forms.CharField(
        label="What was seen or said?", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    risk_taker = forms.CharField(
        label="Who has taken this on?", required=False, max_length=200, help_text="A name. Your own, if it is you."
    )
    behind = ("risk_what", "risk_taker")
    """Asked only where a risk is immediate."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.is_immediate and not given.get("risk_what"):
            self.add_error("risk_what", "Say what was seen or said about the immediate risk")
        if self.is_immediate and not given.get("risk_taker"):
            self.add_error("risk_taker", "Name who has taken the immediate risk on")
        return given

    @property
    def is_immediate(self) -> bool:
        return RiskLevel.IMMEDIATE in {self.cleaned_data.get(name) for name in RISKS}


class Drugs(SectionForm):
    """Up to three rows; a row is one drug, and says which."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in range(1, DRUG_ROWS + 1):
            row = {name: given.get(name) for name in self.fields if name.startswith(f"drug{number}_")}
            name = f"drug{number}_substance"
            if name in row and any(row.values()) and not row[name] and name not in self.errors:
                self.add_error(name, f"Say which drug number {number} is, or leave its row empty")
        return given


class FollowUpSection(Decide):
    """The same question as on the page of the follow-up."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    entry = None  # type: ignore[assignment]
    step = None  # type: ignore[assignment]


_BASES: Mapping[str, type[forms.Form]] = {Section.RISK: Risk, Section.DRUGS: Drugs}


def form_of(page: Page, asked: Asked, *, asks_outcome: bool, is_required: bool, may_wait: bool) -> type[forms.Form]:
    """The class of one section's form. `may_wait`: the person left, so the decision may be made afterwards."""
    if page.name == HERE:
        return _here(asked, asks_outcome=asks_outcome, is_required=is_required)
    if page.name == FOLLOW_UP:
        return _decision(may_wait=may_wait)
    if page.name == CHANGED:
        return type("Changed", (SectionForm,), _drawn("continuity_update", asked))
    drawn = {**_minimum(asked, page.minimum), **_some("assessment_record", asked, page.record)}
    if page.name == WHY_ANEW:
        _is_needed(drawn["new_because"], "Say why a new record is needed")
    if page.has_drugs:
        drawn = {**_minimum(asked, page.minimum), **_drug_rows(asked), **_some("assessment_record", asked, page.record)}
    return _ordered(type("Section", (_BASES.get(page.name, SectionForm),), drawn))


def _is_needed(field: forms.Field, says: str) -> None:
    field.required, field.error_messages["required"] = True, says


def _ordered(made: type[forms.Form]) -> type[forms.Form]:
    """What asks for the details of a risk stands behind the question that makes them needed."""
    behind = getattr(made, "behind", ())
    first = [name for name in made.base_fields if name in RISKS]
    made.field_order = [*first, *behind, *made.base_fields]
    return made


def _here(asked: Asked, *, asks_outcome: bool, is_required: bool) -> type[forms.Form]:
    left_out = {} if asks_outcome else {"outcome": None}
    made = cast(type[forms.Form], type("HereForm", (Here,), {"needs_warning": is_required, **left_out}))
    if not is_required:
        made.base_fields["warned"].label, made.base_fields["warned"].help_text = BY_CHOICE
    made.base_fields["happened_at"].initial = asked.at
    return made


def _decision(*, may_wait: bool) -> type[forms.Form]:
    made = cast(type[forms.Form], type("DecisionForm", (FollowUpSection,), {}))
    made.base_fields["decision"].required = not may_wait
    return made


def _minimum(asked: Asked, names: tuple[str, ...]) -> dict[str, forms.Field]:
    found = _some("assessed", asked, names)
    for name, field in found.items():
        field.help_text = MINIMUM_SAYS.get(name, field.help_text)
    return found


def _some(kind: str, asked: Asked, names: tuple[str, ...]) -> dict[str, forms.Field]:
    drawn = _drawn(kind, asked) if names else {}
    return {name: drawn[name] for name in names}


def _drawn(kind: str, asked: Asked) -> dict[str, forms.Field]:
    row = KINDS[kind]
    links = frozenset(row.links)
    made = fact_forms.form_for(row, asked, leave_out=links | _BESIDES.get(kind, frozenset()))
    found = {name: field for name, field in made.base_fields.items() if name not in {"entry", "happened_at"}}
    for field in found.values():
        if isinstance(field.widget, Radios):
            field.widget.inline = len(field.choices) <= 3  # type: ignore[attr-defined]
    return found


def _drug_rows(asked: Asked) -> dict[str, forms.Field]:
    """The same six questions for each of three drugs, as lists to choose from, so that a row stays short."""
    rows: dict[str, forms.Field] = {}
    for number in range(1, DRUG_ROWS + 1):
        for name, field in _drawn("drug_use", asked).items():
            field.required = False
            if isinstance(field.widget, Radios):
                field.widget, field.choices = forms.Select(), [("", ""), *field.choices]  # type: ignore[attr-defined]
            rows[f"drug{number}_{name}"] = field
    return rows
