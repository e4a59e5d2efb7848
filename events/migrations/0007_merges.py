from pathlib import Path

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0006_review")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(sql=(SQL / "merges.sql").read_text(), reverse_sql=(SQL / "merges_undo.sql").read_text()),
    ]
