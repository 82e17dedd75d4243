"""What is asked of a paper given by hand: its time and place, how it was given, and whether the person left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms

from throughcare.diary.models import Booking
from throughcare.people.models import Person
from throughcare.rulebook.facts.assessment import AppointmentMade, AppointmentMoved, Form, NoticePrepared, Purpose
from throughcare.rulebook.facts.base import Fact
from throughcare.rulebook.facts.custody import Disposal, Released
from throughcare.suites.models import Paper
from throughcare.web import recording, words
from throughcare.web.custody.booking_forms import Give
from throughcare.web.custody.booking_stage import Stage
from throughcare.web.fields import When, YesNo
from throughcare.web.widgets import Radios

PRINTED, BY_HAND = "printed", "by hand"
RELEASED = tuple((one.value, one.value[:1].upper() + one.value[1:]) for one in Disposal)


class EnterPaper(Give):
    """The paper's own questions first, then how it was given, then the release."""

    where = forms.ChoiceField(label="Which time and place stood on it?", widget=Radios(), error_messages={
        "required": "Say which time and place stood on the paper"})  # fmt: skip
    team = forms.ChoiceField(label="With which team, if written by hand?", required=False)
    starts_at = When(label="Which day and time, if written by hand?", named="the day and time", required=False)
    place = forms.CharField(label="Which place, if written by hand?", required=False, max_length=500)
    late_because = forms.CharField(
        label="If the time is after the limit: why this one?", required=False, max_length=500
    )  # fmt: skip
    left = YesNo(label="Has the person left the suite?", error_messages={"required": "Say whether the person left"})
    released_at = When(label="When did the person leave?", named="when the person left", required=False)
    disposal = forms.ChoiceField(label="How did the person leave?", required=False, choices=[("", ""), *RELEASED])

    field_order = (
        "where", "team", "starts_at", "place", "late_because", "given_at", "how", "language", "other_language",
        "read_out", "signed", "left", "released_at", "disposal",
    )  # fmt: skip

    def __init__(
        self, *args: Any, paper: Paper, held: Booking | None, stage: Stage, teams: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, now=stage.opened.now, **kwargs)
        self.paper, self.held, self.stage = paper, held, stage
        self.fields["given_at"].label = "When was it given?"
        self._choices("how", self.fields["how"].choices[:2])  # type: ignore[attr-defined]
        printed = [(PRINTED, f"As printed: {words.when(held.slot.starts_at)}, {held.slot.place}")] if held else []
        self._choices("where", [*printed, (BY_HAND, "Written by hand")])
        self._choices("team", [("", ""), *sorted(teams.items(), key=lambda one: one[1])])
        if not held:
            self.fields["where"].initial = BY_HAND
        if stage.is_released:
            for name in ("left", "released_at", "disposal"):
                del self.fields[name]

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._need(given, given.get("where") == BY_HAND, {
            "team": "Choose the team", "starts_at": "Enter the day and time on the paper", "place": "Enter the place",
        })  # fmt: skip
        self._need(given, given.get("left") is True, {
            "released_at": "Enter when the person left", "disposal": "Say how the person left",
        })  # fmt: skip
        for name in ("released_at",):
            at = given.get(name)
            if at is not None and at > self.now:
                self.add_error(name, "That time has not come yet. Check it")
        return given

    def _need(self, given: Mapping[str, Any], needed: bool, missing: Mapping[str, str]) -> None:
        for name, sentence in missing.items() if needed else ():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def proposed(self, person: Person, arrest: UUID) -> list[Any]:
        """True times; what was entered late shows from when it was written down."""
        entry, at = self.cleaned_data["entry"], self.cleaned_data["given_at"]
        found = [(kind, fact, at) for kind, fact in self._facts(entry).items()]
        if self.cleaned_data.get("left"):
            released = Released(arrest=arrest, disposal=Disposal(self.cleaned_data["disposal"]))
            found.append(("release", released, self.cleaned_data["released_at"]))
        return [
            recording.propose(person, fact, entry=uuid5(entry, kind), happened_at=when) for kind, fact, when in found
        ]

    def _facts(self, entry: UUID) -> dict[str, Fact]:
        stage, where = self.stage, self._where()
        appointment = stage.booked.root if stage.booked else uuid5(entry, "appointment")
        notice = NoticePrepared(
            form=Form(self.paper.form), requirement=stage.requirement.root, appointment=appointment,
            starts_at=where["starts_at"], place=where["place"], paper=self.paper.number,
        )  # fmt: skip
        return {**self._appointment(where), "notice": notice, "served": self.served(uuid5(entry, "notice"))}

    def _appointment(self, where: dict[str, Any]) -> dict[str, Fact]:
        """Made, moved, or as it already stands."""
        stage = self.stage
        if stage.booked is None:
            late = self.cleaned_data["late_because"].strip()
            made = AppointmentMade(
                purpose=Purpose.INITIAL, requirement=stage.requirement.root, late_because=late, **where
            )
            return {"appointment": made}
        now = stage.terms
        if now is not None and (now.team, now.starts_at, now.place) == (
            where["team"],
            where["starts_at"],
            where["place"],
        ):
            return {}
        return {"moved": AppointmentMoved(appointment=stage.booked.root, **where)}

    def _where(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given["where"] == PRINTED and self.held is not None:
            slot = self.held.slot
            return {
                "team": str(slot.organisation_id),
                "starts_at": slot.starts_at,
                "place": slot.place,
                "slot": slot.pk,
            }
        starts_at: datetime = given["starts_at"]
        return {"team": given["team"], "starts_at": starts_at, "place": given["place"].strip(), "slot": None}
