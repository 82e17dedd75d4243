"""Protocols by version, with their endorsements and ends, which nothing changes or removes. No page wrote one before."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from throughcare.journal.append_only import create, drop
from throughcare.sharing.guards import PROTOCOLS


def put_up(apps: Any, schema_editor: Any) -> None:
    for statement in create(PROTOCOLS, schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps: Any, schema_editor: Any) -> None:
    for statement in drop(PROTOCOLS, schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_codes_from_the_server"),
        ("organisations", "0001_initial"),
        ("sharing", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="Protocol"),
        migrations.CreateModel(
            name="Protocol",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("line", models.UUIDField()),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("purpose", models.CharField(max_length=80)),
                ("items", models.JSONField(verbose_name="what is shared as a matter of routine")),
                ("text", models.TextField(verbose_name="what each is used for, and how it is asked for and given")),
                ("without_consent", models.TextField(verbose_name="what happens where consent is not given")),
                ("within_24_hours", models.TextField(verbose_name="what is told within 24 hours")),
                ("terms", models.TextField(verbose_name="what the words mean that both sides use")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True, verbose_name="no longer from that day")),
                ("drafted_at", models.DateTimeField()),
                (
                    "cjit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ("cjit__name", "scheme__name", "line", "version"),
            },
        ),
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
                (
                    "side",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="endorsements", to="sharing.protocol"
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="ProtocolEnd",
            fields=[
                (
                    "protocol",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="end",
                        serialize=False,
                        to="sharing.protocol",
                    ),
                ),
                ("from_on", models.DateField()),
                ("why", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.membership"
                    ),
                ),
            ],
            options={
                "ordering": ("at",),
            },
        ),
        migrations.AddConstraint(
            model_name="protocol",
            constraint=models.UniqueConstraint(fields=("line", "version"), name="one_protocol_of_a_version"),
        ),
        migrations.AddConstraint(
            model_name="protocol",
            constraint=models.CheckConstraint(
                condition=models.Q(("cjit", models.F("scheme")), _negated=True), name="a_protocol_is_between_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="protocol",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    models.Q(("without_consent", ""), _negated=True),
                    models.Q(("within_24_hours", ""), _negated=True),
                    models.Q(("terms", ""), _negated=True),
                    models.Q(("items", []), _negated=True),
                ),
                name="a_protocol_says_everything",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocol",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"),
                name="a_protocol_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="endorsement",
            constraint=models.UniqueConstraint(fields=("protocol", "side"), name="a_side_endorses_once"),
        ),
        migrations.AddConstraint(
            model_name="endorsement",
            constraint=models.UniqueConstraint(fields=("protocol", "account"), name="nobody_endorses_for_both_sides"),
        ),
        migrations.RunPython(put_up, take_down),
    ]
