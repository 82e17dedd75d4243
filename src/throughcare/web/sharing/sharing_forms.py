"""What is asked about consent and sharing: for whom and what, the answer, a request, a decision, an emergency."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms

from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.disclosure import TABLE, TEAMS_OF, Basis, Row
from throughcare.rulebook.facts.consent import (
    HowAgreed,
    Item,
    RecallAnswer,
    RecipientKind,
    SharedFor,
)
from throughcare.rulebook.standing import Team
from throughcare.web.fields import GovukDate, YesNo
from throughcare.web.widgets import Checkboxes, Radios

A_HALF_YEAR = timedelta(days=182)


def choices(enum: Any) -> list[tuple[str, str]]:
    return [(one.name, capital(one.value)) for one in enum]


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def in_order(items: Iterable[Item]) -> list[tuple[str, str]]:
    chosen = set(items)
    return [(one.name, capital(one.value)) for one in Item if one in chosen]


def uses(basis: Basis) -> dict[str, Row]:
    """Every pair of a recipient and a purpose in the table, by the word that stands for it in a form."""
    found = {}
    for row in TABLE:
        if row.basis is basis:
            for kind in RecipientKind:
                if kind in row.recipients:
                    found[f"{row.purpose.name}-{kind.name}".lower()] = row
    return found


def of_use(use: str) -> tuple[SharedFor, RecipientKind]:
    purpose, kind = use.upper().split("-")
    return SharedFor[purpose], RecipientKind[kind]


def _use_choices() -> list[tuple[str, str]]:
    pairs = ((use, *of_use(use)) for use in uses(Basis.CONSENT))
    return [(use, f"{capital(kind.value)}, for {purpose.value}") for use, purpose, kind in pairs]


class Whom(forms.Form):
    """First: for whom and what. The rest of the form depends on it."""

    use = forms.ChoiceField(
        label="Who would be told, and what for?",
        widget=Radios(),
        error_messages={"required": "Choose who and what for"},
    )
    to_team = forms.ChoiceField(label="Which team?", required=False)
    named = forms.CharField(
        label="Who by name", required=False, max_length=200,
        help_text="Only for a doctor, a court, or family or a supporter, who do not use Throughcare",
    )  # fmt: skip

    def __init__(self, *args: Any, teams: Mapping[str, Team], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._teams = teams
        kinds = frozenset().union(*TEAMS_OF.values()) - TEAMS_OF[RecipientKind.POLICE]
        listed = sorted((t.name, t.id) for t in teams.values() if t.kind in kinds and t.id != own)
        self.fields["use"].choices = _use_choices()  # type: ignore[attr-defined]
        self.fields["to_team"].choices = [("", "Choose a team"), *((id_, name) for name, id_ in listed)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "use" not in given:
            return given
        purpose, kind = of_use(given["use"])
        team = self._teams.get(given.get("to_team", ""))
        if kind in TEAMS_OF and (team is None or team.kind not in TEAMS_OF[kind]):
            self.add_error("to_team", f"Choose {kind.value}")
        if kind not in TEAMS_OF and not given.get("named", "").strip():
            self.add_error("named", "Enter who receives it, by name")
        return {
            **given, "purpose": purpose, "recipient": kind,
            "to_team": given.get("to_team", "") if kind in TEAMS_OF else "",
            "named": "" if kind in TEAMS_OF else given.get("named", "").strip(),
        }  # fmt: skip


class Entry(forms.Form):
    entry = forms.UUIDField(widget=forms.HiddenInput)


class Answer(Entry):
    """What the person said: what is agreed to, how, until when; or no."""

    agrees = YesNo(label="Does the person agree?", error_messages={"required": "Say whether the person agrees"})
    items = forms.MultipleChoiceField(
        label="What the person agrees to share", required=False, widget=Checkboxes(),
        help_text="Tick only what the person agrees to. What is not ticked is not shared.",
    )  # fmt: skip
    until = GovukDate(label="Until the end of which day?", named="the last day", required=False)
    how = forms.ChoiceField(
        label="How did the person agree?", choices=choices(HowAgreed), widget=Radios(), required=False,
    )  # fmt: skip
    signed_form = forms.FileField(label="The signed form", required=False, help_text="PDF, JPEG or PNG, up to 10 MB")
    witness = forms.CharField(
        label="Witness", required=False, max_length=200, help_text="If the person said it aloud: who heard it"
    )
    language = forms.CharField(label="In which language?", max_length=60, required=False, initial="English")
    read_out = YesNo(label="Was it read out to the person?", required=False)
    said = forms.CharField(
        label="What did the person say?", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text="If the person does not agree",
    )  # fmt: skip
    told = YesNo(
        label="Was the person told what follows from not agreeing?", required=False,
        help_text="Care goes on. Nothing is shared because of it.",
    )  # fmt: skip

    def __init__(self, *args: Any, allowed: Iterable[Item], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = in_order(allowed)  # type: ignore[attr-defined]
        self.fields["until"].initial = local_day(at) + A_HALF_YEAR

    @property
    def if_yes(self) -> list[Any]:
        """What the page asks only of a yes."""
        return [self[name] for name in ("items", "until", "how", "signed_form", "witness", "language", "read_out")]

    @property
    def if_no(self) -> list[Any]:
        return [self[name] for name in ("said", "told")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        needed = {
            True: {"items": "Tick what the person agrees to", "until": "Enter the last day",
                   "how": "Say how the person agreed", "read_out": "Say whether it was read out"},
            False: {"said": "Write what the person said", "told": "Say whether the person was told"},
        }.get(given.get("agrees"), {})  # type: ignore[arg-type]  # fmt: skip
        for name, problem in needed.items():
            if given.get(name) in (None, "", []) and name not in self.errors:
                self.add_error(name, problem)
        return given


class TakeBack(Entry):
    said = forms.CharField(
        label="What did the person say?", required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )


class Send(Entry):
    """`shown` is the digest of what stands on the page; `as_at` its moment."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    as_at = forms.DateTimeField(widget=forms.HiddenInput)


class AskedBack(Entry):
    reason = forms.CharField(
        label="Why is it asked back?", max_length=500, error_messages={"required": "Say why it is asked back"}
    )


class RecallReply(Entry):
    answer = forms.ChoiceField(
        label="What became of it?", choices=choices(RecallAnswer), widget=Radios(),
        error_messages={"required": "Say what became of it"},
    )  # fmt: skip
    details = forms.CharField(
        label="Who did or checked this, or why it cannot be done", widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000, help_text="If a print is lost, say when and where, as far as you know.",
        error_messages={"required": "Say who did or checked it, or why it cannot be done"},
    )  # fmt: skip


class Emergency(Entry):
    recipient = forms.ChoiceField(
        label="Who was told?", choices=choices(RecipientKind), error_messages={"required": "Say who was told"}
    )
    named = forms.CharField(label="Who exactly, by name or call sign", max_length=200, required=False)
    danger = forms.CharField(
        label="What was the danger?", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        error_messages={"required": "Say what the danger was"},
    )  # fmt: skip
    items = forms.MultipleChoiceField(
        label="What was told?", widget=Checkboxes(), choices=in_order(Item), required=False
    )
    told = forms.CharField(
        label="In which words?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        error_messages={"required": "Write what was said, as nearly as you can"},
    )  # fmt: skip


class Review(Entry):
    justified = YesNo(label="Was it right to tell?", error_messages={"required": "Say whether it was right to tell"})
    findings = forms.CharField(
        label="What did you find, and what follows?", widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        error_messages={"required": "Write what you found"},
    )  # fmt: skip


def flags(names: Iterable[str]) -> dict[str, Any]:
    """Ticked items as the fields of a fact."""
    return {name.lower(): True for name in names}
