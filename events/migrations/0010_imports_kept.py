from importlib import import_module
from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


def give_groups(apps, schema_editor):
    """Analysts and editors import; what a file does to published numbers is confirmed by whoever may publish."""
    import_module("events.migrations.0008_groups_of_the_ledger").make_groups(apps, schema_editor)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    given = permissions.filter(codename__in=["add_batch", "change_batch", "view_batch", "view_origin"])
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["analysts", "editors"]):
        group.permissions.add(*given)


def remove_from_groups(apps, schema_editor):
    import_module("events.migrations.0008_groups_of_the_ledger").make_groups(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("events", "0009_imports")]

    operations = [
        migrations.RunSQL(sql=(SQL / "imports.sql").read_text(), reverse_sql=(SQL / "imports_undo.sql").read_text()),
        migrations.RunPython(give_groups, remove_from_groups),
    ]
