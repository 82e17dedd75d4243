"""What a team's diary is made of: hours, closed days, the weekly pattern, who is on, and what was changed by whom."""

import uuid

from django.db import models
from django.db.models import F, Q

from throughcare.accounts.models import Membership
from throughcare.organisations.models import Dated, DatedRows, Organisation, ends_after_it_begins


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class Purpose(models.TextChoices):
    INITIAL = "initial", "initial assessment"
    FOLLOW_UP = "follow_up", "follow-up assessment"
    ANY = "any", "any appointment"


class OpeningHours(Dated):
    """One span of one weekday. A day with no span is closed; two spans leave a pause."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    objects = DatedRows["OpeningHours"].as_manager()

    class Meta:
        ordering = ("organisation", "weekday", "opens")
        constraints = (
            ends_after_it_begins("opening_hours"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="closes_after_it_opens"),
        )

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} to {self.closes:%H:%M}"


class SpecialDay(models.Model):
    """A day off that is no holiday, or a holiday on which the team is open all the same."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="special_days")
    day = models.DateField()
    is_open = models.BooleanField()
    why = models.CharField(max_length=100)

    class Meta:
        ordering = ("organisation", "day")
        constraints = (models.UniqueConstraint(fields=["organisation", "day"], name="one_word_on_a_day"),)

    def __str__(self) -> str:
        return f"{self.day}: {self.why}"


class Pattern(Dated):
    """A slot of every week. Its places are made ahead, while it is in force and on days that are open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="patterns")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    places = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.ANY)
    place = models.TextField()
    worker_speaks = models.CharField(max_length=200, blank=True)
    for_police = models.BooleanField(default=False)

    objects = DatedRows["Pattern"].as_manager()

    class Meta:
        ordering = ("organisation", "weekday", "starts", "id")
        constraints = (
            ends_after_it_begins("pattern"),
            models.CheckConstraint(condition=Q(places__gte=1, minutes__gte=1), name="pattern_has_places_and_length"),
        )

    def __str__(self) -> str:
        places = "1 place" if self.places == 1 else f"{self.places} places"
        return f"{self.get_weekday_display()} {self.starts:%H:%M}, {self.minutes} minutes, {places}"


class CallFirst(Dated):
    """The team asks to be rung before an initial assessment starts (SPOC 4 b4)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="calls_first")
    phone = models.CharField(max_length=40)
    why = models.CharField(max_length=200)

    objects = DatedRows["CallFirst"].as_manager()

    class Meta:
        ordering = ("organisation", "from_on")
        constraints = (
            ends_after_it_begins("call_first"),
            models.UniqueConstraint(fields=["organisation"], condition=Q(until_on=None), name="one_open_call_first"),
        )

    def __str__(self) -> str:
        return f"Ring {self.phone} first: {self.why}"


class Turn(models.Model):
    """Who is on, when, where, and what they may do (Handbook 4.6.1, CJIT)."""

    class How(models.TextChoices):
        DUTY = "duty", "on duty"
        CALL = "call", "on call"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="turns")
    worker = models.ForeignKey(Membership, models.PROTECT, related_name="turns")
    how = models.CharField(max_length=10, choices=How, default=How.DUTY)
    suite = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="workers_there")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    may_assess = models.BooleanField("competent for required assessments")
    phone = models.CharField(max_length=40)
    called_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("starts_at", "id")
        indexes = (models.Index(fields=["organisation", "starts_at"], name="turn_by_organisation"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_turn_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.starts_at:%d.%m.%Y %H:%M}"


class DiaryChange(models.Model):
    """Who changed what of a diary, in a sentence that names no person served. Never edited."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="diary_changes")
    what = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+", help_text="Empty: set up.")

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.what
