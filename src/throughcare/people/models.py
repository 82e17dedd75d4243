"""One row per person. Identity is a projection of the journal; only the journal writes it."""

import secrets
import uuid
from collections.abc import Collection
from typing import Any, Self

from django.db import models

from throughcare.organisations.spelling import folded
from throughcare.people import shown

# No vowels and no Y, so that no reference spells a word; no 0, 1, I, L, O or U, so that it can be read out.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
REFERENCE_LENGTH = 10


def new_reference() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(REFERENCE_LENGTH))


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True, default=new_reference)

    head = models.CharField(max_length=64, blank=True, default="", help_text="Hash of the newest entry.")
    length = models.PositiveIntegerField(default=0, help_text="How many entries the record has.")

    given_name = models.CharField(max_length=200, blank=True, default="")
    family_name = models.CharField(max_length=200, blank=True, default="")
    names_folded = models.CharField(max_length=400, blank=True, default="", editable=False, db_index=True)
    born_on = models.DateField(null=True, blank=True, db_index=True)
    sex = models.CharField(max_length=20, null=True, blank=True)
    is_restricted = models.BooleanField(default=False, help_text="Only a few of the teams involved open the record.")
    area_code = models.CharField("area of residence", max_length=20, null=True, blank=True, db_index=True)

    is_masked = False
    """Set by `mask`, never kept."""

    class Meta:
        verbose_name_plural = "people"
        ordering = ("names_folded", "id")

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """Whoever is read is taken to be shown."""
        person = super().from_db(db, field_names, values, **more)
        shown.note((person.pk,))
        return person

    @property
    def full_name(self) -> str:
        if self.is_masked:
            return f"Restricted record {self.shown_reference}"
        return f"{self.given_name} {self.family_name}".strip() or self.shown_reference

    @property
    def shown_reference(self) -> str:
        """In two halves, as it is read out."""
        half = REFERENCE_LENGTH // 2
        return f"{self.reference[:half]}-{self.reference[half:]}"

    def mask(self) -> None:
        """For this answer only: nobody may tell from it who this is."""
        self.given_name = self.family_name = self.names_folded = ""
        self.born_on, self.sex, self.is_masked = None, None, True

    def take_names(self, *, given_name: str, family_name: str) -> None:
        """Sets the names and what they are searched by, so that the two never part."""
        self.given_name, self.family_name = given_name, family_name
        self.names_folded = names_folded(given_name=given_name, family_name=family_name)


def names_folded(*, given_name: str, family_name: str) -> str:
    return folded(f"{family_name} {given_name}")
