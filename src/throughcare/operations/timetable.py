from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from throughcare.jobs.registry import scheduled
from throughcare.operations import runs

A_NIGHT = timedelta(hours=12)


@scheduled("backup", every=timedelta(days=1), lease=A_NIGHT)
def backup(*, at: datetime) -> None:
    """Only where somebody said into which folder."""
    if settings.BACKUPS:
        runs.backup(Path(settings.BACKUPS), keep_days=settings.BACKUPS_KEPT)


@scheduled("verify", every=timedelta(days=1), lease=A_NIGHT)
def verify(*, at: datetime) -> None:
    runs.verify()


@scheduled("compare_lists", every=timedelta(days=1), lease=A_NIGHT)
def compare_lists(*, at: datetime) -> None:
    runs.compare()


@scheduled("restore_drill", every=timedelta(days=7), lease=A_NIGHT)
def restore_drill(*, at: datetime) -> None:
    """Only where backups are taken."""
    if settings.BACKUPS:
        runs.drill()
