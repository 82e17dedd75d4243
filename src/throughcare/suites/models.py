"""Each suite's arrangements version by version, who handed over to whom, and which paper came of what."""

from django.db import models
from django.db.models import F, Q

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Organisation
from throughcare.rulebook.facts.assessment import Form


class Arrangements(models.Model):
    """One version of a suite's page (Handbook 4.6.1, local). Written once; other words are the next version."""

    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="arrangements")
    version = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    kept_by = models.CharField("post that keeps this page", max_length=200)
    words = models.JSONField("what is arranged, by the name of its part")
    written_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("suite", "-version")
        constraints = (
            models.UniqueConstraint(fields=["suite", "version"], name="one_page_of_a_version"),
            models.CheckConstraint(condition=Q(version__gte=1) & ~Q(kept_by=""), name="a_page_has_its_post"),
        )

    def __str__(self) -> str:
        return f"{self.suite}, version {self.version}"


class Handover(models.Model):
    """One officer left the suite to the next: how many were there, never who."""

    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="handovers")
    prepared_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    people = models.PositiveSmallIntegerField()
    risks = models.PositiveSmallIntegerField()
    taken_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("suite", "-prepared_at", "-id")
        indexes = (models.Index(fields=["suite", "-prepared_at"], name="handover_by_suite"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None) | Q(taken_by__isnull=False, taken_at__gte=F("prepared_at")),
                name="taken_over_by_somebody_after",
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None) | ~Q(taken_by=F("prepared_by")), name="a_handover_is_between_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.suite}, {self.prepared_at:%d.%m.%Y %H:%M}"


class Pack(models.Model):
    """The papers of one suite for one night, printed before they are needed. The first of a day comes by itself."""

    suite = models.ForeignKey(Organisation, models.PROTECT, related_name="packs")
    day = models.DateField()
    serial = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("suite", "-day", "-serial")
        constraints = (
            models.UniqueConstraint(fields=["suite", "day", "serial"], name="one_pack_of_a_serial"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="packs_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.suite}, {self.day:%d.%m.%Y}"


class Paper(models.Model):
    """A numbered blank RA1 or RA2. Its number is entered once, or it is accounted for as not given."""

    class Fate(models.TextChoices):
        UNUSED = "unused", "not used"
        SPOILED = "spoiled", "spoiled"

    FORMS = tuple((form.value, form.value) for form in (Form.RA1, Form.RA2))

    number = models.CharField(max_length=20, primary_key=True)
    pack = models.ForeignKey(Pack, models.PROTECT, related_name="papers")
    form = models.CharField(max_length=4, choices=FORMS)
    entry_id = models.UUIDField("the notice entered from it", null=True, blank=True, unique=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    fate = models.CharField(max_length=10, choices=Fate, blank=True)
    accounted_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    accounted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                condition=Q(entry_id=None, entered_at=None)
                | Q(entry_id__isnull=False, entered_at__isnull=False, fate=""),
                name="a_paper_is_entered_or_accounted_for",
            ),
            models.CheckConstraint(
                condition=Q(fate="", accounted_by=None, accounted_at=None)
                | Q(accounted_by__isnull=False, accounted_at__isnull=False) & ~Q(fate=""),
                name="who_accounted_for_a_paper",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Nobody has said yet what became of it."""
        return self.entry_id is None and not self.fate
