import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table is there already (api 0002)."""

    dependencies = [
        ("accounts", "0007_api_keys"),
        ("api", "0002_sent_to_the_journal"),
        ("journal", "0009_entries_by_writing"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Sent",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="sent",
                                serialize=False,
                                to="journal.entry",
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sent", to="accounts.apikey"
                            ),
                        ),
                    ],
                    options={"verbose_name_plural": "sent entries", "ordering": ("entry",)},
                ),
            ],
        ),
    ]
