"""What was compared, and which pairs are alike. No desk reads this but the responsible team's (see deciding)."""

import uuid

from django.db import models
from django.db.models import F, Q

from throughcare.accounts.models import Membership
from throughcare.people.models import Person


class Compared(models.Model):
    """The names and birth with which somebody was last compared; when they change, it is done again."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="compared")
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    born_on = models.DateField(null=True)


class MatchKey(models.Model):
    """Only records that share a key are compared (people.likeness.keys)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="match_keys", db_index=False)
    key = models.CharField(max_length=100)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "key"], name="one_key_of_a_kind"),)
        indexes = (models.Index(fields=["key"], name="people_by_match_key"),)


class Answer(models.TextChoices):
    SAME = "same", "The same person"
    DIFFERENT = "different", "Not the same person"
    UNSURE = "unsure", "Cannot say yet"


class PossibleMatch(models.Model):
    """Two records alike, from the side of one of them: whoever is responsible for `about` is asked about `other`.

    Each pair stands twice, once from each side. Which sides anyone is asked about follows from who is responsible now.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.ForeignKey(Person, models.PROTECT, related_name="possible_matches", db_index=False)
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    likelihood = models.FloatField()
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True, help_text="The newest; empty until decided.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["about", "other"], name="one_possible_match_from_a_side"),
            models.CheckConstraint(condition=~Q(about=F("other")), name="nobody_matches_themself"),
        )


class MatchDecision(models.Model):
    """What somebody decided, when and why. Changed by deciding again; never edited."""

    match = models.ForeignKey(PossibleMatch, models.PROTECT, related_name="decisions")
    answer = models.CharField(max_length=10, choices=Answer)
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")
