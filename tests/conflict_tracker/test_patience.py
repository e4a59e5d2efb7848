"""A statement of the web server's that works too long is broken off, and whoever asked is told what to do."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from conflict_tracker.local import PROJECT
from events.exports.rows import one_snapshot
from events.models import Incident
from tests import world as drawn
from tests.parity.reading import page_text
from tests.settings import CLUSTER

SHOW = "SHOW statement_timeout"
AS_OF = "?dataset=velmar-2024&as_of=2024-03-06"


@pytest.fixture
def _waiting(transactional_db: None) -> Iterator[None]:
    """Whoever asks of the past waits for somebody who holds the estimates, a fifth of a second and no more."""
    drawn.build()
    with psycopg.connect(CLUSTER.url, dbname=connection.settings_dict["NAME"]) as other, connection.cursor() as cursor:
        other.execute("LOCK TABLE events_estimate IN ACCESS EXCLUSIVE MODE")
        cursor.execute("SET statement_timeout = '200ms'")
        yield
        other.rollback()
    connection.close()


@pytest.mark.usefixtures("_waiting")
def test_a_reader_is_told_what_to_ask_instead(client):
    page = client.get(f"/{AS_OF}")
    assert page.status_code == 503
    assert page["Cache-Control"] == "no-store"
    assert "This question takes longer to answer than we let one take" in page_text(page)
    assert "Ask for fewer days, one place or one actor." in page_text(page)


@pytest.mark.usefixtures("_waiting")
def test_whoever_saves_is_told_that_nothing_was_saved(client, django_user_model):
    client.force_login(django_user_model.objects.get(username="analyst"))
    incident = Incident.objects.get(code="VLM-2024-0008")
    page = client.post(reverse("admin:events_incident_change", args=[incident.pk]), {})
    assert page.status_code == 503
    assert "This took longer than we let it take, and nothing was saved" in page_text(page)


@pytest.mark.usefixtures("_waiting")
def test_a_program_is_told_as_a_problem(client):
    answer = client.get(f"/api/totals/{AS_OF}")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert answer.json()["title"] == "This question takes longer to answer than we let one take"


@pytest.mark.django_db
def test_a_file_takes_what_time_it_needs():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '7s'")
        with one_snapshot():
            assert cursor.execute(SHOW).fetchone() == ("0",)


@pytest.mark.parametrize(("program", "limit"), [("conflict_tracker.wsgi", "8s"), ("django", "0")])
def test_the_web_server_is_impatient_and_commands_are_not(program: str, limit: str):
    asked = f"import {program}, django; django.setup(); from django.db import connection as c; "
    asked += f"cursor = c.cursor(); cursor.execute({SHOW!r}); print(cursor.fetchone()[0])"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=PROJECT,
        env=os.environ | {"STATEMENT_SECONDS": "8", "DATABASE_URL": CLUSTER.url, "OWNER_DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == limit
