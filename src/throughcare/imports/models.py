"""A workbook on its way in, which of its columns is which, and what became of each of its lines."""

import json
import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from throughcare.accounts.models import Membership
from throughcare.documents.models import File
from throughcare.imports.cells import Order
from throughcare.imports.states import NEXT, State, Verdict
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone

ORDERS = [(order.value, order.value or "as the sheet proves") for order in Order]


class NotNow(ValueError):
    """The import has moved on; the message says where it stands."""


class Mapping(models.Model):
    """Which heading of a force's workbooks is which field: told once, guessed from then on."""

    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    layout = models.CharField(max_length=20)
    columns = models.JSONField(default=dict)
    order = models.CharField(max_length=20, choices=ORDERS, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["force", "layout"], name="one_mapping_of_a_layout_in_a_force"),)


class Import(models.Model):
    """One workbook of one suite, brought in by one person. Only its suite ever sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="imports")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    layout = models.CharField(max_length=20)
    filename = models.CharField(max_length=200)
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.LOOKING, db_index=True)
    columns = models.JSONField(default=dict, help_text="Field to heading.")
    order = models.CharField(max_length=20, choices=ORDERS, blank=True)
    sheets = models.JSONField(default=list, help_text="Each sheet: name, whether hidden, headings, lines.")
    problem = models.CharField(max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="Verdict to number of lines.")
    months = models.JSONField(default=list, help_text="Of the tests that are in the record, once it is done.")
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    committed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_at=None) ^ Q(state__in=["done", "cancelled", "failed"]),
                name="what_is_over_has_an_end",
            ),
        )

    def goes_to(self, state: State) -> None:
        """Not saved yet."""
        if state not in NEXT[State(self.state)]:
            raise NotNow(f"This import is at “{self.get_state_display()}”, so that cannot be done now.")
        self.state = state


class Row(AboutSomeone, models.Model):
    """One line of the workbook: what was read, what was found, and what a person chose."""

    id = models.UUIDField(primary_key=True, editable=False)
    of = models.ForeignKey(Import, models.CASCADE, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=100)
    line = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    said = models.TextField(blank=True, help_text="What the line says, field by field, as JSON; empty once let go.")
    cell = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    other = models.TextField(blank=True, help_text="What is recorded otherwise: field to value, as JSON.")
    candidates = models.TextField(blank=True, help_text="Ids of people it may be about, as JSON.")
    choice = models.CharField(max_length=36, blank=True, help_text="A person’s id, new, out, or nothing yet.")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    who = models.UUIDField(null=True, help_text="The record it goes to, there already or not.")
    key = models.CharField(max_length=64, blank=True, help_text="Digest of suite, custody number and time.")
    entry = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("sheet", "line")
        constraints = (models.UniqueConstraint(fields=["of", "sheet", "line"], name="one_row_a_line"),)
        indexes = (
            models.Index(fields=["of", "verdict", "sheet", "line"], name="rows_by_verdict"),
            models.Index(fields=["key"], condition=Q(entry__isnull=False), name="rows_recorded_by_key"),
        )

    @property
    def values(self) -> dict[str, Any]:
        return dict(json.loads(self.said)) if self.said else {}

    @property
    def recorded_otherwise(self) -> dict[str, str]:
        return dict(json.loads(self.other)) if self.other else {}

    @property
    def candidate_ids(self) -> list[uuid.UUID]:
        return [uuid.UUID(one) for one in json.loads(self.candidates)] if self.candidates else []
