"""What every test stands on: a real PostgreSQL of its own, no way out to other machines, the system's Chromium."""

import os
import shutil
import socket
import time
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests.settings import CLUSTER

LOOPBACK = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "")

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # playwright runs a loop in the thread that the tests' ORM calls run in
)


# how long an example takes to make says more of the machine than of the test
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

STANDING = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}
"""Tables whose rows the migrations make: no test takes them away."""
LARGE = 2**20
USED = """SELECT relname, pg_relation_size(oid) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%s) AND pg_relation_size(oid) > 0"""


def _emptied_past_the_triggers(
    self: DatabaseOperations, style: object, tables: list[str], **options: object
) -> list[str]:
    """A test that commits is cleaned up of what it wrote. The record refuses that: a superuser may say that it is a replica.

    Most tables hold nothing, and the others a few rows, which are sooner deleted than a file is made for each table and index.
    """
    _wait_for_requests(self.connection)
    with self.connection.cursor() as cursor:
        cursor.execute(USED, [[table for table in tables if table not in STANDING]])
        used = cursor.fetchall()
    emptied = [f'TRUNCATE "{table}" CASCADE' if size > LARGE else f'DELETE FROM "{table}"' for table, size in used]
    return ["SET LOCAL session_replication_role = replica", *emptied] if emptied else []


def _wait_for_requests(connection: BaseDatabaseWrapper) -> None:
    """A server of the test may still be answering, and a TRUNCATE that meets a save would be a deadlock; 5 seconds at most."""
    working = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    for _look in range(100):
        with connection.cursor() as cursor:
            cursor.execute(working)
            if cursor.fetchone() is None:
                return
        time.sleep(0.05)


DatabaseOperations.sql_flush = _emptied_past_the_triggers
flush.emit_post_migrate_signal = lambda *_told, **_of: None  # it would make again what is left standing


def pytest_configure(config: pytest.Config) -> None:
    """Starts the cluster; each worker of xdist enters too, and the last one out stops it."""
    CLUSTER.__enter__()
    config.add_cleanup(lambda: CLUSTER.__exit__(None, None, None))


LONG = ("tests/browser/", "tests/reliability/", "tests/parity/", "tests/conflict_tracker/")
"""Few tests that take long: begun first, so that no worker is left alone with them at the end (--no-loadscope-reorder)."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session", autouse=True)
def _nobody_keeps_the_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Under playwright's loop Django opens connections of its own, and nobody closes them; the database could not go."""
    yield
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(others, [connection.connection.info.backend_pid])


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A request leaves its language behind in the thread, and the next test may never ask for one."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails: nothing here may depend on, or tell, anybody else."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium, the one without windows; no sandbox (root has none), nothing that it does of its own accord."""
    return browser_type_launch_args | {
        "executable_path": shutil.which("chromium-headless-shell"),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
        ],
    }
