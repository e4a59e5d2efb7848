from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_record")]

    operations = [
        migrations.RunSQL(sql=(SQL / "trees.sql").read_text(), reverse_sql=(SQL / "trees_undo.sql").read_text())
    ]
