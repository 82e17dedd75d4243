"""Sight by what a team's part in the case is. The rows follow from the records: `throughcare rebuild` fills them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0004_lists_by_index"),
        ("people", "0002_restricted"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM journal_sight", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="sight", name="one_sight_of_a_class"),
        migrations.RemoveIndex(model_name="sight", name="sight_by_team"),
        migrations.RemoveField(model_name="sight", name="data_class"),
        migrations.AddField(
            model_name="sight",
            name="classes",
            field=models.CharField(
                blank=True,
                default="",
                help_text="By comma, in order; empty: only what the team wrote down itself.",
                max_length=200,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="sight", name="purpose", field=models.CharField(max_length=80)),
        migrations.AddIndex(model_name="sight", index=models.Index(fields=["team", "person"], name="sight_by_team")),
        migrations.AddConstraint(
            model_name="sight",
            constraint=models.UniqueConstraint(
                fields=("person", "team", "classes", "purpose", "basis", "from_at"), name="one_sight_at_a_time"
            ),
        ),
    ]
