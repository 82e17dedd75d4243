"""The database itself keeps the read log; tried with raw SQL, as anyone who can open the database could (C5)."""

import pytest
from django.db import DatabaseError, connection

from tests.access.readings import after, looked, people
from tests.journal.tampering import guards_off
from tests.journal.test_guards import tried
from throughcare.access.models import Reading
from throughcare.access.read_seals import seal_hours

pytestmark = pytest.mark.django_db

COLUMNS = {
    "access_reading": "operation = 'x'",
    "access_readingof": "person_id = person_id",
    "access_readseal": "root = 'x'",
}


@pytest.fixture
def kept(rhian):
    looked(rhian, people(2))
    seal_hours(at=after(60))


@pytest.mark.parametrize("table", COLUMNS)
def test_nothing_is_changed(kept, table):
    with pytest.raises(DatabaseError, match="append-only"):
        tried(f"UPDATE {table} SET {COLUMNS[table]}")


@pytest.mark.parametrize("table", COLUMNS)
def test_nothing_is_removed(kept, table):
    with pytest.raises(DatabaseError, match="append-only"):
        tried(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", COLUMNS)
def test_nothing_is_emptied_or_replaced(kept, table):
    if connection.vendor == "postgresql":
        tried("SET CONSTRAINTS ALL IMMEDIATE")
    emptied = f"TRUNCATE {table} CASCADE"
    replaced = f"REPLACE INTO {table} SELECT * FROM {table}"

    with pytest.raises(DatabaseError, match="append-only"):
        tried(emptied if connection.vendor == "postgresql" else replaced)


def test_the_guards_stand_again_after_they_were_off(kept):
    with guards_off():
        Reading.objects.update(operation="x")

    with pytest.raises(DatabaseError, match="append-only"):
        tried("UPDATE access_reading SET operation = 'y'")
