"""One writer per person at a time."""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.db.transaction import TransactionManagementError

from throughcare.people.models import Person

_KEY = Person._meta.pk
_COLUMNS = ", ".join(str(field.column) for field in Person._meta.concrete_fields)
_SELECT = f"SELECT {_COLUMNS} FROM {Person._meta.db_table}"  # noqa: S608
"""Written out, because every record begins with it and building it took longer than running it."""


def lock(*, person_ids: Iterable[uuid.UUID]) -> list[Person]:
    """The rows as they are once locked, in one order for everyone, so no two writers wait for each other.

    PostgreSQL locks the rows until the transaction ends, and still lets other tables refer to them.
    On SQLite the IMMEDIATE transaction is the lock.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("lock() was called outside a transaction, where it would hold nothing.")
    wanted = [_KEY.get_db_prep_value(person_id, connection) for person_id in set(person_ids)]
    if not wanted:
        return []
    marks = ", ".join("%s" for _ in wanted)
    return list(Person.objects.raw(f"{_SELECT} WHERE id IN ({marks}) ORDER BY id{_lock(connection.vendor)}", wanted))


def _lock(vendor: str) -> str:
    return " FOR NO KEY UPDATE" if vendor == "postgresql" else ""
