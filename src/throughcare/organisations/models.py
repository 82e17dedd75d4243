"""Areas, organisations, and who serves which area, by date."""

import uuid
from datetime import date
from typing import Generic, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from throughcare.rulebook.actors import OrganisationKind

Row = TypeVar("Row", bound=models.Model)


def organisation_kinds() -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in OrganisationKind if kind is not OrganisationKind.NONE]


class DatedRows(models.QuerySet[Row], Generic[Row]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), from_on__lte=on)


class Dated(models.Model):
    """True from the first day, up to but not on the second."""

    from_on = models.DateField("from")
    until_on = models.DateField("until, not including that day", null=True, blank=True)

    class Meta:
        abstract = True


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name=f"{name}_ends_after_it_begins"
    )


class Nation(models.TextChoices):
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class Area(Dated):
    """A Drug Action Team's area, or in Wales a Community Safety Partnership's."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=200)
    nation = models.CharField(max_length=10, choices=Nation)

    objects = DatedRows["Area"].as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["name"], condition=Q(until_on=None), name="one_open_area_of_a_name"),
            ends_after_it_begins("area"),
        )

    def __str__(self) -> str:
        return self.name


class Organisation(Dated):
    """A team, suite, court, prison or office. National ones have no area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60, choices=organisation_kinds)
    name = models.CharField(max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="organisations")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    opening_hours = models.TextField(blank=True)

    objects = DatedRows["Organisation"].as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "area", "name"],
                condition=Q(until_on=None),
                name="one_open_organisation_of_a_name_in_an_area",
            ),
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=Q(until_on=None, area=None),
                name="one_open_organisation_of_a_name_without_area",
            ),
            ends_after_it_begins("organisation"),
        )

    def __str__(self) -> str:
        return self.name


class CjitOfResidence(Dated):
    """Which CJIT serves the people who live in an area."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="cjits_of_residence")
    cjit = models.ForeignKey(Organisation, models.PROTECT, related_name="areas_served")

    objects = DatedRows["CjitOfResidence"].as_manager()

    class Meta:
        ordering = ("area", "from_on")
        constraints = (
            models.UniqueConstraint(fields=["area"], condition=Q(until_on=None), name="one_open_cjit_of_an_area"),
            models.UniqueConstraint(fields=["area", "from_on"], name="one_cjit_of_an_area_from_a_day"),
            ends_after_it_begins("cjit_of_residence"),
        )


class Place(Dated):
    """A typed place name or postcode district. The same name may stand in two areas; then nobody guesses."""

    class Kind(models.TextChoices):
        NAME = "name", "place name"
        POSTCODE_DISTRICT = "postcode_district", "postcode district"

    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="places")

    objects = DatedRows["Place"].as_manager()

    class Meta:
        ordering = ("folded", "area")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "folded", "area"],
                condition=Q(until_on=None),
                name="one_open_place_in_an_area",
            ),
            ends_after_it_begins("place"),
        )

    def __str__(self) -> str:
        return self.text


class AreaSetting(Dated):
    """What an area decides for itself, by date: the newest row in force counts."""

    class Name(models.TextChoices):
        HANDBOOK_LIMITS_FROM = "handbook_limits_from", "day from which the Handbook's limits count (R22)"
        FALLBACK_BOOKING = "fallback_booking", "what to do when no appointment can be booked"
        FAILURES_REPORTED_TO = "failures_reported_to", "to whom a failure to engage is reported (R17)"

    area = models.ForeignKey(Area, models.PROTECT, related_name="settings")
    name = models.CharField(max_length=40, choices=Name)
    value = models.TextField()

    objects = DatedRows["AreaSetting"].as_manager()

    class Meta:
        ordering = ("area", "name", "from_on")
        constraints = (
            models.UniqueConstraint(
                fields=["area", "name"], condition=Q(until_on=None), name="one_open_setting_of_a_name"
            ),
            models.UniqueConstraint(fields=["area", "name", "from_on"], name="one_setting_of_a_name_from_a_day"),
            ends_after_it_begins("area_setting"),
        )


class GivenVersion(models.Model):
    """One row, changed in the transaction that changes what the rules are given.

    The token tells apart two transactions that reached the same number because one of them was rolled back.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(id=1), name="only_one_given_version"),)
