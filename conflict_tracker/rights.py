"""What the web server's own database role may do, table by table; given again after each migrate, by the tables' owner.

It may read everything, and write only what a row below says. It owns nothing, so it can neither switch a trigger off nor
empty a table, and of the history (events_change) it sees what the triggers wrote and can write nothing itself.
"""

from contextlib import suppress

from django.core.exceptions import ImproperlyConfigured
from django.db import Error, IntegrityError, connection, transaction
from psycopg import sql

ADD, ALTER, REMOVE = "INSERT", "UPDATE", "DELETE"

# Tables that are not here are read only. An incident, a correction, a merge is never deleted.
RIGHTS = {
    "django_session": (ADD, ALTER, REMOVE),
    "django_admin_log": (ADD,),
    "auth_user": (ADD, ALTER),
    "auth_user_groups": (ADD, REMOVE),
    "events_dataset": (ADD, ALTER),
    "events_place": (ADD, ALTER),
    "events_actor": (ADD, ALTER),
    "events_source": (ADD, ALTER),
    "events_report": (ADD, ALTER),
    "events_incident": (ADD, ALTER),
    "events_incident_reports": (ADD, ALTER, REMOVE),
    "events_involvement": (ADD, ALTER, REMOVE),
    "events_claim": (ADD, ALTER, REMOVE),
    "events_claimstance": (ADD, ALTER, REMOVE),
    "events_claim_covers": (ADD, ALTER, REMOVE),
    "events_estimate": (ADD, ALTER),
    "events_estimateclaim": (ADD, ALTER, REMOVE),  # a claim taken back leaves the estimates that looked at it
    "events_decision": (ADD, ALTER, REMOVE),
    "events_likeness": (ADD, ALTER, REMOVE),
    "events_merge": (ADD, ALTER),
    "events_mark": (ADD, ALTER, REMOVE),  # goes with its claim
    "events_lead": (ADD, ALTER),
    "events_correction": (ADD,),
    "events_unfinished": (ADD, ALTER, REMOVE),
    "events_batch": (ADD, ALTER),
    "events_batchpiece": (ADD, REMOVE),
    "events_batchproblem": (ADD, REMOVE),  # a file checked again has others
    "events_batchname": (ADD, ALTER, REMOVE),
    "events_origin": (ADD, ALTER, REMOVE),  # an import undone takes its origins back
    "events_spelling": (ADD, ALTER),
    "events_columnmap": (ADD, ALTER),
    # the queue: pages put jobs in, the worker takes them out and forgets those that are done
    "procrastinate_jobs": (ADD, ALTER, REMOVE),
    "procrastinate_events": (ADD,),
    "procrastinate_workers": (ADD, ALTER, REMOVE),
    "procrastinate_periodic_defers": (ALTER,),  # a trigger looks there for each job that is forgotten
    "events_package": (ADD,),
}
# Sequences do not come with the right to add: those of the queue's tables, and those from which a load takes ids beforehand.
SEQUENCES = (
    *("procrastinate_jobs_id_seq", "procrastinate_events_id_seq"),
    *("events_incident_id_seq", "events_report_id_seq", "events_claim_id_seq", "events_estimate_id_seq"),
)


def give(*, role: str, password: str) -> None:
    """Make the role unless it is there, and let it do what RIGHTS say and nothing else.

    Raises ImproperlyConfigured when the connection may not do that.
    """
    try:
        with transaction.atomic():
            _one_at_a_time()
            _make(role, password)
            _grant(role)
    except Error as why:
        reason = str(why).strip().splitlines()[0]
        raise ImproperlyConfigured(
            f"The role {role!r} of DATABASE_URL could not be given its rights ({reason}): OWNER_DATABASE_URL must name the"
            " owner of the tables, who may make roles, or the role must be there already."
        ) from why


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('conflict_tracker.rights'))")


def _make(role: str, password: str) -> None:
    """A role that can sign in and is nothing more; an existing one only gets the password that DATABASE_URL has now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            # roles are the whole server's, and another of its databases may be making this one at the same moment
            with suppress(IntegrityError), transaction.atomic():
                cursor.execute(_worded("CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", role))
        if password:  # sent as a digest: statements can end up in a log
            secret = connection.connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
            cursor.execute(_worded("ALTER ROLE {role} PASSWORD {digest}", role, digest=sql.Literal(secret.decode())))


def _grant(role: str) -> None:
    steps = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
        "REVOKE ALL ON SCHEMA public FROM {role}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {role}",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}",
    ]
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))  # not all, while migrations are undone
        steps += [f"GRANT {', '.join(RIGHTS[table])} ON {table} TO {{role}}" for table in there & RIGHTS.keys()]
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE sequencename = ANY(%s)", [list(SEQUENCES)])
        steps += [f"GRANT USAGE ON SEQUENCE {name} TO {{role}}" for (name,) in cursor.fetchall()]
        cursor.execute("; ".join(_worded(step, role) for step in steps))
        _let_lay_out_the_past(cursor, role)


def _let_lay_out_the_past(cursor, role: str) -> None:
    """Temporary tables, in which a package is made again. Everybody may have them unless a server was told otherwise."""
    cursor.execute("SELECT has_database_privilege(%s, current_database(), 'TEMPORARY'), current_database()", [role])
    may, database = cursor.fetchone()
    if not may:
        cursor.execute(
            _worded("GRANT TEMPORARY ON DATABASE {database} TO {role}", role, database=sql.Identifier(database))
        )


def _worded(statement: str, role: str, **more: sql.Composable) -> str:
    return sql.SQL(statement).format(role=sql.Identifier(role), **more).as_string(connection.connection)
