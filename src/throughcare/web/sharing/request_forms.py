"""A request for information, its answer, and the nominated senior professional's decision (PPO guidance 36, 47)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from throughcare.rulebook.calendar import local_day
from throughcare.rulebook.facts.consent import ConsentTried, Ground, Item, SharedFor
from throughcare.web.fields import GovukDate, YesNo
from throughcare.web.sharing.sharing_forms import Entry, choices, in_order
from throughcare.web.widgets import Checkboxes, Radios

A_MONTH = timedelta(days=30)


class Ask(Entry):
    """A request: about whom, from which team, exactly what, for which purpose, by when (P-38)."""

    name = forms.CharField(
        label="Full name of the person", max_length=200, error_messages={"required": "Enter the full name"}
    )
    born_on = GovukDate(label="Date of birth", named="the date of birth", help_text="For example, 9 11 1984")
    to_team = forms.ChoiceField(label="Which team do you ask?", error_messages={"required": "Choose a team"})
    purpose = forms.ChoiceField(
        label="What do you need it for?", widget=Radios(), error_messages={"required": "Say what you need it for"}
    )
    items = forms.MultipleChoiceField(
        label="What exactly do you need?", widget=Checkboxes(), error_messages={"required": "Tick what you need"},
        help_text="The least that lets you do your job.",
    )  # fmt: skip
    why = forms.CharField(
        label="Why do you need each of these?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000,
        error_messages={"required": "Say why you need it"},
    )  # fmt: skip
    needed_by = GovukDate(label="By which day?", named="the day by which you need it")

    def __init__(
        self, *args: Any, teams: Iterable[tuple[str, str]], purposes: Iterable[SharedFor], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_team"].choices = [("", "Choose a team"), *teams]  # type: ignore[attr-defined]
        self.fields["purpose"].choices = choices(purposes)  # type: ignore[attr-defined]
        self.fields["items"].choices = in_order(Item)  # type: ignore[attr-defined]


class Whose(forms.Form):
    do = forms.CharField(widget=forms.HiddenInput, initial="whose")
    reference = forms.CharField(
        label="Reference of the person’s record", max_length=11,
        help_text="Ten letters and figures, at the top of the record. Compare name and date of birth first.",
        error_messages={"required": "Enter the reference of the person’s record"},
    )  # fmt: skip


class PutUp(forms.Form):
    do = forms.CharField(widget=forms.HiddenInput, initial="put_up")
    view = forms.CharField(
        label="What should the nominated senior professional know?", widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000, help_text="Whether the person was asked, what was said, and what sharing may do to trust.",
        error_messages={"required": "Write what they should know before they decide"},
    )  # fmt: skip


class NoLonger(forms.Form):
    """Whoever asked takes the request back."""

    no_longer = forms.UUIDField(widget=forms.HiddenInput)


class TurnDown(forms.Form):
    do = forms.CharField(widget=forms.HiddenInput, initial="turn_down")
    reason = forms.CharField(
        label="Why is nothing shared?", max_length=500,
        help_text="For your team and its auditors. The asker reads only that nothing is shared.",
        error_messages={"required": "Say why nothing is shared"},
    )  # fmt: skip


class Decide(Entry):
    """Every element of the decision (trust B3)."""

    shares = YesNo(label="Is it shared?", error_messages={"required": "Decide whether it is shared"})
    items = forms.MultipleChoiceField(
        label="What is shared", required=False, widget=Checkboxes(), help_text="The least that serves the ground."
    )
    ground = forms.ChoiceField(
        label="On which ground?",
        choices=choices(Ground),
        widget=Radios(),
        error_messages={"required": "Choose a ground"},
    )
    consent_tried = forms.ChoiceField(
        label="Was the person asked?", choices=choices(ConsentTried), widget=Radios(),
        error_messages={"required": "Say whether the person was asked"},
    )  # fmt: skip
    weighed = forms.CharField(
        label="What speaks for sharing, what against, and what outweighs?", widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000, help_text="The benefit has to outweigh the person’s and the public’s interest in "
        "confidentiality. Each case is judged by itself.", error_messages={"required": "Write what you weighed"},
    )  # fmt: skip
    advice = forms.CharField(
        label="What legal or specialist advice was taken?", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text="If none was, write so.", error_messages={"required": "Say what advice was taken, or that none was"},
    )  # fmt: skip
    until = GovukDate(label="Until the end of which day?", named="the last day")

    def __init__(self, *args: Any, allowed: Iterable[Item], at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = in_order(allowed)  # type: ignore[attr-defined]
        self.fields["until"].initial = last_day(at)


def last_day(at: datetime) -> date:
    return local_day(at) + A_MONTH
