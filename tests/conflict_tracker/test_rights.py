"""What the web server's own role can and cannot do, tried by raw SQL on a connection of its own."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from psycopg import errors

from conflict_tracker import rights
from conflict_tracker.apps import give_rights
from conflict_tracker.deployed import warn_of_an_owner_who_serves
from events.analytics.answers import panels
from events.analytics.columnar.live import live
from events.analytics.columnar.proving import differences
from events.analytics.columnar.writing import write_now
from events.analytics.listing import latest, page
from events.analytics.overview import overview_in_tables
from events.selection import Selection
from tests import world
from tests.events.models.rows import add, update, user
from tests.settings import CLUSTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Iterator[psycopg.Connection]:
    """Signed in as the web server does; nothing it does is kept."""
    with psycopg.connect(CLUSTER.application_url, dbname=connection.settings_dict["NAME"]) as entered:
        assert entered.execute("SELECT session_user").fetchone() == ("conflict_tracker",)
        yield entered
        entered.rollback()


def tables() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def test_rights_name_tables_that_are_there() -> None:
    assert rights.RIGHTS.keys() <= tables()


def test_it_is_an_ordinary_role_that_owns_nothing(application: psycopg.Connection) -> None:
    [row] = application.execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = session_user"
    ).fetchall()
    assert not any(row)
    owned = "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = session_user)"
    assert application.execute(owned).fetchall() == []


REFUSED = [
    'INSERT INTO events_change (at, transaction, kind, "table", row, role, why)'
    " VALUES (now(), 1, 'insert', 'events_incident', 1, 'forger', '')",
    "UPDATE events_change SET why = 'other'",
    "DELETE FROM events_change",
    "TRUNCATE events_change",
    "ALTER TABLE events_change DISABLE TRIGGER ALL",
    "ALTER TABLE events_incident DISABLE TRIGGER ALL",
    "DROP TRIGGER history_of_update ON events_incident",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION events_history() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE FUNCTION public.events_incident_id() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TEMP TABLE events_incident (id bigint);"
    " CREATE TRIGGER forged AFTER INSERT ON pg_temp.events_incident REFERENCING NEW TABLE AS new_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION public.events_history('id')",
    "CREATE TABLE public.mine (id int)",
    "DROP TABLE events_change",
    "DELETE FROM events_incident",
    "DELETE FROM events_correction",
    "UPDATE events_correction SET because = 'other'",
    "DELETE FROM events_merge",
    "DELETE FROM events_estimate",
    "TRUNCATE events_claim CASCADE",
    "UPDATE auth_group_permissions SET permission_id = 1",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('events', 'x', now())",
    "ALTER ROLE conflict_tracker SUPERUSER",
    "SET ROLE tracker",
    "SELECT setval('events_change_id_seq', 1)",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_what_it_may_not_do_is_refused(application: psycopg.Connection, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        application.execute(statement)


def test_what_it_writes_is_in_the_history_under_its_name(application: psycopg.Connection) -> None:
    application.execute("SELECT set_config('conflict_tracker.by', '7', true)")
    application.execute(
        "INSERT INTO events_source (slug, name, name_local, aliases, kind, reliability, reliability_because)"
        " VALUES ('w', 'Watch', '', '{}', 'monitor', 'f', '')"
    )
    found = application.execute(
        "SELECT role, by_id, kind, after ->> 'name' FROM events_change ORDER BY id DESC LIMIT 1"
    )
    assert found.fetchone() == ("conflict_tracker", 7, "insert", "Watch")


def test_to_step_into_another_role_hides_nobody() -> None:
    """SECURITY DEFINER makes `current_user` the owner; the history tells who signed in."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE conflict_tracker")
        add("source")
        cursor.execute("SELECT role FROM events_change ORDER BY id DESC LIMIT 1")
        assert cursor.fetchone() == ("tracker",)


def test_its_own_entry_is_not_published_by_hand() -> None:
    author = user()
    incident = add("incident", created_by_id=author)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('conflict_tracker.by', %s, true)", [str(author)])
        cursor.execute("SET LOCAL ROLE conflict_tracker")
    for publisher in (author, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            update(
                "incident", incident, status="published", published_at="2024-01-01T00:00Z", published_by_id=publisher
            )


def test_tables_that_are_not_named_are_read_only(application: psycopg.Connection) -> None:
    for table in sorted(tables()):
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"):
            has = application.execute("SELECT has_table_privilege(%s, %s)", [table, right]).fetchone()
            assert has == (right == "SELECT" or right in rights.RIGHTS.get(table, ()),), f"{right} on {table}"


def test_rights_given_by_hand_are_taken_back_by_the_next_migrate(application: psycopg.Connection) -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT ALL ON events_change TO conflict_tracker")
        give_rights()
        cursor.execute("SELECT has_table_privilege('conflict_tracker', 'events_change', 'INSERT')")
        assert cursor.fetchone() == (False,)


def test_it_may_lay_out_the_past_on_a_server_that_keeps_temporary_tables_for_the_few() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_database())")
        [database] = cursor.fetchone()
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC")
        asked = "SELECT has_database_privilege('conflict_tracker', current_database(), 'TEMPORARY')"
        cursor.execute(asked)
        assert cursor.fetchone() == (False,)
        give_rights()
        cursor.execute(asked)
        assert cursor.fetchone() == (True,)


def test_a_password_is_kept_as_a_digest() -> None:
    rights.give(role="someone", password="correct horse")
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'someone'")
        assert cursor.fetchone()[0].startswith("SCRAM-SHA-256$")


def test_the_deployment_check_warns_where_the_owner_serves(settings: object) -> None:
    assert warn_of_an_owner_who_serves() == []
    settings.APPLICATION_ROLE = ""
    [warning] = warn_of_an_owner_who_serves()
    assert warning.id == "conflict_tracker.W001"


def test_the_tests_know_an_owner_and_an_application() -> None:
    assert settings.APPLICATION_ROLE == "conflict_tracker"


def test_numbers_are_counted_from_columns_by_who_may_read_alone(settings: object, tmp_path: Path) -> None:
    """A snapshot is written, mapped, brought up to date, read again and compared; the list's rows come from PostgreSQL."""
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    world.build()
    connection.check_constraints()  # which are looked at last, and by locks
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE conflict_tracker; SET LOCAL transaction_read_only = on")
    live().forget()
    small = live().state()
    write_now()
    live().forget()
    selection = Selection.of_readers("dataset=velmar-2024&q=strike")
    counted = panels(selection).overview.total
    assert [one.pk for one in latest(selection)] == [one.pk for one in page(selection).incidents]
    assert counted == overview_in_tables(selection).total
    assert differences() == (9, [])
    assert small.startswith("not needed")
    assert live().state().startswith("of 20")
    live().forget()
