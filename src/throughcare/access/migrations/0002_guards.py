"""Triggers that keep the read log append-only for everyone, whatever program opens the database."""

from typing import Any

from django.db import migrations

from throughcare.access.guards import READ_LOG
from throughcare.journal.append_only import create, drop


def put_up(apps: Any, schema_editor: Any) -> None:
    for statement in create(READ_LOG, schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: Any) -> None:
    for statement in drop(READ_LOG, schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
