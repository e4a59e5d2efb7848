from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0005_history")]

    operations = [
        migrations.RunSQL(sql=(SQL / "review.sql").read_text(), reverse_sql=(SQL / "review_undo.sql").read_text()),
    ]
