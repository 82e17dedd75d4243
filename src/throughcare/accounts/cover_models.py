"""Who covers whose people from when to when: for leave, sickness or another reason."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q


class Covers(models.QuerySet["Cover"]):
    def live(self, *, at: datetime) -> Self:
        """In force at that instant; the post of whoever covers has not ended."""
        held = Q(covering__until_at=None) | Q(covering__until_at__gt=at)
        return self.filter(held, from_at__lte=at, until_at__gt=at)


class Cover(models.Model):
    """One worker's people are seen to by a colleague of the same team. Ended early, its end comes forward."""

    class Why(models.TextChoices):
        LEAVE = "leave", "Leave"
        SICKNESS = "sickness", "Sickness"
        OTHER = "other", "Another reason"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    absent = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="covers_for_me")
    covering = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="covers_by_me")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    why = models.CharField(max_length=10, choices=Why)
    by = models.ForeignKey("accounts.Membership", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = Covers.as_manager()

    class Meta:
        ordering = ("from_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(until_at__gte=F("from_at")), name="cover_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(absent=F("covering")), name="nobody_covers_themselves"),
        )
        indexes = (models.Index(fields=["covering", "until_at"], name="cover_by_who_covers"),)
