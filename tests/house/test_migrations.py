"""Migrations: nothing left to make, each named, each undone as it was done."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_the_models_have_all_their_migrations():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_migrations_have_names():
    ours = [name for app, name in MigrationLoader(None).disk_migrations if app == "events"]
    assert ours
    assert [name for name in ours if re.search(r"_auto_|_alter_|_initial$|_and_more$", name)] == []


def test_every_operation_can_be_undone():
    loader = MigrationLoader(None)
    assert [
        f"{name}: {operation}"
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app == "events"
        for operation in migration.operations
        if not operation.reversible
    ] == []


def made() -> dict[str, list]:
    """What the migrations have made in the database: tables, functions, triggers, constraints, indexes, groups."""
    questions = {
        "tables": "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_name LIKE 'events%%' ORDER BY 1, 2",
        "functions": "SELECT proname, md5(prosrc) FROM pg_proc WHERE proname LIKE 'events%%' ORDER BY 1",
        "triggers": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgrelid::regclass::text NOT LIKE 'procrastinate%%' ORDER BY 1, 2",
        "constraints": "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid::regclass::text LIKE 'events%%' AND contype <> 'n' ORDER BY 1",
        "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename LIKE 'events%%' ORDER BY 1",
        "groups": "SELECT g.name, p.codename FROM auth_group g JOIN auth_group_permissions gp ON gp.group_id = g.id"
        " JOIN auth_permission p ON p.id = gp.permission_id ORDER BY 1, 2",
    }
    with connection.cursor() as cursor:
        found = {}
        for name, question in questions.items():
            cursor.execute(question.replace("%%", "%"))
            found[name] = cursor.fetchall()
        return found


@pytest.mark.django_db
def test_all_can_be_undone_and_done_again():
    """In the test's own transaction, as PostgreSQL allows; other tests see nothing of it."""
    before = made()
    assert all(before.values())
    call_command("migrate", "events", "zero", verbosity=0)
    assert not any(made().values())
    call_command("migrate", "events", verbosity=0)
    assert made() == before
