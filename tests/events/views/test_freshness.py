"""Pages, charts and files: 304 where nothing changed, a whole answer after any write, and nothing kept that is one reader's."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import freshness
from events.models import Incident, Package
from tests.events.admin.conftest import signed_in
from tests.events.api.test_freshness import again, standing
from tests.events.views.test_packages import made
from tests.parity.reading import page_text

PAGES = [
    *("/", "/incidents/", "/incidents/VLM-2024-0002/", "/timeline/", "/actors/", "/actors/norland/", "/sources/"),
    *("/sources/watch/", "/corrections/", "/packages/", "/export/", "/about/", "/api/"),
]
CHARTS = [
    f"/charts/{name}.{form}"
    for name in ("incidents", "casualties", "attributed", "suffered")
    for form in ("csv", "json")
]
FILES = [
    *("/incidents.csv", "/incidents.json", "/incidents.geojson", "/incidents.jsonl", "/incidents.xlsx", "/claims.csv"),
    *("/reports.csv", "/record.zip", "/corrections.csv", "/corrections.atom"),
]
EVERY = [*PAGES, *CHARTS, *FILES]
ONE_OF_EACH = ["/", "/timeline/", "/charts/casualties.csv", "/incidents.csv"]


def asked(client, path: str, *, kept=None, method: str = "get", **headers: str):
    """The answer, read to its end: a file left open is an error. `kept`: the answer that the reader has."""
    headers |= {"If-None-Match": kept["ETag"]} if kept else {}
    answer = getattr(client, method)(path, headers=headers)
    answer.body = b"".join(answer) if answer.streaming else answer.content
    return answer


def unchanged(client, path: str):
    """An answer, its 304, and what the latter asked of the database. Other databases of this server write while tests run."""
    for _try in range(100):
        answer = asked(client, path)
        with CaptureQueriesContext(connection) as queries:
            short = asked(client, path, kept=answer)
        if short.status_code == 304:
            return answer, short, queries
    raise AssertionError(f"no answer of {path} stood for a moment")


def varies(answer) -> set[str]:
    return set(answer["Vary"].split(", "))


# --- what may be kept ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("paths", [PAGES, CHARTS, FILES])
def test_what_did_not_change_is_304_for_the_price_of_one_query(client, world, paths: list[str]):
    for path in paths:
        answer, short, queries = unchanged(client, path)
        assert short.body == b"", path
        assert len(queries) == (2 if path == "/packages/" else 1), path
        assert short["ETag"] == answer["ETag"], path
        assert short["Cache-Control"] == answer["Cache-Control"] == "public, no-cache", path
        assert varies(short) == varies(answer) >= {"Accept-Encoding", "Accept-Language", "Cookie", "HX-Request"}, path
        assert not answer.cookies | short.cookies, path
        assert asked(client, path, method="head").status_code == 200, path


def test_a_compressed_answer_is_asked_for_again_as_any_other(client, world):
    client.defaults["HTTP_ACCEPT_ENCODING"] = "gzip"
    for path in ONE_OF_EACH:
        answer, short, _queries = unchanged(client, path)
        assert answer["ETag"] == short["ETag"], path
        assert varies(short) == varies(answer), path


def test_errors_and_redirects_have_no_tag(client, world):
    refused, none, gone = (client.get(path) for path in ("/?x=1", "/charts/none.csv", "/incidents/VLM-2024-0007/"))
    assert [answer.status_code for answer in (refused, none, gone)] == [400, 404, 410]
    for answer in (refused, none, gone, client.get("/?utm_source=x"), client.post("/incidents/")):
        assert "ETag" not in answer
    for answer in (refused, none, gone):
        assert "no-cache" in answer["Cache-Control"]
    tag = client.get("/")["ETag"]
    assert client.get("/?x=1", headers={"If-None-Match": tag}).status_code == 400
    assert client.get("/", headers={"If-None-Match": "*"}).status_code == 200


# --- what may not ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["stranger", "analyst"])
def test_who_is_signed_in_gets_no_tag_and_what_only_they_may_keep(client, world, name: str):
    person = signed_in(getattr(world.people, name))
    for path in EVERY:
        theirs = asked(person, path, kept=asked(client, path))
        assert (theirs.status_code, theirs["Cache-Control"]) == (200, "private, no-cache"), path
        assert "ETag" not in theirs, path


def test_a_page_with_a_form_is_its_readers_own(client, world):
    answer = client.get("/packages/new/?dataset=velmar-2024")
    assert "csrfmiddlewaretoken" in page_text(answer)
    assert "csrftoken" in answer.cookies
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert "ETag" not in answer


def test_a_message_left_from_an_account_is_told_once_and_not_kept(client, world):
    tag = standing(client, "/")["ETag"]
    said = [Message(constants.INFO, "You are signed out.")]
    client.cookies["messages"] = CookieStorage(RequestFactory().get("/"))._encode(said)
    answer = client.get("/", headers={"If-None-Match": tag})
    assert "You are signed out." in page_text(answer)
    assert "private" in answer["Cache-Control"]
    assert "ETag" not in answer


def test_the_first_answer_in_another_language_sets_a_cookie_and_is_not_for_all(client, world):
    assert "private" in client.get("/?lang=ar")["Cache-Control"]
    following = client.get("/?lang=ar")
    assert not following.cookies
    assert following["Cache-Control"] == "public, no-cache"


# --- what an answer depends on ---------------------------------------------------------------------------------------
def test_an_answer_is_of_its_language_its_address_its_shape_and_its_day(client, world, monkeypatch):
    answer = client.get("/incidents/")
    for other in ({"Accept-Language": "ar"}, {"HX-Request": "true"}, {"Host": "localhost"}):
        assert client.get("/incidents/", headers={"If-None-Match": answer["ETag"]} | other).status_code == 200, other
    assert again(client, "/incidents/?sort=date", answer) == 200
    fragment = client.get("/incidents/", headers={"HX-Request": "true"})
    assert "<html" not in page_text(fragment)
    assert again(client, "/incidents/", fragment) == 200
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert again(client, "/incidents/", answer) == 200


def test_another_version_of_the_pages_is_another_program(settings, tmp_path):
    for place in freshness.PROGRAM:
        (tmp_path / place).mkdir()
    settings.BASE_DIR = tmp_path
    digests = set()
    for name in ("events/a.py", "events/a.sql", "conflict_tracker/ar.mo", "templates/a.html", "templates/b.html"):
        (tmp_path / name).write_text("")
        digests.add(freshness.program.__wrapped__())
    (tmp_path / "templates/b.html").write_text("otherwise")
    assert len(digests | {freshness.program.__wrapped__()}) == 6


def test_every_table_that_is_read_is_one_whose_writes_the_history_records(client, world):
    package = made(client)
    compared = made(client, "dataset=velmar-2024")
    pair = f"?a={package}&b={compared}"
    with CaptureQueriesContext(connection) as queries:
        for path in (*EVERY, package.get_absolute_url(), f"/packages/compare/{pair}", f"/packages/compare.csv{pair}"):
            assert asked(client, path).status_code == 200, path
    read = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)\b', query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'history_of_update'")
        recorded = {table for [table] in cursor.fetchall()}
    assert "events_incident" in read
    beside = {"events_change", "events_package"}  # the history itself; what pages of packages name beside it
    assert {table for table in read if table.startswith(("events_", "auth_", "django_"))} - recorded <= beside


# --- packages --------------------------------------------------------------------------------------------------------
def test_a_package_made_is_on_the_list_and_its_file_is_known_by_its_own_digest(client, world):
    empty = client.get("/packages/")
    package = made(client)
    assert again(client, "/packages/", empty) == 200
    alone = client.get(package.get_absolute_url())
    made(client, "dataset=velmar-2024")
    assert again(client, package.get_absolute_url(), alone) == 200
    file = asked(client, f"/packages/{package}.zip")
    assert file["ETag"] == f'"{package.sha256}"'
    Incident.objects.filter(code="VLM-2024-0002").update(title="Otherwise")
    assert again(client, f"/packages/{package}.zip", file) == 304
    assert Package.objects.count() == 2
