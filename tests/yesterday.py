"""A record that stood before the test began: what is then written is a change, not part of entering it (sql/review.sql)."""

from django.db import connection


def entered_yesterday() -> None:
    """Every incident was entered a day ago. A trigger keeps when; only a superuser who says to be a replica gets past it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        [role] = cursor.fetchone()  # tests of the desk work as the web server's (tests/events/admin/conftest.py)
        cursor.execute("SET LOCAL ROLE NONE; SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE events_incident SET created_at = created_at - interval '1 day'")
        cursor.execute(f"SET LOCAL session_replication_role = origin; SET LOCAL ROLE {role}")
