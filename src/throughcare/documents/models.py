"""Files by their content, and which organisation approved the words of which notice."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from throughcare.organisations.models import Organisation
from throughcare.rulebook.facts.assessment import Form

LARGEST = 10 * 1024 * 1024
LARGEST_WORKBOOK = 64 * 1024 * 1024


class MediaType(models.TextChoices):
    PDF = "application/pdf", "PDF"
    PNG = "image/png", "PNG"
    JPEG = "image/jpeg", "JPEG"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel workbook"
    XLS = "application/vnd.ms-excel", "old Excel workbook"
    ODS = "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"
    CSV = "text/csv", "CSV file"


PAPERS = frozenset({MediaType.PDF, MediaType.PNG, MediaType.JPEG})
WORKBOOKS = frozenset({MediaType.XLSX, MediaType.XLS, MediaType.ODS, MediaType.CSV})
"""Kept only while they are brought in."""


class File(models.Model):
    """The digest is the name: the same bytes are one file. Who may see it, the room that refers to it decides."""

    sha256 = models.CharField(max_length=64, primary_key=True, editable=False)
    media_type = models.CharField(max_length=80, choices=MediaType)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("created_at", "sha256")
        constraints = (
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST)
                | Q(size__gte=1, size__lte=LARGEST_WORKBOOK, media_type__in=sorted(WORKBOOKS)),
                name="file_is_of_a_size_we_take",
            ),
            models.CheckConstraint(condition=Q(media_type__in=MediaType.values), name="file_is_of_a_kind_we_take"),
        )

    def __str__(self) -> str:
        return self.sha256


CONSENT_FORM = ("consent", "consent form")
"""Not a notice, and cleared locally all the same (PPO guidance 34)."""

DT1_FORM = ("DT1", "DT1, record of a drug test")


class Approvals(models.QuerySet["WordingApproval"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), approved_on__lte=on)


class WordingApproval(models.Model):
    """A named officer's word that this version may be served as a legal notice, and which law may stand on it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="wording_approvals")
    form = models.CharField(
        max_length=12, choices=[*((form.value, form.value) for form in Form), CONSENT_FORM, DT1_FORM]
    )
    version = models.PositiveSmallIntegerField()
    approved_by = models.CharField("approved by (name and rank)", max_length=200)
    approved_on = models.DateField()
    withdrawn_on = models.DateField("no longer from that day", null=True, blank=True)
    law = models.TextField("law to print, as confirmed", blank=True)

    objects = Approvals.as_manager()

    class Meta:
        ordering = ("organisation", "form", "version")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "form", "version"],
                condition=Q(withdrawn_on=None),
                name="one_open_approval_of_a_wording",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gt=F("approved_on")),
                name="approval_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(approved_by=""), name="approval_names_its_officer"),
        )

    def __str__(self) -> str:
        return f"{self.form} version {self.version}, {self.organisation}"
