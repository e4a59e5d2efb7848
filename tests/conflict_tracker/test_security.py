"""Every answer carries the headers, whatever the address and whoever asks."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from conflict_tracker.security import CONTENT_SECURITY_POLICY, HEADERS, SecurityHeadersMiddleware

pytestmark = pytest.mark.django_db

EXAMPLES = {"slug": "russia", "str": "russia", "int": "1", "path": "a/b", "uuid": "0" * 32}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address of the site, an example in the place of each variable part."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route


def example(route: str) -> str:
    for kind, value in EXAMPLES.items():
        while f"<{kind}:" in route:
            start = route.index(f"<{kind}:")
            route = route[:start] + value + route[route.index(">", start) + 1 :]
    while "<" in route:  # a bare <name>, or one of a converter of ours
        route = route[: route.index("<")] + "x" + route[route.index(">") + 1 :]
    return "/" + route


ADDRESSES = sorted({example(route) for route in patterns(get_resolver()) if "^" not in route and "(" not in route})


def test_the_addresses_are_found() -> None:
    assert {"/healthz", "/admin/", "/admin/login/"} <= set(ADDRESSES)


@pytest.mark.parametrize("address", [*ADDRESSES, "/no-such-page/", "/static/no-such-file.css", "/admin/no-such/"])
def test_every_address_answers_with_the_headers(client: Client, address: str) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code < 500, answer.status_code
    for name, value in HEADERS.items():
        assert answer[name] == value, name
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_policy_lets_nothing_in_from_elsewhere_and_runs_nothing_inline() -> None:
    policy = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe-eval" not in CONTENT_SECURITY_POLICY
    assert [name for name, value in policy.items() if "unsafe-inline" in value] == ["style-src-attr"]
    assert not [name for name, value in policy.items() if "http" in value or "*" in value]


def test_health_says_ok_when_the_database_answers(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content.splitlines()[0]) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_an_answer_that_sets_a_cookie_is_for_one_browser_whatever_the_view_said() -> None:
    said = HttpResponse(headers={"Cache-Control": "public, no-cache"})
    said.set_cookie("name", "value")
    answer = SecurityHeadersMiddleware(lambda request: said)(HttpRequest())
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("address", [*ADDRESSES, *(f"{address}?lang=ar" for address in ADDRESSES)])
def test_nothing_that_anybody_may_keep_sets_a_cookie(client: Client, address: str) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert not answer.cookies or "public" not in answer.get("Cache-Control", "")
