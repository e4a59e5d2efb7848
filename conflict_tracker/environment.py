"""Typed readers of environment variables that fail loudly: each error names the variable and how to mend it."""

import os

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_ON = frozenset({"on", "1", "true", "yes"})
_OFF = frozenset({"off", "0", "false", "no"})


def text(name: str, *, default: str | None = None, mend: str) -> str:
    """The variable's text; `default` when it is absent or empty.

    Raises ImproperlyConfigured with `mend` (how to put it right) when there is neither.
    """
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set: {mend}")
    return value


def switch(name: str, *, default: bool) -> bool:
    """on/off, true/false, yes/no or 1/0."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value not in _ON | _OFF:
        raise ImproperlyConfigured(f"{name} is {value!r}: write on or off.")
    return value in _ON


def whole_number(name: str, *, default: int, of: str = "") -> int:
    """A whole number above 0; `of` is what it counts, for the error."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number{of}, as in {default}.")
    return int(value)


def mebibytes(name: str, *, default: int) -> int:
    """A whole number of MiB, as bytes."""
    return whole_number(name, default=default, of=" of MiB") * 2**20


def words(name: str, *, default: list[str] | None = None, mend: str) -> list[str]:
    """A comma-separated list, blanks dropped."""
    found = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    if not found and default is None:
        raise ImproperlyConfigured(f"{name} is not set: {mend}")
    return found or default or []


def database(name: str, *, mend: str) -> dict:
    """Django's settings for the PostgreSQL at an address such as postgresql://user:secret@host:5432/name."""
    address = text(name, mend=mend)
    try:
        settings = dj_database_url.parse(address, conn_max_age=60, conn_health_checks=True)
    except ValueError as error:  # never quote the address: it holds a password
        raise ImproperlyConfigured(f"{name} is no database address: {mend}") from error
    if settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{name} must point at PostgreSQL: {mend}")
    return settings


def replica(name: str, *, mend: str) -> dict | None:
    """As `database`, of a server that follows it and is only read from; None where the variable is absent or empty.

    A dead host is given up within seconds, and a pooler that shares connections between transactions may stand before it.
    """
    if not os.environ.get(name, "").strip():
        return None
    settings = database(name, mend=mend)
    given = settings.get("OPTIONS", {})
    read_only = f"{given.get('options', '')} -c default_transaction_read_only=on".strip()
    patience = {"connect_timeout": 2, "tcp_user_timeout": 5000}
    return settings | {
        "OPTIONS": patience | given | {"options": read_only},
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {"MIRROR": "default"},
    }


def two_roles(*, mend: str) -> tuple[dict, dict | None]:
    """The databases of DATABASE_URL and, where it is given, of OWNER_DATABASE_URL: one database, entered as another role."""
    application = database("DATABASE_URL", mend=mend)
    if not os.environ.get("OWNER_DATABASE_URL", "").strip():
        return application, None
    owner = database("OWNER_DATABASE_URL", mend=mend)
    if not application["USER"] or application["USER"] == owner["USER"]:
        raise ImproperlyConfigured(
            "OWNER_DATABASE_URL and DATABASE_URL name the same user: give the web server a user of its own in DATABASE_URL."
        )
    return application, owner
