"""Anything that can be asked, of the API by its schema and of pages by strangers. Longer than 250 lines: lists of questions.

For the suite (tests/events/api/test_anything_asked.py) and for benchmarks/asked.py, which asks ten thousand times.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import quote_from_bytes, urlencode

import requests
import schemathesis
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode

from events.api.schema import schema
from events.choices import Casualties, Category, Grade, Harm, IncidentType, Role, Status, VictimGroup
from events.selection.filters import PresentationForm
from events.selection.question import KNOWN

TRACES = (b"Traceback (most recent call last)", b'File "/', b"psycopg", b"site-packages")
SLUGS = [
    "mayadeen-2017",
    "demonstration",
    "invented",
    "hidden",
    "russia",
    "syria",
    "MYD-2017-0002",
    "VEL-2024-2348",
    "x",
    "-",
]


def key(*value) -> str:
    """An `after` of any content."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


FORMS = ["csv", "json", "xlsx", "zip", "png", "svg", "geojson", "jsonl", "parquet"]
PARTS = {  # what an address can hold, by name; a page with another one asks for it here
    "code": SLUGS,
    "slug": SLUGS,
    "public_id": SLUGS,
    "table": ["incidents", "claims", "reports"],
    "name": ["incidents", "casualties", "attributed", "suffered", "x"],
    "form": FORMS,
    "format": FORMS,
}
HOSTILE = [
    *(
        "",
        " ",
        "\0",
        "a\0b",
        "-1",
        "0",
        "9" * 30,
        "1e309",
        "NaN",
        "null",
        "None",
        "true",
        "{}",
        "[]",
        "%",
        "_",
        "\\",
        "%s",
        "%(x)s",
    ),
    *(
        "2017-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "2017-10-01T00:00",
        "+2017-1-1",
        "٢٠١٧-١٠-٠١",
        "٣",
        "1 October 2017",
    ),
    *("' OR 1=1 --", '"; DROP TABLE x; --', "<script>alert(1)</script>", "{{ 7|add:7 }}", "${7*7}", "../../etc/passwd"),
    *(
        "\u202e",
        "\ufeff",
        "\ufffd",
        "😀",
        "ﷺ",
        "a\u0301" * 90,
        "=1+1",
        "\r\nX: 1",
        "a" * 300,
        "a" * 5000,
        "mayadeen-2017,demonstration",
    ),
    *(
        key("\0", 1),
        key("\ud800", 1),
        key(float("inf"), 1),
        key(1, float("nan")),
        key("2017-10-01", 10**30),
        key(10**30, -1),
    ),
    *(key([], {}), key("2017-10-01"), key("MYD-2017-0002", 1), key(-1, 1), key("9999-12-31", 1), "[" * 150),
]
GOOD = [
    *(
        *Category.values,
        *Grade.values,
        *Harm.values,
        *IncidentType.values,
        *Role.values,
        *Status.values,
        *VictimGroup.values,
    ),
    *(
        *Casualties.values,
        "any",
        *PresentationForm.SORTS,
        *PresentationForm.BUCKETS,
        *PresentationForm.COLUMNS,
        "en",
        "ar",
        "1",
    ),
    *("2017-10-05", "2024-03-01", *SLUGS),
]
NAMES = [
    *sorted(KNOWN),
    "a",
    "b",
    "page",
    "format",
    "o",
    "p",
    "e",
    "all",
    "id",
    "pk",
    "status__exact",
    "q__x",
    "utm_source",
]
HEADERS = {
    "Accept": [
        "*/*",
        "text/html",
        "application/json",
        "application/json; indent=99",
        "x",
        ",;=",
        "application/json;q=abc",
    ],
    "Accept-Language": ["ar", "en", "xx-YY", "*", "a" * 600, ";q=1,,"],
    "Cookie": ["sessionid=x", "sessionid=", "django_language=../x", "=;=", 'a="'],
    "HX-Request": ["true", "x"],
    "HX-Current-URL": ["http://[", "x"],
    "If-None-Match": ["*", '"x"', "x", 'W/"', ","],
    "If-Modified-Since": ["x", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Foo 9999 99:99:99 GMT"],
    "Range": ["bytes=0-1", "bytes=-", "x"],
    "Host": ["elsewhere.example", "[", "localhost:99999", ""],
    "X-Forwarded-For": ["1.2.3.4", "x", ",,,", "::1%eth0"],
}


@dataclass(frozen=True)
class Asked:
    """One request of a page: its address, headers, and whether an analyst asks."""

    address: str
    headers: dict[str, str]
    is_signed_in: bool


@dataclass
class Tally:
    """What came back: how many by class of status, and each request that broke something."""

    statuses: Counter = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())

    def add(self, what: str, status: int, body: bytes) -> None:
        self.statuses[f"{status // 100}xx"] += 1
        if status >= 500:
            self.broken.append(f"{status} {what}")
        if any(trace in body for trace in TRACES):
            self.traces.append(what)


# --- the API, by its own schema --------------------------------------------------------------------------------------
def by_schema() -> st.SearchStrategy[Case]:
    """Requests that the API's schema allows, and such as it does not."""
    told = schemathesis.openapi.from_dict(schema())
    return st.one_of(
        told.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    )


def answer_to(case: Case, client: Client) -> Response:
    """What the API answers, as schemathesis checks it. Through Django's own client: a server of WSGI closes connections."""
    sent = requests.Request(**case.as_transport_kwargs(base_url="http://localhost")).prepare()
    headers = {name: str(value) for name, value in sent.headers.items() if name != "Accept-Encoding"}
    got = client.generic(sent.method, sent.path_url, sent.body or b"", headers=headers)
    return Response(
        status_code=got.status_code,
        headers={name.lower(): [value] for name, value in got.headers.items()},
        content=got.content,
        request=sent,
        elapsed=0.0,
        verify=False,
    )


# --- pages -----------------------------------------------------------------------------------------------------------
def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site that has a name, as (what it is reversed by, pattern)."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one, f"{before}{one.namespace}:" if one.namespace else before)
        elif one.name:
            yield f"{before}{one.name}", one


def of_pages() -> st.SearchStrategy[Asked]:
    """Requests of every page of readers, of every list of the entry desk, and of addresses that nobody made."""
    named = dict(patterns(get_resolver()))
    addresses = [
        _address(name, one) for name, one in sorted(named.items()) if name.startswith("admin:") or ":" not in name
    ]
    known = st.one_of(address for address in addresses if address is not None)
    stray = st.text(st.characters(codec="utf-8"), max_size=30).map(lambda text: f"/{quote_from_bytes(text.encode())}")
    path = st.one_of(known, known, known, known, stray)
    return st.builds(_asked, path, queries(), headers(), st.booleans())


def _address(name: str, pattern: URLPattern) -> st.SearchStrategy[str] | None:
    """Addresses of one page; None for those of the desk that want a number, which nobody types, and for the way out."""
    names = list(pattern.pattern.regex.groupindex)
    if name == "admin:logout" or (name.startswith("admin:") and pattern.pattern.regex.groups):
        return None
    found = [
        reversed_(name, dict(zip(names, values, strict=True))) for values in product(*(PARTS[one] for one in names))
    ]
    return st.sampled_from([address for address in found if address])


def reversed_(name: str, kwargs: dict[str, str]) -> str | None:
    """The address; None where the page takes no such part."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return None


def queries() -> st.SearchStrategy[str]:
    """Query strings: what the contract knows, what it does not, and bytes that are neither."""
    text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
    name = st.one_of(st.sampled_from(NAMES), st.sampled_from(NAMES), text)
    value = st.one_of(st.sampled_from(GOOD), st.sampled_from(GOOD), st.sampled_from(HOSTILE), text)
    pairs = st.lists(st.tuples(name, value), max_size=6).map(lambda pairs: urlencode(pairs, errors="replace"))
    return st.one_of(pairs, pairs, pairs, st.binary(max_size=40).map(lambda raw: quote_from_bytes(raw, safe="=&%;+")))


def headers() -> st.SearchStrategy[dict[str, str]]:
    """A few headers as strangers and their caches may send them; mostly none."""
    one = st.sampled_from([(name, value) for name, values in HEADERS.items() for value in values])
    return st.one_of(st.just({}), st.lists(one, max_size=3).map(dict))


def _asked(path: str, query: str, sent: dict[str, str], is_signed_in: bool) -> Asked:
    return Asked(f"{path}?{query}" if query else path, sent, is_signed_in)


def answer_of(asked: Asked, reader: Client, analyst: Client) -> tuple[int, bytes]:
    """Status and whole body; a stream that breaks off is as bad as a 500."""
    client = analyst if asked.is_signed_in else reader
    try:
        response = client.get(asked.address, headers=asked.headers, follow=True)
        return response.status_code, _body(response)
    except Exception as broke:  # noqa: BLE001 - whatever it was, the reader got half a file
        return 599, repr(broke).encode()


def _body(response: HttpResponse) -> bytes:
    return b"".join(response) if response.streaming else response.content
