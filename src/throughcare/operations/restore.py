"""A backup put back into an empty database, of this version or an older one, and compared with what was written."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.apps import apps as current
from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from throughcare.accounts.models import Account
from throughcare.documents import store
from throughcare.documents.kinds import kind_of
from throughcare.documents.models import WORKBOOKS
from throughcare.operations import archive, tables
from throughcare.operations.archive import Contents, NotABackup, Reader
from throughcare.operations.backup import applied
from throughcare.people.models import Person


class NotEmpty(RuntimeError):
    """The database holds something already; nothing was changed."""


def put_back(path: Path, *, at: datetime) -> Contents:
    """All of it or nothing. The database is left at this version, whichever the backup was made by."""
    with archive.reading(path) as reader:
        apps = _as_it_was(reader.contents)
        with transaction.atomic():
            _rows(reader, apps)
        for digest in reader.contents.files:
            content = reader.file(digest)
            kind = kind_of(content)
            store.put(content=content, media_type=kind or "", at=at, workbooks=kind in WORKBOOKS)
        brought_up_to_date()
        return reader.contents


def differing(contents: Contents) -> list[str]:
    """The tables of this database whose rows are not those of the backup. Only for one of the same version."""
    wanted = {table.name: table.digest for table in contents.tables}
    here = {model._meta.label_lower: digest_of(tables.lines(model)) for model in tables.kept(current)}
    return sorted(name for name in wanted.keys() | here.keys() if wanted.get(name) != here.get(name))


def digest_of(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _as_it_was(contents: Contents) -> Apps:
    """The database at the version of the backup, empty, and its models as they were then."""
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    newer = sorted(f"{room} {name}" for room, name in contents.migrations if (room, name) not in known)
    if newer:
        raise NotABackup(f"It was made by a newer version, which has {', '.join(newer)}: install that one first.")
    if executor.loader.applied_migrations and _is_used(contents):
        raise NotEmpty("This database is in use, or of another version. A backup is put back into a new, empty one.")
    executor.migrate(contents.migrations)
    return MigrationExecutor(connection).loader.project_state(contents.migrations).apps


def _is_used(contents: Contents) -> bool:
    return applied() != contents.migrations or Account.objects.exists() or Person.objects.exists()


def _rows(reader: Reader, apps: Apps) -> None:
    """In any order: what one row says of another is looked at when all are there."""
    models = {model._meta.label_lower: model for model in tables.kept(apps)}
    for table in reader.contents.tables:
        model = models.get(table.name)
        if model is None:
            raise NotABackup(f"Its table {table.name} is not known to the version that it says it is of.")
        model._base_manager.all().delete()
        found = tables.write(model, reader.table(table))
        if found != table.rows:
            raise NotABackup(f"Its table {table.name} has {found} rows where {table.rows} were written.")
    tables.count_on(models.values())


def brought_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
