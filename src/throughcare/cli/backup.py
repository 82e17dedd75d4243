"""Writes everything into one file, while the system goes on; the same file on SQLite and on PostgreSQL."""

import argparse
import sys
from pathlib import Path

from django.conf import settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: THROUGHCARE_BACKUPS, or backups in VAR")
    parser.add_argument("--keep-days", type=int, metavar="DAYS", help="remove backups there that are older")


def run(options: argparse.Namespace) -> int:
    from throughcare.operations import runs

    folder = options.to or Path(settings.BACKUPS or settings.VAR / "backups")
    try:
        done = runs.backup(folder, keep_days=options.keep_days)
    except OSError as error:
        print(f"throughcare: nothing was written to {folder}: {error.strerror}. Name another folder.", file=sys.stderr)
        return 2
    print(f"{folder / done.says}")
    print("It holds people's records: encrypt it before you carry it away, and keep the secret key apart from it.")
    return 0
