"""Backup, drill, verification and comparison, each done once and written down with how it went."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from throughcare.access.verify_readings import ReadReport, verify_readings
from throughcare.journal import rebuild as comparing
from throughcare.journal.rebuild import Differences
from throughcare.journal.verify import ChainReport
from throughcare.journal.verify import verify as verify_journal
from throughcare.operations import backup as backups
from throughcare.operations.models import Kind, Run


def backup(folder: Path, *, keep_days: int | None = None) -> Run:
    began = timezone.now()
    path, contents = backups.take(folder=folder, at=began)
    gone = backups.forget_old(folder=folder, at=began, days=keep_days) if keep_days else []
    removed = f", {len(gone)} old ones removed" if gone else ""
    says = f"{path.name}: {contents.rows} rows, {len(contents.files)} files{removed}"
    return _write(Kind.BACKUP, began, is_whole=True, says=says)


def verify() -> tuple[ChainReport, ReadReport]:
    began = timezone.now()
    records, log = verify_journal(), verify_readings()
    found = len(records.findings) + len(log.findings)
    says = f"{records.entries} entries and {log.readings} readings, {found} findings"
    _write(Kind.VERIFY, began, is_whole=not found, says=says)
    return records, log


def compare(*, write: bool = False) -> Differences:
    """Everyone's lists with the journal. What differs is only changed where a person says so."""
    began = timezone.now()
    found = comparing.rebuild(comparing.everyone(), write=write)
    says = f"{found.people} people, {found.counts.total()} rows differ{'ed and were written' if write else ''}"
    _write(Kind.REBUILD, began, is_whole=write or not found, says=says)
    return found


def drill() -> Run:
    """Takes a backup, puts it back into a new database beside this one, and compares every row and file."""
    began = timezone.now()
    with tempfile.TemporaryDirectory(prefix="drill-") as folder:
        path, contents = backups.take(folder=Path(folder), at=began)
        fresh = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "throughcare", "restore", str(path), "--compare"],
            env=_environment(Path(folder) / "var"), capture_output=True, text=True, check=False,
        )  # fmt: skip
    last = (fresh.stdout + fresh.stderr).strip().splitlines()[-1:]
    says = "each is the same" if fresh.returncode == 0 else f"NOT the same: {' '.join(last)}"
    counted = f"{contents.rows} rows, {len(contents.files)} files put back; {says}"
    return _write(Kind.DRILL, began, is_whole=fresh.returncode == 0, says=counted[:500])


def _environment(var: Path) -> Mapping[str, str]:
    """A new SQLite file in a new folder, with this installation's key."""
    ours = {"THROUGHCARE_VAR": str(var), "THROUGHCARE_DATABASE_URL": "", "THROUGHCARE_SECRET_KEY": settings.SECRET_KEY}
    return os.environ | ours


def _write(kind: Kind, began: datetime, *, is_whole: bool, says: str) -> Run:
    """`says` is a sentence with counts."""
    return Run.objects.create(kind=kind, began_at=began, ended_at=timezone.now(), is_whole=is_whole, says=says)
