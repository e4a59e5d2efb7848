import re
from pathlib import Path

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


def first(file: str, function: str) -> str:
    """The function as the file made it."""
    made = re.search(rf"CREATE (FUNCTION {re.escape(function)} .*?\nEND \$\$;)", (SQL / file).read_text(), re.DOTALL)
    return f"CREATE OR REPLACE {made[1]}\n"


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0013_spellings_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            sql=(SQL / "again.sql").read_text(),
            reverse_sql=first("history.sql", "events_history()")
            + first("review.sql", "events_incident_review()")
            + (SQL / "again_undo.sql").read_text(),
        ),
        migrations.AddField(
            model_name="batch",
            name="retract_gone",
            field=models.BooleanField(default=False, verbose_name="retract what is gone from the release"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["transaction"], name="change_of_transaction", pages_per_range=16
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["publisher", "published_on"], name="report_of_a_day"),
        ),
    ]
