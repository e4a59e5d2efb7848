"""A database of its own that holds whole datasets, made once for a test run and shared by its workers.

Tests stand on it for as long as their module asks for `recorded`; each works in a transaction that is rolled back, so the
record stays as loaded: `mayadeen-2017`, `demonstration`, and the dense `invented` of tests/parity/invented.py.
Import the two fixtures into the conftest.py of the folder that needs them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests.parity import invented
from tests.settings import CLUSTER

INVENTED = 400
PASSWORD = "a-password-for-tests"
TURN = 2017  # the advisory lock under which one worker makes the database, or drops it, and the others wait
HOLDER = "holds the recorded database"


@pytest.fixture(scope="session")
def recorded_database(django_db_setup: None, django_db_blocker, testrun_uid: str) -> Iterator[str]:
    """The name of the database. The last worker to let go of it drops it."""
    name = f"recorded_{testrun_uid[:16]}"
    with psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [TURN])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            with django_db_blocker.unblock():
                _make(admin, name)
        held = psycopg.connect(CLUSTER.url, dbname=name, application_name=HOLDER)
    yield name
    with psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [TURN])
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", [held.info.backend_pid])  # and waits until it is gone
        held.close()
        others = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND application_name = %s"
        if not admin.execute(others, [name, HOLDER]).fetchone():
            # by force: threads of tests leave connections behind, for whose end DROP waits in vain
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def recorded(recorded_database: str, django_db_blocker) -> Iterator[None]:
    """The module's tests see the recorded datasets instead of an empty database."""
    with django_db_blocker.unblock(), standing_on(recorded_database):
        yield


@contextmanager
def standing_on(name: str) -> Iterator[None]:
    """Every new connection, in any thread, goes to the database of this name."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _make(admin: psycopg.Connection, name: str) -> None:
    """Under another name first: a load that fails leaves nothing that looks whole."""
    half, whole = sql.Identifier(f"{name}_half"), sql.Identifier(name)
    admin.execute(sql.SQL("CREATE DATABASE {}").format(half))
    with standing_on(f"{name}_half"):
        call_command("migrate", verbosity=0)
        call_command("load_datasets", verbosity=0)
        invented.install(INVENTED)
        for username in ("analyst", "editor"):
            user = User.objects.create_user(username, password=PASSWORD, is_staff=True)
            user.groups.add(Group.objects.get(name=f"{username}s"))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(half, whole))
