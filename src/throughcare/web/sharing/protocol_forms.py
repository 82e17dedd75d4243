"""What is asked about a protocol: between whom, in which words, from when; endorsing it; ending it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from throughcare.organisations.models import Organisation
from throughcare.sharing.models import Protocol
from throughcare.sharing.protocols import WORDS
from throughcare.web.fields import GovukDate
from throughcare.web.sharing.sharing_forms import Entry

TERMS = "“Engaged in treatment” does not mean that somebody uses no drugs or commits no offences."
WITHOUT_CONSENT = (
    "Refusing ends nothing and shares nothing. The team puts the case, in writing, to the nominated senior "
    "professional, who decides it by itself: whether sharing is essential to prevent death or serious self-harm, or "
    "for the prevention, detection or prosecution of crime, and outweighs confidentiality. The same person decides "
    "on a request for more than is usual."
)


def _words(label: str, missing: str, **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, widget=area, max_length=8000, error_messages={"required": missing}, **more)


class Draft(Entry):
    """Every element the guidance asks of a protocol (PPO guidance 37 and 47)."""

    cjit = forms.ChoiceField(label="Which drug team (CJIT)?", error_messages={"required": "Choose a drug team"})
    scheme = forms.ChoiceField(label="Which PPO scheme?", error_messages={"required": "Choose a PPO scheme"})
    text = _words(
        "What is each used for, and how is it asked for and given?", "Write what each is used for",
        help_text="The scheme plans its work with one person by it. It is never used for general intelligence.",
    )  # fmt: skip
    without_consent = _words(
        "What happens where the person does not agree, or more is asked for than is usual?",
        "Write what happens without consent", initial=WITHOUT_CONSENT,
    )  # fmt: skip
    within_24_hours = _words(
        "What do you tell each other within 24 hours?", "Write what is told within 24 hours",
        help_text="For instance a missed appointment, or leaving treatment.",
    )  # fmt: skip
    terms = _words("What do the words mean that you both use?", "Write what your words mean", initial=TERMS)
    from_on = GovukDate(label="First day", named="the first day")
    last_on = GovukDate(
        label="Last day", named="the last day", required=False, help_text="Leave empty if no end is agreed"
    )

    def __init__(self, *args: Any, cjits: Iterable[Organisation], schemes: Iterable[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, teams in (("cjit", cjits), ("scheme", schemes)):
            chosen = [(str(team.pk), team.name) for team in teams]
            listed = chosen if len(chosen) == 1 else [("", "Choose a team"), *chosen]
            self.fields[name].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`until_on` is the first day on which it no longer holds."""
        given = super().clean() or {}
        last: date | None = given.get("last_on")
        if last and given.get("from_on") and last < given["from_on"]:
            self.add_error("last_on", "The last day is before the first")
        return {**given, "until_on": last + timedelta(days=1) if last else None}


def words_of(protocol: Protocol) -> dict[str, Any]:
    """To begin the next version with."""
    return {name: getattr(protocol, name) for name in WORDS}


class Endorse(forms.Form):
    """Nothing to fill in: the page shows what is endorsed."""


class End(forms.Form):
    last_on = GovukDate(
        label="Last day", named="the last day", help_text="It holds to the end of this day. What was shared stays."
    )
    why = forms.CharField(
        label="Why does it end?", max_length=500, error_messages={"required": "Say why it ends"}
    )  # fmt: skip
