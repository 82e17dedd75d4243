"""What was done to keep the system in order, and how it went."""

from django.db import models


class Kind(models.TextChoices):
    BACKUP = "backup", "Backup"
    DRILL = "drill", "Restore drill"
    VERIFY = "verify", "Journal and read log verified"
    REBUILD = "rebuild", "Lists compared with the journal"


class Run(models.Model):
    """One of them, from its beginning to its end. A run that was cut off is never written."""

    kind = models.CharField(max_length=10, choices=Kind.choices)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    is_whole = models.BooleanField(help_text="Nothing was found amiss.")
    says = models.CharField(max_length=500, help_text="Counts and the names of tables, never what is in them.")

    class Meta:
        indexes = (models.Index(fields=("kind", "-ended_at"), name="newest_run_of_a_kind"),)
