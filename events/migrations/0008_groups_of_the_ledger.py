from importlib import import_module

from django.db import migrations

ENTERED = ["decision", "mark", "lead"]
READ = ["change", "correction", "likeness", "merge"]


def make_groups(apps, schema_editor):
    """What 0003 gave, and the tables of the ledger: what is answered and merged goes by actions, which ask for themselves."""
    import_module("events.migrations.0003_groups").make_groups(apps, schema_editor)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    codenames = {f"{verb}_{model}" for model in ENTERED for verb in ("add", "change", "view")}
    codenames |= {f"view_{model}" for model in READ} | {"delete_decision"}
    for group in apps.get_model("auth", "Group").objects.filter(name__in=["analysts", "editors"]):
        group.permissions.add(*permissions.filter(codename__in=codenames))


def remove_groups(apps, schema_editor):
    """Back to what 0003 gives."""
    import_module("events.migrations.0003_groups").make_groups(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("events", "0007_merges")]

    operations = [migrations.RunPython(make_groups, remove_groups)]
