"""Accounts, and memberships as data: account, organisation and role, by date."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from throughcare.accounts.cover_models import Cover
from throughcare.accounts.key_models import ApiKey, ApiKeyMinute
from throughcare.accounts.register_models import AuthorisedSuite, TrainedTester
from throughcare.accounts.sign_in_models import (
    Factor,
    KeptAnswers,
    RecoveryCode,
    Session,
    SignInEvent,
    SingleSignOn,
    SingleSignOnChange,
)
from throughcare.organisations.models import Organisation
from throughcare.rulebook.actors import ROLES


def roles() -> list[tuple[str, str]]:
    return [(role.value, row.title) for role, row in ROLES.items() if row.signs_in]


class Accounts(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=one_spelling(username or ""))


class Account(AbstractBaseUser):
    """A person who works here. Nothing about an account says what it may do: memberships do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    closes_at = models.DateTimeField(null=True, blank=True, help_text="Decided by an administrator (see closing).")
    is_demonstration = models.BooleanField(
        default=False, help_text="Its password is known to everyone: refused outside a demonstration."
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = Accounts()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_small_letters"),)

    def __str__(self) -> str:
        return self.full_name


class Memberships(models.QuerySet["Membership"]):
    def live(self, *, at: datetime) -> Self:
        """Running at that instant, in an organisation that exists on that local day."""
        on = timezone.localdate(at)
        return self.filter(
            Q(until_at=None) | Q(until_at__gt=at),
            Q(organisation__until_on=None) | Q(organisation__until_on__gt=on),
            from_at__lte=at,
            organisation__from_on__lte=on,
        )


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=roles)
    number = models.CharField(max_length=20, blank=True, help_text="For instance a collar number.")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    objects = Memberships.as_manager()

    class Meta:
        ordering = ("from_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["account", "organisation", "role"],
                condition=Q(until_at=None),
                name="one_live_membership_of_a_role",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="membership_ends_after_it_begins",
            ),
        )

    def is_live(self, *, at: datetime) -> bool:
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


class MembershipChange(models.Model):
    """Who gave or took a membership, and when. Written beside the change, never edited."""

    class Change(models.TextChoices):
        ADDED = "added", "added"
        ENDED = "ended", "end set"
        KEPT = "kept", "end taken away"

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="changes")
    change = models.CharField(max_length=10, choices=Change)
    at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, help_text="The end as it stood after this change.")
    by = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        related_name="changes_made",
        help_text="Empty: set up from the command line.",
    )

    class Meta:
        ordering = ("at", "id")


class AccountChange(models.Model):
    """Who closed an account or opened it again, from when and why. Never edited."""

    class Change(models.TextChoices):
        CLOSED = "closed", "closed"
        OPENED = "opened", "opened again"

    account = models.ForeignKey(Account, models.PROTECT, related_name="changes")
    change = models.CharField(max_length=10, choices=Change)
    from_at = models.DateTimeField()
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")


class RefusedChange(models.Model):
    """A change to somebody's roles or account that was tried and refused: with whom, and in which words."""

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="refused_changes")
    sentence = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")


class SignInTry(models.Model):
    """One recent try to sign in, under a key that says nothing by itself (see throttle)."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["key", "at"], name="sign_in_try_by_key"),)


def one_spelling(email: str) -> str:
    return email.strip().lower()


__all__ = [
    "Account", "ApiKey", "ApiKeyMinute", "AuthorisedSuite", "Cover", "Factor", "KeptAnswers", "Membership",
    "MembershipChange", "RecoveryCode", "Session", "SignInEvent", "SignInTry", "SingleSignOn", "SingleSignOnChange",
    "TrainedTester", "one_spelling", "roles",
]  # fmt: skip
