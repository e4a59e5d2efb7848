"""The settings as a deployment reads them, each time in a process of its own."""

import os
import subprocess
import sys
import tomllib

import pytest

from conflict_tracker.local import PROJECT

PRODUCTION = {
    "SECRET_KEY": "fVx7ldpQ2mJ0yNq9sT4wZbE8hK1uRc6oGaYi3DtXvLn5PzWe-_MjHg",
    "DATABASE_URL": "postgresql://tracker:secret@database:5432/tracker",
    "ALLOWED_HOSTS": "tracker.example.org",
    "DJANGO_SETTINGS_MODULE": "conflict_tracker.settings",
}


def run(*command: str, without: str = "", **changes: str) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"]} | PRODUCTION | changes
    environment.pop(without, None)
    return subprocess.run(
        [sys.executable, *command], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60
    )


def setting(name: str, **changes: str) -> str:
    done = run("-c", f"from django.conf import settings; print(settings.{name})", **changes)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_production_settings_pass_djangos_deployment_check_without_a_warning() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_the_deployment_check_can_fail() -> None:
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", HTTPS="off")
    assert done.returncode != 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_what_a_deployment_must_say_has_no_default(name: str) -> None:
    done = run("-c", "import conflict_tracker.settings", without=name)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set: " in done.stderr


def test_debug_is_off_unless_asked_for() -> None:
    assert setting("DEBUG") == "False"


def test_https_is_on_unless_switched_off() -> None:
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"):
        assert setting(name) == "True", name
    assert setting("SESSION_COOKIE_SECURE", HTTPS="off") == "False"


def test_a_proxys_word_on_https_is_taken_only_when_there_is_a_proxy() -> None:
    assert setting("SECURE_PROXY_SSL_HEADER") == "None"
    assert "HTTP_X_FORWARDED_PROTO" in setting("SECURE_PROXY_SSL_HEADER", BEHIND_PROXY="on")


def test_forms_are_accepted_from_the_sites_own_hosts() -> None:
    assert setting("CSRF_TRUSTED_ORIGINS") == "['https://tracker.example.org']"


def test_there_is_one_database_unless_a_replica_is_named() -> None:
    assert (setting("DATABASE_ROUTERS"), setting("DATABASES.keys()")) == ("[]", "dict_keys(['default'])")
    address = "postgresql://tracker:secret@replica:5432/tracker"
    assert setting("DATABASE_ROUTERS", REPLICA_DATABASE_URL=address) == "['conflict_tracker.routing.Router']"
    assert setting("DATABASES['replica']['HOST']", REPLICA_DATABASE_URL=address) == "replica"
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", REPLICA_DATABASE_URL=address)
    assert done.returncode == 0, done.stderr


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    assert project["version"] == setting("VERSION")
