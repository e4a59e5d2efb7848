from django.contrib.auth.management import create_permissions
from django.db import migrations

ENTERED = ["incident", "involvement", "claim", "claimstance", "report", "source", "actor", "place"]
READ = ["dataset", "estimate", "estimateclaim"]


def make_groups(apps, schema_editor):
    """Analysts enter; editors also publish. Nobody deletes a record: it is retracted (C7)."""
    events = apps.get_app_config("events")
    # historical apps have no models module, and create_permissions skips an app without one
    events.models_module = getattr(events, "models_module", True)
    create_permissions(events, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="events")
    codenames = {f"{verb}_{model}" for model in ENTERED for verb in ("add", "change", "view")}
    codenames |= {f"view_{model}" for model in READ}
    # A claim or involvement typed by mistake goes before its incident is published; the incident itself stays.
    codenames |= {f"delete_{part}" for part in ("involvement", "claim", "claimstance")}
    group = apps.get_model("auth", "Group").objects
    group.get_or_create(name="analysts")[0].permissions.set(permissions.filter(codename__in=codenames))
    group.get_or_create(name="editors")[0].permissions.set(
        permissions.filter(codename__in=codenames | {"publish_incident"})
    )


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["analysts", "editors"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_trees"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
