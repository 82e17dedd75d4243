"""Rows in and out without model instances: a record is re-read and compared at every write, so this must be quick.

A row is a tuple in the order of `Table.columns`, in the form in which the database keeps it. On SQLite that is text
for ids and instants; the SELECT steps round the driver's own conversion, so that the same value is the same text.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

Stored = tuple[Any, ...]
Convert = Callable[[Any], Any]


class Table:
    """The statements of one model, written once a process and vendor."""

    def __init__(self, model: type[models.Model], vendor: str) -> None:
        kept = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
        self.name = model._meta.db_table
        self.columns = tuple(field.attname for field in kept)
        self._into = [_into(field, vendor) for field in kept]
        self._read = ", ".join(_selected(field, vendor) for field in kept)
        self._vendor = vendor
        names, marks = ", ".join(_column(field) for field in kept), ", ".join("%s" for _ in kept)
        self._insert = f"INSERT INTO {self.name} ({names}) VALUES ({marks})"  # noqa: S608
        self._copy = f"COPY {self.name} ({names}) FROM STDIN"

    def stored(self, values: Iterable[Any]) -> Stored:
        """These values, in the order of the columns, as the database keeps them."""
        return tuple([into(value) for into, value in zip(self._into, values, strict=True)])

    def select(self, *, where: str, values: Sequence[Any], order: str = "") -> list[Stored]:
        sql = f"SELECT {self._read} FROM {self.name} WHERE {where}{order and f' ORDER BY {order}'}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())

    def insert(self, rows: Sequence[Stored]) -> None:
        if self._vendor == "postgresql" and len(rows) > 1:
            self._copied(rows)
        else:
            self._many(self._insert, rows)

    def _copied(self, rows: Sequence[Stored]) -> None:
        """PostgreSQL takes many rows at once sooner by COPY than by INSERT; triggers and constraints hold for both."""
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(self._copy) as copy:
            for row in rows:
                copy.write_row(row)

    def update(self, rows: Sequence[Stored], *, key: Sequence[str]) -> None:
        """Every column of the rows with these keys."""
        rest = [name for name in self.columns if name not in key]
        order = [self.columns.index(name) for name in (*rest, *key)]
        sets = ", ".join(f"{name} = %s" for name in rest)
        sql = f"UPDATE {self.name} SET {sets} WHERE {_matches(key)}"  # noqa: S608
        self._many(sql, [tuple([row[at] for at in order]) for row in rows])

    def delete(self, rows: Sequence[Stored], *, key: Sequence[str]) -> None:
        order = [self.columns.index(name) for name in key]
        sql = f"DELETE FROM {self.name} WHERE {_matches(key)}"  # noqa: S608
        self._many(sql, [tuple([row[at] for at in order]) for row in rows])

    def _many(self, sql: str, rows: Sequence[Stored]) -> None:
        if not rows:
            return
        with connection.cursor() as cursor:
            if len(rows) == 1:
                cursor.execute(sql, rows[0])
            else:
                cursor.executemany(sql, rows)


def table(model: type[models.Model]) -> Table:
    return _table(model, connection.vendor)


@cache
def _table(model: type[models.Model], vendor: str) -> Table:
    return Table(model, vendor)


def ids(values: Iterable[UUID]) -> tuple[str, list[Any]]:
    """What follows IN, and its values."""
    kept: list[Any] = [value.hex if connection.vendor == "sqlite" else value for value in values]
    return f"({', '.join('%s' for _ in kept)})", kept


def to_id(stored: UUID | str) -> UUID:
    return UUID(stored) if isinstance(stored, str) else stored


def to_instant(stored: datetime | str) -> datetime:
    return datetime.fromisoformat(stored + "+00:00") if isinstance(stored, str) else stored


def _matches(key: Sequence[str]) -> str:
    return " AND ".join(f"{name} = %s" for name in key)


def _column(field: Any) -> str:
    return f'"{field.column}"'


def _selected(field: Any, vendor: str) -> str:
    """An expression has no declared type, and so is not converted by the driver."""
    if vendor == "sqlite" and isinstance(field, models.DateTimeField | models.BooleanField | models.DateField):
        return f"""coalesce({_column(field)}, NULL)"""
    return _column(field)


def _into(field: Any, vendor: str) -> Convert:
    if vendor != "sqlite":
        return _as_it_is
    if isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return _id_text
    if isinstance(field, models.DateTimeField):
        return _instant_text
    return _day_text if isinstance(field, models.DateField) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _id_text(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _instant_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(" ")[:-6]


def _day_text(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
