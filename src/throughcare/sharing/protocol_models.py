"""What a CJIT and a PPO scheme agreed to share, version by version, and who endorsed or ended it. Written once."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from throughcare.accounts.models import Account, Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.facts.consent import Item


class Protocol(models.Model):
    """One version of the words. A change of words is the next version of the same line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.UUIDField()
    version = models.PositiveSmallIntegerField(default=1)
    cjit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    scheme = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=80)
    items = models.JSONField("what is shared as a matter of routine")
    text = models.TextField("what each is used for, and how it is asked for and given")
    without_consent = models.TextField("what happens where consent is not given")
    within_24_hours = models.TextField("what is told within 24 hours")
    terms = models.TextField("what the words mean that both sides use")
    from_on = models.DateField()
    until_on = models.DateField("no longer from that day", null=True)
    drafted_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("cjit__name", "scheme__name", "line", "version")
        constraints = (
            models.UniqueConstraint(fields=["line", "version"], name="one_protocol_of_a_version"),
            models.CheckConstraint(condition=~Q(cjit=F("scheme")), name="a_protocol_is_between_two"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(without_consent="") & ~Q(within_24_hours="") & ~Q(terms="") & ~Q(items=[]),
                name="a_protocol_says_everything",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="a_protocol_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"{self.cjit} and {self.scheme}"

    @property
    def shared_items(self) -> frozenset[Item]:
        return frozenset(Item[name] for name in self.items)

    @property
    def ends_on(self) -> date | None:
        """The first day on which it no longer holds: as agreed, or as one side ended it, whichever is first."""
        end = getattr(self, "end", None)
        return min(filter(None, (self.until_on, end.from_on if end else None)), default=None)


class Endorsement(models.Model):
    """One side's word for one version. The two sides are two people."""

    protocol = models.ForeignKey(Protocol, models.PROTECT, related_name="endorsements")
    side = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=["protocol", "side"], name="a_side_endorses_once"),
            models.UniqueConstraint(fields=["protocol", "account"], name="nobody_endorses_for_both_sides"),
        )


class ProtocolEnd(models.Model):
    """From which day a version no longer holds, and why."""

    protocol = models.OneToOneField(Protocol, models.PROTECT, primary_key=True, related_name="end")
    from_on = models.DateField()
    why = models.TextField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
