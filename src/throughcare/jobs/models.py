"""The timetable with its leases, and the heartbeat of every worker."""

from django.db import models


class Heartbeat(models.Model):
    worker = models.CharField(max_length=200, primary_key=True)
    beat_at = models.DateTimeField()


class Timetable(models.Model):
    """One scheduled item. It runs when `next_try_at` has come and nobody holds a lease on it."""

    name = models.CharField(max_length=100, primary_key=True)
    every = models.DurationField()
    last_run_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveIntegerField(default=0, help_text="Failed in a row.")
    last_failure = models.CharField(max_length=200, blank=True, help_text="The kind of error, never its text.")
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "timetable"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(lease=None, leased_until=None)
                | models.Q(lease__isnull=False, leased_until__isnull=False),
                name="lease_has_an_end",
            ),
        )
