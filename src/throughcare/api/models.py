"""Which entries came by which key."""

from django.db import models

from throughcare.accounts.models import ApiKey
from throughcare.journal.models import Entry


class Sent(models.Model):
    """One entry that another system sent. Whose entry it is stands on the entry; here, through which key it came."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="sent")
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="sent")

    class Meta:
        ordering = ("entry",)
        verbose_name_plural = "sent entries"
