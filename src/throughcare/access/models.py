"""Who may not look, who opened a record in an emergency, and the log of everyone who looked."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from throughcare.access.logged import Reading, ReadingOf, ReadSeal
from throughcare.accounts.models import Account, Membership
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person

__all__ = ["Conflict", "Opening", "OpeningTry", "ReadSeal", "Reading", "ReadingOf"]

LASTS = timedelta(minutes=60)
"""How long an opening in an emergency stays open (trust A9)."""


class Conflict(models.Model):
    """An account that knows a person outside work: from then until it is ended, it sees nothing of them (A10)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    declared_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True, default="")
    ended_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("declared_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["account", "person"], condition=Q(ended_at=None), name="one_live_conflict"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__gte=F("declared_at"), ended_by__isnull=False),
                name="someone_ends_a_conflict",
            ),
        )


class Reason(models.TextChoices):
    LIFE = "life", "Risk to life or of serious harm"
    CHILD = "child", "Safeguarding a child or an adult at risk"
    IN_OUR_CARE = "in_our_care", "Someone in our care now whose record we cannot see"
    AUDIT = "audit", "Audit"


class Opening(models.Model):
    """One record opened in an emergency, by one membership, for an hour at most. In force from opened_at to until.

    Both are empty while a second person has still to agree; `until` moves nearer when it is closed early.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.TextField()
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    care_team = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Whose manager is told and reviews it; without one, auditors do.",
    )  # fmt: skip
    review_by = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    was_right = models.BooleanField(null=True, blank=True)
    review_words = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (
            models.Index(fields=["membership", "person"], name="opening_of_a_membership"),
            models.Index(fields=["care_team", "review_by"], condition=Q(reviewed_at=None), name="opening_to_review"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(opened_at=None, until=None, review_by=None)
                | Q(until__gte=F("opened_at"), review_by__isnull=False),
                name="opening_has_an_end_and_a_review",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, was_right=None)
                | Q(reviewed_at__gte=F("opened_at"), reviewed_by__isnull=False, was_right__isnull=False),
                name="someone_reviews_an_opening",
            ),
            models.CheckConstraint(condition=~Q(agreed_by=F("membership")), name="a_second_person_agrees"),
            models.CheckConstraint(condition=~Q(reviewed_by=F("membership")), name="another_person_reviews"),
        )


class OpeningTry(models.Model):
    """One try to open a record in an emergency, and the opening if there was one. What was typed is not kept."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=Reason)
    opening = models.OneToOneField(Opening, models.PROTECT, null=True, blank=True, related_name="attempt")

    class Meta:
        verbose_name_plural = "opening tries"
        ordering = ("at", "id")
        indexes = (models.Index(fields=["membership", "at"], name="opening_try_by_membership"),)
