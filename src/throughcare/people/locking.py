"""One writer per person at a time."""

import uuid
from collections.abc import Iterable

from django.db import connection
from django.db.transaction import TransactionManagementError

from throughcare.people.models import Person


def lock(*, person_ids: Iterable[uuid.UUID]) -> list[Person]:
    """The rows as they are once locked, in one order for everyone, so no two writers wait for each other.

    PostgreSQL locks the rows until the transaction ends, and still lets other tables refer to them.
    On SQLite the IMMEDIATE transaction is the lock.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("lock() was called outside a transaction, where it would hold nothing.")
    rows = Person.objects.filter(pk__in=set(person_ids)).order_by("pk")
    return list(rows.select_for_update(no_key=True))
