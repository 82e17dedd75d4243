"""Puts a backup back into a new, empty database, of SQLite or PostgreSQL; changes none that is in use."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--compare", action="store_true", help="read everything again and compare each table")


def run(options: argparse.Namespace) -> int:
    from throughcare.messages.restored import doubt
    from throughcare.operations import restore
    from throughcare.operations.archive import NotABackup

    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        contents = restore.put_back(options.file, at=timezone.now())
    except (NotABackup, restore.NotEmpty) as error:
        print(f"throughcare: {error}", file=sys.stderr)
        return 2
    print(f"{contents.rows} rows of {len(contents.tables)} tables and {len(contents.files)} files are back.")
    differing = restore.differing(contents) if options.compare else []
    if differing:
        print(f"These tables are not as they were written: {', '.join(differing)}")
    doubtful = doubt(since=datetime.fromisoformat(contents.taken_at), at=timezone.now())
    if doubtful:
        print(f"{doubtful} messages may have been sent since the backup: each is asked after, or shown to its team.")
    return 1 if differing else 0
