from django.db import migrations


class Migration(migrations.Migration):
    """The table goes to the room of entries, as it is (journal 0010)."""

    dependencies = [("api", "0001_initial")]

    operations = [
        migrations.AlterModelTable(name="Sent", table="journal_sent"),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Sent")]),
    ]
