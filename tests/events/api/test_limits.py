"""A reader may ask so often in a minute, is told when to ask again, and is known by address only, as a digest in memory."""

import pytest
from django.core.cache import caches
from django.test import Client, override_settings
from rest_framework.settings import api_settings

from events import freshness
from events.api.limits import Limit
from tests.events.api.addresses import EVERY

pytestmark = pytest.mark.django_db

FEW = override_settings(API_REQUESTS_PER_MINUTE=3)


@pytest.fixture(autouse=True)
def _nobody_asked_yet():
    caches["limits"].clear()
    yield
    caches["limits"].clear()


@pytest.fixture
def behind_a_proxy(monkeypatch):
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)


def asked(client, times: int = 1, **headers: str) -> int:
    """The status of the last of some requests."""
    return [client.get("/api/datasets/", headers=headers).status_code for _ in range(times)][-1]


@FEW
def test_too_many_requests_are_429_and_say_when_to_ask_again(client, world):
    assert asked(client, 3) == 200
    answer = client.get("/api/datasets/")
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert f"in {answer['Retry-After']} seconds" in answer.json()["title"]
    assert answer["Content-Type"] == "application/problem+json"
    assert client.get("/about/").status_code == 200


@FEW
@pytest.mark.parametrize("path", EVERY[:3])
def test_an_answer_that_did_not_change_counts_too(client, world, monkeypatch, path: str):
    # the transactions of other workers of this run are open on the same server, and a tag tells of them
    monkeypatch.setattr(freshness, "_position", lambda: ("unchanged",))
    tag = client.get("/api/datasets/")["ETag"]
    statuses = [client.get("/api/datasets/", headers={"If-None-Match": tag}).status_code for _ in range(3)]
    assert statuses == [304, 304, 429]
    assert client.get(path).status_code == 429


@FEW
def test_each_address_has_its_own_count(client, world):
    assert asked(client, 4) == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get("/api/datasets/").status_code == 200


@FEW
def test_without_a_proxy_nobody_names_an_address_for_himself(client, world):
    statuses = [asked(client, **{"X-Forwarded-For": f"192.0.2.{number}"}) for number in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


@FEW
def test_behind_a_proxy_the_address_that_it_wrote_counts_whatever_stands_before_it(client, world, behind_a_proxy):
    statuses = [asked(client, **{"X-Forwarded-For": f"192.0.2.{number}, 198.51.100.1"}) for number in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert asked(client, **{"X-Forwarded-For": "198.51.100.2"}) == 200


@FEW
def test_what_is_no_address_is_counted_as_the_proxy(client, world, behind_a_proxy):
    statuses = [asked(client, **{"X-Forwarded-For": f"unknown-{number}"}) for number in range(4)]
    assert statuses == [200, 200, 200, 429]


@FEW
def test_a_household_of_ipv6_is_one_reader(client, world, behind_a_proxy):
    statuses = [asked(client, **{"X-Forwarded-For": f"2001:db8:1:2::{number:x}"}) for number in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert asked(client, **{"X-Forwarded-For": "2001:db8:1:3::1"}) == 200
    mapped = [asked(client, **{"X-Forwarded-For": f"::ffff:192.0.2.{number}"}) for number in range(4)]
    assert mapped == [200] * 4


@FEW
def test_a_person_signed_in_is_counted_wherever_they_are(world):
    statuses = []
    for number in range(4):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.force_login(world.people.analyst)
        statuses.append(client.get("/api/datasets/").status_code)
    assert statuses == [200, 200, 200, 429]


@FEW
def test_the_address_is_kept_nowhere_and_never_logged(client, world, caplog):
    caplog.set_level("DEBUG")
    reader = Client(REMOTE_ADDR="192.0.2.77")
    assert asked(reader, 5) == 429
    assert "192.0.2.77" not in caplog.text
    kept = Limit.cache._cache
    assert kept
    assert "192.0.2.77" not in repr(kept)
    assert not [key for key in kept if "192.0.2" in key]
