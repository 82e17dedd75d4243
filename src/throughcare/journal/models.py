"""The envelope of an entry, its body, the seals over all records, and the rows that lists are made of."""

from django.db import models
from django.db.models import F, Q

from throughcare.accounts.models import ApiKey, Membership
from throughcare.journal.projected import (
    AppointmentRow,
    CaseloadRow,
    CustodyRow,
    DutyRow,
    ReminderRow,
    Sight,
    StandingRow,
)
from throughcare.journal.quality_models import QualityBlock
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone

__all__ = [
    "AppointmentRow", "Body", "CaseloadRow", "CustodyRow", "Disposal", "DutyRow", "Entry", "QualityBlock",
    "ReminderRow", "Seal", "SealedHead", "Sight", "StandingRow",
]  # fmt: skip

DIGEST = 64


class Entry(AboutSomeone, models.Model):
    """One fact about one person: who wrote down what, when it happened and when it was written. Never changed.

    The id is made by the caller and is the idempotency key.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    replaces = models.UUIDField(null=True, blank=True)
    why = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=32)
    body_digest = models.CharField(max_length=DIGEST)
    previous = models.CharField(max_length=DIGEST, blank=True)
    hash = models.CharField(max_length=DIGEST)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ("person", "seq")
        indexes = (models.Index(fields=["recorded_at", "id"], name="entry_by_writing"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "seq"], name="one_entry_at_a_place"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(replaces__isnull=False), name="an_entry_is_mended_once"
            ),
            models.CheckConstraint(condition=Q(seq__gt=0), name="entries_count_from_one"),
            models.CheckConstraint(condition=Q(recorded_at__gte=F("happened_at")), name="nothing_before_it_happened"),
        )


class Body(models.Model):
    """The fact itself, as text exactly as digested. Only a recorded disposal removes it."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="body")
    text = models.TextField()

    class Meta:
        verbose_name_plural = "bodies"


class Sent(models.Model):
    """One entry that another system sent. Whose entry it is stands on the entry; here, through which key it came."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="sent")
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="sent")

    class Meta:
        ordering = ("entry",)
        verbose_name_plural = "sent entries"


class Disposal(models.Model):
    """The gate: the database lets a body go only where such a row names its entry. Two people, never one."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="disposal")
    schedule = models.CharField(max_length=100)
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(asked_by=F("agreed_by")), name="disposal_takes_two"),)


class Seal(models.Model):
    """The Merkle head over every person's head and length at one moment."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    people = models.PositiveIntegerField()
    root = models.CharField(max_length=DIGEST)
    previous = models.CharField(max_length=DIGEST, blank=True)
    hash = models.CharField(max_length=DIGEST)

    class Meta:
        ordering = ("number",)


class SealedHead(models.Model):
    """A person's head and length as sealed; written only when they had changed since the seal before."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="heads")
    person_id = models.UUIDField()
    head = models.CharField(max_length=DIGEST)
    length = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person_id", "seal"], name="one_sealed_head_of_a_person"),)
