"""304 says that nothing changed, and is right: after any write by anybody, and after one that commits late."""

from contextlib import closing

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from events import freshness
from events.actions import assess, merge
from events.choices import Status
from events.models import Actor, Claim, Dataset, Incident, Place, Source
from tests import world as drawn
from tests.events.api.addresses import LISTS
from tests.settings import CLUSTER
from tests.yesterday import entered_yesterday

EVERY = [*LISTS, "/api/datasets/", "/api/incidents/VLM-2024-0002/", "/api/schema.json"]


def again(client, path: str, answer) -> int:
    """The status of the same question, asked with the tag of its answer."""
    return client.get(path, headers={"If-None-Match": answer["ETag"]}).status_code


def standing(client, path: str):
    """An answer that stands a moment later. Other databases of this server write while tests run: an open transaction of
    theirs makes another tag, never a stale one."""
    for _try in range(100):
        answer = client.get(path)
        if again(client, path, answer) == 304:
            return answer
    raise AssertionError(f"no answer of {path} stood for a moment")


@pytest.mark.parametrize("path", EVERY)
def test_what_did_not_change_is_304_without_a_body_and_without_counting(client, world, path: str, monkeypatch):
    answer = standing(client, path)
    monkeypatch.setattr("events.freshness.tag", lambda request: answer["ETag"])
    monkeypatch.setattr("events.api.answering.Answering._answered", None)
    unchanged = client.get(path, headers={"If-None-Match": answer["ETag"]})
    assert client.head(path, headers={"If-None-Match": f'"other", {answer["ETag"]}'}).status_code == 304
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["ETag"] == answer["ETag"]
    assert unchanged["Cache-Control"] == answer["Cache-Control"] == "public, no-cache"
    assert {"Accept", "Accept-Language", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_a_bad_question_is_not_304_whatever_is_sent_along(client, world):
    for tag in ("*", '"x"', client.get("/api/totals/")["ETag"]):
        assert client.get("/api/totals/?form=1", headers={"If-None-Match": tag}).status_code == 400
    assert client.get("/api/totals/", headers={"If-None-Match": "*"}).status_code == 200


def by_hand(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def another_number() -> None:
    Claim.objects.filter(minimum=38).update(minimum=40, maximum=40)
    assess(incidents=list(Incident.objects.values_list("pk", flat=True)))


def retract() -> None:
    Incident.objects.filter(code="VLM-2024-0001").update(status=Status.RETRACTED, retracted_because="Not so.")


NAMED = "slug, name, name_local, aliases, kind, reliability, reliability_because"
WRITES = {
    "a claim": lambda: Claim.objects.filter(harm="killed").update(quote="otherwise"),
    "a number, past the program": lambda: by_hand("UPDATE events_estimate SET voices = voices + 1"),
    "a number, by claims": another_number,
    "a title": lambda: Incident.objects.filter(code="VLM-2024-0002").update(title="Otherwise"),
    "an actor": lambda: Actor.objects.filter(slug="norland").update(name="Northland"),
    "a place": lambda: Place.objects.filter(slug="ilm").update(name_local="علم"),
    "a source": lambda: Source.objects.filter(slug="watch").update(
        reliability="a", reliability_because="Right before."
    ),
    "a dataset": lambda: Dataset.objects.filter(slug="velmar-2024").update(licence="CC0"),
    "a perpetrator": lambda: Incident.objects.get(code="VLM-2024-0002").involvements.first().delete(),
    "a retraction": retract,
    "a new row": lambda: by_hand(f"INSERT INTO events_source ({NAMED}) VALUES ('x', 'X', '', '{{}}', 'un', 'f', '')"),
}


@pytest.mark.parametrize("write", WRITES)
def test_any_write_to_the_record_makes_every_answer_new(client, world, write: str):
    entered_yesterday()
    before = {path: client.get(path) for path in EVERY}
    WRITES[write]()
    assert {path: again(client, path, answer) for path, answer in before.items()} == dict.fromkeys(EVERY, 200)


def test_an_answer_is_of_its_reader_its_language_and_its_address(client, world):
    answer = client.get("/api/totals/")
    assert (
        client.get("/api/totals/", headers={"If-None-Match": answer["ETag"], "Accept-Language": "ar"}).status_code
        == 200
    )
    assert again(client, "/api/totals/?lang=ar", answer) == 200
    assert again(client, "/api/totals/?harm=injured", answer) == 200
    assert again(client, "/api/series/", answer) == 200
    assert client.get("/api/totals/", headers={"If-None-Match": answer["ETag"], "Host": "localhost"}).status_code == 200
    analyst = Client()
    analyst.force_login(world.people.analyst)
    assert again(analyst, "/api/totals/", answer) == 200


def test_who_may_see_more_or_less_from_now_on_gets_a_new_answer(client, world):
    client.force_login(world.people.analyst)
    answer = standing(client, "/api/datasets/")
    assert "desk" in answer.content.decode()
    world.people.analyst.groups.clear()
    assert again(client, "/api/datasets/", answer) == 200
    assert "desk" not in client.get("/api/datasets/").content.decode()


def test_another_version_of_the_program_answers_anew(client, world, monkeypatch):
    answer = client.get("/api/totals/")
    monkeypatch.setattr(freshness, "program", lambda: "a later one")
    assert again(client, "/api/totals/", answer) == 200


@pytest.mark.django_db(transaction=True)
def test_a_write_numbered_after_all_that_is_seen_is_seen_when_it_commits(client):
    """The snapshot does not name it as open; its change stands below the last one all the same."""
    world = drawn.build()
    title = "UPDATE events_incident SET title = %s WHERE id = %s"
    address = {"conninfo": CLUSTER.url, "dbname": connection.settings_dict["NAME"]}
    with closing(psycopg.connect(**address)) as early, closing(psycopg.connect(**address)) as late:
        early.execute("SELECT pg_current_xact_id()")
        late.execute(title, ["Late", world.incidents["VLM-2024-0001"].pk])
        early.execute(title, ["Early", world.incidents["VLM-2024-0002"].pk])
        early.commit()
        answer = client.get("/api/incidents/")
        assert "Late" not in answer.content.decode()
        late.commit()
    assert again(client, "/api/incidents/", answer) == 200


@pytest.mark.django_db(transaction=True)
def test_a_record_put_back_and_written_anew_is_not_taken_for_what_it_was(client):
    """As after a restore: the numbers of the history are given out once more, for other changes."""
    drawn.build()
    with transaction.atomic():
        Incident.objects.filter(code="VLM-2024-0001").update(title="First")
    answer = client.get("/api/incidents/")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE events_incident SET title = 'Second' WHERE code = 'VLM-2024-0001'")
        last = "UPDATE events_change SET at = %s WHERE id = (SELECT max(id) FROM events_change)"
        cursor.execute(last, [timezone.now()])
    assert again(client, "/api/incidents/", answer) == 200


def test_a_merged_incident_leads_on_to_the_one_that_was_kept_and_is_asked_for_again(client, world):
    winner, loser = (world.incidents[f"VLM-2024-000{number}"] for number in (1, 3))
    path = f"/api/incidents/{loser.code}/"
    before = client.get(path)
    merge(loser=loser, winner=winner, by=world.people.editor, because="Entered twice")
    assert again(client, path, before) == 301
    answer = client.get(f"{path}?as_of=2024-03-10")
    assert answer["Location"] == f"/api/incidents/{winner.code}/?as_of=2024-03-10"
    assert answer["Cache-Control"] == "public, no-cache"
    assert "ETag" not in answer


def test_the_session_is_read_and_never_written(client, world):
    client.force_login(world.people.analyst)
    with connection.execute_wrapper(_refuse_writes):
        for path in EVERY:
            assert client.get(path).status_code == 200
    assert User.objects.get(pk=world.people.analyst.pk).last_login == world.people.analyst.last_login


def _refuse_writes(execute, sql, params, many, context):
    assert sql.lstrip().split(" ", 1)[0].upper() in ("SELECT", "WITH"), sql
    return execute(sql, params, many, context)
