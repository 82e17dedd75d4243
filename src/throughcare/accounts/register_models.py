"""The dated registers of testing: who is trained to take samples, and which suites may test.

A row is written once and ended once; both say by whom and when, and nothing is ever rewritten.
"""

import uuid

from django.db import models
from django.db.models import Q

from throughcare.organisations.models import Dated, DatedRows, Organisation, ends_after_it_begins


class Registered(Dated):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    added_by = models.ForeignKey(
        "accounts.Membership",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: set up from the command line.",
    )
    added_at = models.DateTimeField()
    ended_by = models.ForeignKey("accounts.Membership", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class TrainedTester(Registered):
    """Someone whom a force's cascade trainer has trained (INT 4.2.6)."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="training")
    force = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = DatedRows["TrainedTester"].as_manager()

    class Meta:
        ordering = ("account__full_name", "from_on")
        constraints = (
            models.UniqueConstraint(
                fields=["account", "force"], condition=Q(until_on=None), name="one_open_training_in_a_force"
            ),
            ends_after_it_begins("trained_tester"),
        )


class AuthorisedSuite(Registered):
    """A suite that may test."""

    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="authority_to_test")

    objects = DatedRows["AuthorisedSuite"].as_manager()

    class Meta:
        ordering = ("suite__name", "from_on")
        constraints = (
            models.UniqueConstraint(fields=["suite"], condition=Q(until_on=None), name="one_open_authority_of_a_suite"),
            ends_after_it_begins("authorised_suite"),
        )
