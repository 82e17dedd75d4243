"""Every table as lines of text that are the same on SQLite and on PostgreSQL, read and written back.

A line is a JSON list of one row's columns, in the order of their names; rows stand in the order of their keys. So two
databases hold the same if their lines have the same digest.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, ForeignKey, Model
from django.utils.duration import duration_string

LEFT_OUT = frozenset({"contenttypes.contenttype", "auth.permission", "sessions.session", "accounts.session"})
"""Made by every migration, or over when the system stops: whoever was signed in signs in again."""
ROWS_AT_ONCE = 2_000


def kept(apps: Apps) -> list[type[Model]]:
    """Every table that a backup holds, by name. A new model is one of them without anybody's doing."""
    models = (model for model in apps.get_models(include_auto_created=True) if model._meta.managed)
    return sorted((m for m in models if m._meta.label_lower not in LEFT_OUT), key=lambda m: m._meta.label_lower)


def lines(model: type[Model]) -> Iterator[str]:
    """In the order of the key, a few at a time: memory does not grow with the table."""
    names, key = [field.attname for field in _columns(model)], model._meta.pk.attname
    place, last = names.index(key), None
    while True:
        rows = model._base_manager.order_by(key).values_list(*names)
        part = list((rows if last is None else rows.filter(**{f"{key}__gt": last}))[:ROWS_AT_ONCE])
        yield from (json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")) for row in part)
        if len(part) < ROWS_AT_ONCE:
            return
        last = part[-1][place]


def write(model: type[Model], text: Iterable[str]) -> int:
    """How many rows there were. The caller holds the transaction: all of a backup comes back, or nothing."""
    fields, count = _columns(model), 0
    for part in _batched(text, ROWS_AT_ONCE):
        rows = [json.loads(line) for line in part]
        model._base_manager.bulk_create([_row(model, fields, row) for row in rows], batch_size=500)
        count += len(rows)
    return count


def count_on(models: Iterable[type[Model]]) -> None:
    """Numbers that the database gives out go on after the highest that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _columns(model: type[Model]) -> list["Field[Any, Any]"]:
    """A model of an older version has the same columns in another order."""
    return sorted(model._meta.concrete_fields, key=lambda field: field.attname)


def _batched(text: Iterable[str], size: int) -> Iterator[list[str]]:
    waiting = iter(text)
    while part := list(islice(waiting, size)):
        yield part


def _row(model: type[Model], fields: Iterable["Field[Any, Any]"], values: list[Any]) -> Model:
    given = zip(fields, values, strict=True)
    return model(**{field.attname: _value(field, value) for field, value in given})


def _value(field: "Field[Any, Any]", value: Any) -> Any:
    target = field.target_field if isinstance(field, ForeignKey) else field
    return None if value is None else target.to_python(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"A column holds a {type(value).__name__}, which a backup cannot write; teach it how.")
