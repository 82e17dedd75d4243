"""A form made from a fact's dataclass: one question a field, links filled in where only one fact can be meant."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from django import forms

from throughcare.organisations.models import Area
from throughcare.rulebook import trigger_offences
from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.base import KINDS, Fact, Kind
from throughcare.rulebook.history import AnyRecorded, History
from throughcare.rulebook.standing import Given
from throughcare.web import words
from throughcare.web.fields import GovukDate, When, YesNo
from throughcare.web.widgets import Radios

LARGEST_NUMBER = 9999
SHORT_LIST = 8
"""Up to so many choices are radios; more are a list to choose from."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the choices of a form depend on."""

    history: History
    given: Given
    names: Mapping[str, str]
    """Team id to name."""
    at: datetime


class FactForm(forms.Form):
    """`entry` is the caller's id of the entry: sent twice, it is recorded once."""

    entry = forms.UUIDField(widget=forms.HiddenInput)

    def fact(self, kind: Kind) -> Fact:
        """The fact as typed; the codec's own checks run when it is made."""
        answers = {name: self.cleaned_data[name] for name in kind.questions if name in self.cleaned_data}
        return kind.cls(**settled(kind, answers))


def form_for(kind: Kind, asked: Asked, *, leave_out: frozenset[str] = frozenset()) -> type[FactForm]:
    """The form class of one kind. Fields that a page fills itself are left out."""
    made: dict[str, Any] = {}
    for each in fields(kind.cls):  # type: ignore[arg-type]
        if each.name not in leave_out and not _is_filled_by_pages(kind, each.name):
            made[each.name] = _field(kind, each, asked)
    made["happened_at"] = When(label="When did it happen?", named="when it happened", initial=asked.at)
    return type(f"{kind.cls.__name__}Form", (FactForm,), made)


def new_entry() -> dict[str, Any]:
    return {"entry": uuid4()}


def _is_filled_by_pages(kind: Kind, name: str) -> bool:
    return UUID in kind.types[name] and name not in kind.links


def _field(kind: Kind, each: "Field[Any]", asked: Asked) -> forms.Field:
    question, types = kind.questions[each.name], kind.types[each.name]
    default = None if each.default is MISSING else each.default
    shared: dict[str, Any] = {
        "label": question.label, "help_text": question.hint, "required": each.default is MISSING, "initial": default,
        "error_messages": {"required": _missing(question.label)},
    }  # fmt: skip
    if each.name in kind.links:
        return _link(kind, each.name, asked, shared)
    if each.name in {"team", "to_team"}:
        return forms.ChoiceField(choices=[("", ""), *sorted(asked.names.items(), key=lambda one: one[1])], **shared)
    if each.name == "area":
        return forms.ChoiceField(choices=_areas(asked.at), **shared | {"help_text": ""})
    if each.name == "offence":
        return forms.ChoiceField(choices=offences(asked.at), **shared)
    return _plain(types, question.long, shared)


def _missing(label: str) -> str:
    return f"Answer: {label}" if label.endswith("?") else f"Enter: {label[:1].lower()}{label[1:]}"


def _plain(types: frozenset[type], is_long: bool, shared: dict[str, Any]) -> forms.Field:
    enum = next((one for one in types if issubclass(one, StrEnum)), None)
    if enum is not None:
        choices = [(member.value, member.value[:1].upper() + member.value[1:]) for member in enum]
        if len(choices) > SHORT_LIST:
            choices = [("", ""), *choices]
        widget = Radios() if len(choices) <= SHORT_LIST else forms.Select()
        return forms.TypedChoiceField(choices=choices, coerce=enum, empty_value=None, widget=widget, **shared)
    if bool in types:
        return YesNo(**shared)
    if datetime in types:
        return When(named=shared["label"].lower(), **shared)
    if int in types:
        shared["error_messages"]["invalid"] = "Enter a whole number, like 4"
        figures = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"})
        return forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, widget=figures, **shared)
    if date in types:
        return GovukDate(named=shared["label"].lower(), **shared)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}) if is_long else None, max_length=4000, **shared)


def _link(kind: Kind, name: str, asked: Asked, shared: dict[str, Any]) -> forms.Field:
    choices = [(str(entry.root), _named(entry)) for entry in candidates(kind, name, asked.history)]
    if len(choices) == 1 and shared["required"]:
        return forms.TypedChoiceField(
            choices=choices, coerce=UUID, widget=forms.HiddenInput, **{**shared, "initial": choices[0][0]}
        )
    if not shared["required"]:
        choices = [("", "None of these"), *choices]
    return forms.TypedChoiceField(choices=choices, coerce=UUID, empty_value=None, widget=Radios(), **shared)


def candidates(kind: Kind, name: str, history: History) -> list[AnyRecorded]:
    """The standing facts a link may name; those that can be named only once and are, are left out."""
    asked = kind.links[name]
    found = [entry for named in asked.names for entry in history.all(KINDS[named].cls)]
    return [entry for entry in found if not (asked.once and history.naming(entry, kind.cls))]


def lacking(kind: Kind, history: History) -> str:
    """What the fact has to be about and the record does not hold, in words; nothing where the form can be saved."""
    for name, link in kind.links.items():
        if type(None) not in kind.types[name] and not candidates(kind, name, history):
            return " or ".join(KINDS[one].title.lower() for one in link.names)
    return ""


def _named(entry: AnyRecorded) -> str:
    return f"{entry.fact.says()}, {words.when(entry.happened_at)}"


def offences(at: datetime) -> list[tuple[str, Any]]:
    """Trigger offences of the day first, then the rest."""
    day = local_day(at)
    trigger = [(one.code, one.title) for one in trigger_offences.trigger_offences_on(day)]
    known = {code for code, _ in trigger}
    others = {one.code: one.title for one in _offences() if one.code not in known}
    return [("", ""), ("Trigger offences", trigger), ("Other offences", list(others.items()))]


def _areas(at: datetime) -> list[tuple[str, str]]:
    """By name: nobody on a night shift knows a code."""
    found = Area.objects.in_force(on=local_day(at))
    return [("", "Not known, or none"), *((area.code, area.name) for area in found)]


def _offences() -> list[Any]:
    rows = trigger_offences.OFFENCES
    return list(rows.values() if isinstance(rows, Mapping) else rows)


def settled(kind: Kind, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the dataclass holds them: an empty text is not asked where that is a meaning, else empty.

    A number left empty is the usual one.
    """
    found = {name: _settle(kind, name, value) for name, value in answers.items()}
    return {name: value for name, value in found.items() if value is not None or type(None) in kind.types[name]}


def _settle(kind: Kind, name: str, value: Any) -> Any:
    types = kind.types[name]
    if value in {"", None} and str in types:
        return None if type(None) in types else ""
    if value is None and bool in types and type(None) not in types:
        return False
    return value
