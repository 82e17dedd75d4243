"""What was sent, kept whole; and who asked for what, and why."""

import uuid

from django.db import models
from django.db.models import Q

from throughcare.accounts.models import Membership
from throughcare.journal.models import Entry
from throughcare.organisations.models import Organisation
from throughcare.people.models import Person
from throughcare.people.shown import AboutSomeone
from throughcare.rulebook.facts.consent import Item, SharedFor
from throughcare.sharing.protocol_models import Endorsement, Protocol, ProtocolEnd

purposes = [(one.value, one.value) for one in SharedFor]


class Copy(models.Model):
    """The text of what was sent, under its digest. Written once."""

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    text = models.TextField()

    class Meta:
        verbose_name_plural = "copies"


class Disclosure(AboutSomeone, models.Model):
    """One thing that left a team: beside its entry, so that lists need not read every record. One basis, always."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="disclosure")
    person = models.ForeignKey(Person, models.PROTECT, related_name="disclosures")
    from_team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="received")
    consent = models.UUIDField(null=True)
    decision = models.UUIDField(null=True)
    involved = models.UUIDField(null=True)
    copy = models.ForeignKey(Copy, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                name="a_disclosure_has_exactly_one_basis",
                condition=Q(consent__isnull=False, decision=None, involved=None)
                | Q(consent=None, decision__isnull=False, involved=None)
                | Q(consent=None, decision=None, involved__isnull=False),
            ),
        )


class Request(AboutSomeone, models.Model):
    """Somebody asks a team for exactly these items, for this purpose. Whether the team knows the person is not said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    to_team = models.ForeignKey(Organisation, models.PROTECT, related_name="requests")
    name = models.CharField(max_length=200)
    born_on = models.DateField()
    purpose = models.CharField(max_length=80, choices=purposes)
    items = models.JSONField()
    why = models.TextField()
    needed_by = models.DateField()
    asked_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="requests")
    put_up_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    put_up_at = models.DateTimeField(null=True)
    view = models.TextField("what the team says to the nominated senior professional", blank=True)
    decision = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    reason = models.TextField("why nothing is shared; for the team and its auditors", blank=True)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("needed_by", "asked_at")
        constraints = (
            models.CheckConstraint(
                condition=~Q(items=[]) & ~Q(purpose="") & ~Q(why=""), name="a_request_says_what_and_why"
            ),
            models.CheckConstraint(
                condition=Q(put_up_at=None, put_up_by=None) | Q(put_up_at__isnull=False, put_up_by__isnull=False),
                name="a_request_is_put_up_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | (Q(answered_at__isnull=False, answered_by__isnull=False)
                   & (~Q(reason="") | Q(disclosure__isnull=False))),
                name="an_answer_shares_or_says_why_not",
            ),
        )  # fmt: skip

    @property
    def asked_items(self) -> frozenset[Item]:
        return frozenset(Item[name] for name in self.items)

    @property
    def shared_for(self) -> SharedFor:
        return SharedFor(self.purpose)


__all__ = ["Copy", "Disclosure", "Endorsement", "Protocol", "ProtocolEnd", "Request", "purposes"]
