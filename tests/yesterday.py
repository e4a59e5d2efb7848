"""A record that stood before the test began: what is then written is a change, not part of entering it (sql/review.sql)."""

from django.db import connection


def entered_yesterday() -> None:
    """Every incident was entered a day ago. A trigger keeps when; only a superuser who says to be a replica gets past it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE events_incident SET created_at = created_at - interval '1 day'")
        cursor.execute("SET LOCAL session_replication_role = origin")
