"""The database itself refuses; tried with raw SQL, as anyone who can open the database could."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.journal.facts import NOON, arrest, made, somebody
from tests.journal.tampering import guards_off
from throughcare.journal.models import Body, Disposal, Entry
from throughcare.journal.seals import seal

pytestmark = pytest.mark.django_db

TABLES = ["journal_entry", "journal_body", "journal_disposal", "journal_seal", "journal_sealedhead"]


@pytest.fixture
def kept(meera, rhys, northmoor_cjit):
    """A row in every guarded table."""
    entry, disposed = made(somebody(), arrest(), by=meera), made(somebody(), arrest(), by=meera)
    Disposal.objects.create(entry=disposed, schedule="test", asked_by=meera, agreed_by=rhys, at=NOON)
    seal(at=NOON)
    return entry


def tried(sql):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(sql)


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_changed(kept, table):
    column = {"journal_body": "text", "journal_disposal": "schedule"}.get(table)
    column = column or {"journal_entry": "why", "journal_seal": "root"}.get(table, "head")

    with pytest.raises(DatabaseError, match="append-only"):
        tried(f"UPDATE {table} SET {column} = 'x'")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_removed(kept, table):
    with pytest.raises(DatabaseError, match="append-only"):
        tried(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_emptied(kept, table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    tried("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"):
        tried(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_replaced(kept, table):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")

    with pytest.raises(DatabaseError, match="append-only"):
        tried(f"REPLACE INTO {table} SELECT * FROM {table}")


def test_a_body_goes_only_where_a_disposal_names_it(kept):
    disposed = Disposal.objects.get().entry_id

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Body.objects.filter(pk=kept.pk).delete()
    Body.objects.filter(pk=disposed).delete()

    assert list(Body.objects.values_list("pk", flat=True)) == [kept.pk]


def test_a_disposal_takes_two_people(kept, meera):
    with pytest.raises(IntegrityError, match="disposal_takes_two"), transaction.atomic():
        Disposal.objects.create(entry=kept, schedule="test", asked_by=meera, agreed_by=meera, at=NOON)


def test_an_entry_is_never_before_what_happened(kept):
    with pytest.raises(IntegrityError, match="nothing_before_it_happened"), transaction.atomic():
        tried(
            "INSERT INTO journal_entry (id, person_id, seq, kind, version, happened_at, recorded_at, by_id, team_id, "
            "why, salt, body_digest, previous, hash) SELECT '00000000000000000000000000000001', person_id, 9, kind, 1, "
            "'2010-06-02 12:00:00', '2010-06-01 12:00:00', by_id, team_id, '', '', '', '', '' FROM journal_entry "
            f"WHERE id = '{kept.pk.hex}'"
        )


def test_the_guards_stand_again_after_they_were_off(kept):
    with guards_off():
        Entry.objects.filter(pk=kept.pk).update(why="x")

    with pytest.raises(DatabaseError, match="append-only"):
        tried("UPDATE journal_entry SET why = 'y'")


def test_the_safest_settings_of_sqlite_are_on():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")}

    assert found == {"synchronous": 2, "foreign_keys": 1}  # 2 is FULL
