from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0004_ledger")]

    operations = [
        migrations.RunSQL(sql=(SQL / "history.sql").read_text(), reverse_sql=(SQL / "history_undo.sql").read_text()),
    ]
