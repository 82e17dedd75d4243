"""What signing in leaves behind: second steps, sessions, codes of recovery, kept answers, and the log of it all.

Ids only: the log names no e-mail address, and nobody who is not known here.
"""

import uuid
from typing import Self

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q

ACCOUNT = "accounts.Account"
MEMBERSHIP = "accounts.Membership"


class Factor(models.Model):
    """One way of passing the second step. An app's secret is sealed; of a key only its public half is held."""

    class Kind(models.TextChoices):
        SECURITY_KEY = "security-key", "Security key"
        THIS_COMPUTER = "this-computer", "This computer’s own lock"
        CODES = "codes", "App that shows codes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=60)
    secret = models.TextField(blank=True, help_text="Of an app: sealed.")
    credential = models.TextField(blank=True, help_text="Of a key: its public half.")
    last_used = models.BigIntegerField(default=0, help_text="The last half-minute of an app, or a key's own count.")
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("added_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["credential"], condition=~Q(credential=""), name="one_owner_of_a_key"),
            models.CheckConstraint(
                condition=Q(kind="codes", credential="") & ~Q(secret="")
                | ~Q(kind="codes") & Q(secret="") & ~Q(credential=""),
                name="a_factor_has_its_own_kind_of_secret",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """Somebody at work at one browser. `handle` names it to its owner through every change of its key."""

    handle = models.UUIDField(default=uuid.uuid4)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=60, blank=True)
    began_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-used_at", "handle")


class RecoveryCode(models.Model):
    """Made for a person standing there, by somebody who knows who they are. Only a digest is held."""

    class Known(models.TextChoices):
        COLLEAGUE = "colleague", "I work with them and know them by sight"
        WARRANT = "card", "I looked at their warrant card or staff pass"
        VOUCHED = "vouched", "A colleague who works with them stood beside us and said so"
        SERVER = "server", "Made on the server itself, by whoever runs it"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="recovery_codes")
    made_by = models.ForeignKey(
        MEMBERSHIP, models.PROTECT, null=True, related_name="+", help_text="Empty: made from the command line."
    )
    made_at = models.DateTimeField()
    known_by = models.CharField(max_length=20, choices=Known)
    is_factor_lost = models.BooleanField()
    is_password_lost = models.BooleanField()
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(is_factor_lost=True) | Q(is_password_lost=True), name="a_code_recovers_something"
            ),
        )


class KeptAnswers(models.Model):
    """What somebody had typed when their session had run out: sealed, theirs alone, for 14 days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(ACCOUNT, models.CASCADE, related_name="kept_answers")
    path = models.CharField(max_length=1000)
    sealed = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("-kept_at", "id")


class SignInEvents(models.QuerySet["SignInEvent"]):
    def about(self, account: models.Model) -> Self:
        return self.filter(account=account)


class SignInEvent(models.Model):
    """One line of the log of sign-ins. Written once, never edited. `account` is empty for somebody unknown."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed in", "signed in"
        SIGNED_OUT = "signed out", "signed out"
        WRONG_PASSWORD = "wrong password", "wrong password"
        WRONG_STEP = "wrong second step", "wrong second step"
        TOO_MANY = "too many tries", "too many tries"
        CONFIRMED = "confirmed", "confirmed it was them"
        FACTOR_ADDED = "second step added", "second step added"
        FACTOR_REMOVED = "second step removed", "second step removed"
        PASSWORD_CHANGED = "password changed", "password changed"
        CODE_MADE = "recovery code made", "recovery code made"
        CODE_USED = "recovery code used", "recovery code used"
        CODE_WRONG = "recovery code wrong", "recovery code wrong"
        SESSION_ENDED = "session ended", "session ended by its owner"
        SESSION_RAN_OUT = "session ran out", "session ran out"
        REFUSED = "single sign-on refused", "single sign-on refused"

    at = models.DateTimeField()
    kind = models.CharField(max_length=30, choices=Kind)
    account = models.ForeignKey(ACCOUNT, models.PROTECT, null=True, related_name="sign_in_events")
    by = models.ForeignKey(
        MEMBERSHIP, models.PROTECT, null=True, related_name="+", help_text="Who made a recovery code, if one was made."
    )
    about = models.UUIDField(null=True, help_text="The factor, session, code or organisation it is about.")

    objects = SignInEvents.as_manager()

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=["account", "at"], name="sign_in_events_of_an_account"),)


class SingleSignOn(models.Model):
    """An organisation's own sign-in (OpenID Connect). Off unless switched on; the secret is in the environment."""

    organisation = models.OneToOneField(
        "organisations.Organisation", models.PROTECT, primary_key=True, related_name="single_sign_on"
    )
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret_name = models.CharField(max_length=80)
    email_domain = models.CharField(max_length=200)
    does_second_step = models.BooleanField(default=False)
    is_on = models.BooleanField(default=False)


class SingleSignOnChange(models.Model):
    """What an administrator changed about an organisation's own sign-in. Written once, never edited."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    by = models.ForeignKey(MEMBERSHIP, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    values = models.JSONField(help_text="All settings as they are from then on; there is no secret among them.")

    class Meta:
        ordering = ("-at", "-id")
