"""The secret register of quality samples: shown on no page; counts of finished blocks may be."""

import uuid

from django.db import models
from django.db.models import F, Q

from throughcare.organisations.models import Organisation

SAMPLES = 50
"""Guidance: two in a hundred go for confirmatory analysis (INT 4.2.4); one in every fifty."""


class QualityBlock(models.Model):
    """Fifty samples of a suite, and which of them goes to the laboratory."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    drawn = models.UUIDField(null=True, help_text="The entry whose sample it was.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["suite", "number"], name="one_quality_block_of_a_number"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=SAMPLES), name="position_in_its_block"),
            models.CheckConstraint(condition=Q(taken__lte=SAMPLES), name="no_more_samples_than_a_block_has"),
            models.CheckConstraint(
                condition=Q(drawn=None, taken__lt=F("position")) | Q(drawn__isnull=False, taken__gte=F("position")),
                name="drawn_at_its_position",
            ),
        )
