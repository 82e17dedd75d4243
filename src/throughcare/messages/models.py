"""One row a message that was tried: what it said, where it went and what became of it."""

from uuid import UUID, uuid5

from django.db import models
from django.db.models import Q

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone

NAMESPACE = UUID("6f1d9c1e-6a55-5f0e-9d38-4a1b6f3f0c77")


def id_of(person_id: UUID, key: str) -> UUID:
    """The same in every copy of the database, so that whoever took the message can be asked for it by this number."""
    return uuid5(NAMESPACE, f"{person_id}:{key}")


class State(models.TextChoices):
    SENDING = "sending", "being sent"
    WAITING = "waiting", "waiting to be tried again"
    SENT = "sent", "sent"
    DELIVERED = "delivered", "delivered"
    FAILED = "failed", "not delivered"
    UNKNOWN = "unknown", "may have been sent"
    TOO_LATE = "too late", "not sent in time"
    CANCELLED = "cancelled", "not sent"


TO_SEE_TO = (State.FAILED, State.UNKNOWN, State.TOO_LATE)
"""What somebody must look at, as long as the appointment lies ahead."""


class Message(AboutSomeone, models.Model):
    """Made when it is first tried. `key` is unique: no reminder becomes two messages (design 9, invariant 12)."""

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="messages", db_index=False)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=100)
    appointment = models.UUIDField()
    starts_at = models.DateTimeField(help_text="What it is about.")
    channel = models.CharField(max_length=40)
    address = models.TextField()
    wording = models.CharField(max_length=60, help_text="Which words, and their version.")
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    state = models.CharField(max_length=20, choices=State)
    provider = models.CharField(max_length=20, help_text="Through whom it was sent last.")
    reference = models.CharField(max_length=100, blank=True, help_text="Theirs.")
    may_be_taken = models.BooleanField(default=False, help_text="Nobody knows whether the last try arrived there.")
    because = models.CharField(max_length=200, blank=True, help_text="Why not; never what was sent, nor to whom.")
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="When it was sent, or given up.")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", help_text="Who said so by hand.")

    class Meta:
        ordering = ("-made_at", "id")
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_message_of_a_reminder"),)
        indexes = (
            models.Index(fields=["team", "starts_at"], name="message_by_team"),
            models.Index(fields=["next_try_at"], condition=~Q(next_try_at=None), name="message_to_try"),
            models.Index(fields=["leased_until"], condition=Q(state=State.SENDING.value), name="message_being_sent"),
        )
