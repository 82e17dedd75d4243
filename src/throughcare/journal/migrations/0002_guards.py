"""Triggers that keep the journal append-only for everyone, whatever program opens the database."""

from typing import Any

from django.db import migrations

from throughcare.journal.append_only import create, drop
from throughcare.journal.guards import JOURNAL


def put_up(apps: Any, schema_editor: Any) -> None:
    for statement in create(JOURNAL, schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: Any) -> None:
    for statement in drop(JOURNAL, schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
