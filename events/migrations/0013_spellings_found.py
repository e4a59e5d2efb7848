from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0012_packages")]

    operations = [
        migrations.RunSQL(sql=(SQL / "spellings.sql").read_text(), reverse_sql=(SQL / "spellings_undo.sql").read_text())
    ]
