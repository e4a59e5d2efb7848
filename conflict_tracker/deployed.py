"""`manage.py check --deploy`: does the web server's role own what it must not be able to change?"""

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.db import Error, connection

OWNS = """
SELECT r.rolsuper OR pg_has_role(r.oid, c.relowner, 'MEMBER')
FROM pg_roles r, pg_class c WHERE r.rolname = coalesce(nullif(%s, ''), current_user) AND c.oid = to_regclass('events_change')
"""


def warn_of_an_owner_who_serves(**given: object) -> list[CheckMessage]:
    """Nothing where the database cannot be asked: other checks, and the start itself, say that."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(OWNS, [settings.APPLICATION_ROLE])
            found = cursor.fetchone()
    except Error:
        return []
    if not found or not found[0]:
        return []
    return [
        Warning(
            "The web server works as the owner of its tables: only triggers guard the history.",
            hint="Give DATABASE_URL a role of its own, and OWNER_DATABASE_URL the owner's address (docs/how-to-deploy.md).",
            id="conflict_tracker.W001",
        )
    ]
