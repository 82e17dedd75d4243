"""A backup of everything at one instant, while others go on writing; the same file on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from throughcare.documents import store
from throughcare.documents.models import File
from throughcare.operations import archive, tables
from throughcare.operations.archive import Contents

BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
NAME = "throughcare-{:%Y%m%dT%H%M%SZ}.zip"


def take(*, folder: Path, at: datetime) -> tuple[Path, Contents]:
    """Where it is, and what it holds."""
    path = folder / NAME.format(at.astimezone(UTC))
    with one_instant():
        contents = Contents(taken_at=at.astimezone(UTC).isoformat(), migrations=applied())
        with archive.writing(path, contents) as writer:
            for model in tables.kept(apps):
                writer.table(model._meta.label_lower, tables.lines(model))
            for file in File.objects.order_by("pk").iterator():
                writer.file(file.sha256, store.read(file=file))
    return path, contents


@contextmanager
def one_instant() -> Iterator[None]:
    """What is read inside is of one moment. Where a transaction is open already it is that one's."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def applied() -> list[tuple[str, str]]:
    """The newest migration of each room."""
    loader = MigrationLoader(connection)
    done = set(loader.applied_migrations)
    before = {parent.key for key in done for parent in loader.graph.node_map[key].parents if parent.key[0] == key[0]}
    return sorted(done - before)


def forget_old(*, folder: Path, at: datetime, days: int) -> list[Path]:
    """Removes backups older than so many days, by name, but never the newest; and unfinished ones of yesterday."""
    oldest = NAME.format(at.astimezone(UTC) - timedelta(days=days))
    found = sorted(folder.glob("throughcare-*Z.zip"))[:-1]
    yesterday = f".{NAME.format(at.astimezone(UTC) - timedelta(days=1))}"
    unfinished = [path for path in folder.glob(".throughcare-*Z.zip.part") if path.name < yesterday]
    gone = [*(path for path in found if path.name < oldest), *unfinished]
    for path in gone:
        path.unlink()
    return gone
