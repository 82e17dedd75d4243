"""The read log: one row for every answer that showed anything about anyone, and one for each person shown.

Ids, names of routes and of data classes only: never what was shown. Never changed and never removed.
"""

from django.db import models

from throughcare.accounts.models import Account, Membership
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person

DIGEST = 64


class Reading(models.Model):
    """Who looked, at which page, when, as what and on what basis. The id says in which order they were written."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    operation = models.CharField(max_length=60, help_text="The name of the route.")
    method = models.CharField(max_length=10)
    purpose = models.CharField(max_length=60)
    basis = models.CharField(max_length=60)
    classes = models.CharField(max_length=300, help_text="The data classes it could show, in order of the alphabet.")
    opening = models.UUIDField(null=True, blank=True, help_text="The opening in an emergency that allowed it.")
    request = models.UUIDField()
    people = models.PositiveIntegerField(help_text="How many were shown.")
    hash = models.CharField(max_length=DIGEST)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=["account", "at"], name="reading_by_account"),
            models.Index(fields=["at"], name="reading_by_time"),
        )


class ReadingOf(models.Model):
    """One person whom that reading showed."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="of")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("id",)
        verbose_name_plural = "readings of people"
        constraints = (models.UniqueConstraint(fields=["person", "reading"], name="a_reading_names_a_person_once"),)


class ReadSeal(models.Model):
    """The Merkle head over the readings of one hour: those after the last one of the seal before, up to `last`."""

    number = models.PositiveIntegerField(primary_key=True)
    hour = models.DateTimeField(help_text="Its beginning.")
    sealed_at = models.DateTimeField()
    last = models.BigIntegerField(help_text="The id of its last reading.")
    count = models.PositiveIntegerField()
    marks = models.TextField(help_text="The first letters of each reading's hash, in order, to name one that is gone.")
    root = models.CharField(max_length=DIGEST)
    previous = models.CharField(max_length=DIGEST, blank=True)
    hash = models.CharField(max_length=DIGEST)

    class Meta:
        ordering = ("number",)
