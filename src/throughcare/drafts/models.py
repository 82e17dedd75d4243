"""A draft and what was typed in each part of it. Never in the journal: nothing follows from a draft."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone

LASTS = timedelta(days=14)
"""How long a draft waits after it was last saved or kept; then somebody says what becomes of it (ours)."""
SOON = timedelta(days=3)
"""Before its end, its author and their manager are told."""
A_SHIFT = timedelta(hours=12)
"""So long a draft is its author's alone."""


class Draft(AboutSomeone, models.Model):
    """One unfinished form of one author about one person. Its id is the root of the ids of what is entered from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    author = models.ForeignKey(Membership, models.PROTECT, related_name="drafts")
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subject = models.CharField(
        max_length=200, help_text="What it is about: ids and plain words, nothing said by anyone."
    )
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    is_entered = models.BooleanField(default=False, help_text="Closed because it was entered; else given up.")
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("ends_at", "id")
        indexes = (models.Index(fields=["team", "ends_at"], condition=Q(closed_at=None), name="open_draft_of_a_team"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "author", "subject"], condition=Q(closed_at=None), name="one_open_draft_of_a_subject"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="draft_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, is_entered=False)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="someone_closes_a_draft",
            ),
        )

    def ends_soon(self, at: datetime) -> bool:
        return at >= self.ends_at - SOON

    def has_ended(self, at: datetime) -> bool:
        """From here it is only read, until somebody keeps it or gives it up; nothing goes by itself."""
        return at >= self.ends_at


class TakenOver(models.Model):
    """A draft went on in another name: who had it, who took it over, when. Never edited; it outlives the words."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="taken_over")
    was = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")


class Part(models.Model):
    """What stands in one part of a draft, as it was typed, sealed. `version` counts how often it was saved."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=40)
    sealed = models.TextField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("draft", "name")
        constraints = (models.UniqueConstraint(fields=["draft", "name"], name="one_part_of_a_name"),)
