"""Keys by which another system works as one membership, and how often each was used in a minute."""

import uuid

from django.db import models
from django.db.models import F, Q

MEMBERSHIP = "accounts.Membership"


class ApiKey(models.Model):
    """One system's key: it may what its membership may, and no longer. Of the secret a digest is held.

    Who made and who revoked it stand on the row, which is otherwise never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(MEMBERSHIP, models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=80, help_text="Of the system that uses it.")
    handle = models.CharField(max_length=12, unique=True, help_text="The part of the key that may be shown.")
    digest = models.CharField(max_length=64)
    names_officers = models.BooleanField(
        default=False, help_text="May carry what an officer of the team authorised, under that officer's name."
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(MEMBERSHIP, models.PROTECT, null=True, related_name="+", help_text="Empty: the server.")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(MEMBERSHIP, models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True, help_text="To the minute.")

    class Meta:
        ordering = ("-made_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="a_key_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=False) | Q(revoked_by=None), name="whoever_revoked_says_when"
            ),
        )

    def __str__(self) -> str:
        return self.name


class ApiKeyMinute(models.Model):
    """How many requests a key made in one minute; forgotten within the hour."""

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="minutes")
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("minute", "id")
        constraints = (models.UniqueConstraint(fields=["key", "minute"], name="one_count_of_a_minute"),)
