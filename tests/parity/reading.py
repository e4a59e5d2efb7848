"""What pages, tables and files say, read the way a stranger's script would: over HTTP, from the text."""

import csv
import json
import re
from html import unescape
from io import StringIO
from urllib.parse import urlencode

from django.test import Client

from tests.parity.counter import Question


def address(path: str, question: Question) -> str:
    return f"{path}?{urlencode(question, doseq=True)}"


def get(client: Client, path: str, question: Question):
    """The answer, which must be a 200."""
    response = client.get(address(path, question))
    assert response.status_code == 200, f"{response.status_code}: {address(path, question)}"
    return response


def page_text(response) -> str:
    return response.content.decode()


def plain(html: str) -> str:
    """Text without tags, spaces run together."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def headline_values(html: str) -> list[str]:
    """The big figures of the headline, in their order on the page."""
    return [plain(value) for value in re.findall(r'<p class="figure-value">(.*?)</p>', html, re.DOTALL)]


def status_line(html: str) -> str:
    """What the page says to screen readers of its size."""
    found = re.search(r'<p class="sub" role="status">(.*?)</p>', html, re.DOTALL)
    assert found, "a page says its count in a role=status"
    return plain(found[1])


def listed_codes(html: str) -> list[str]:
    """Codes of the rows of the list, in order."""
    return re.findall(r'class="rowlink" href="/incidents/([^/"]+)/', html)


def table(response) -> list[dict[str, str]]:
    """A CSV with a heading → rows."""
    body = b"".join(response) if response.streaming else response.content
    return list(csv.DictReader(StringIO(body.decode("utf-8-sig"), newline="")))


def number(cell: str) -> int | None:
    """An empty cell is not known, which is not 0."""
    return int(cell) if cell else None


def list_pages(client: Client, question: Question) -> list[str]:
    """Codes over all pages of the list, as somebody reads them who follows “Next page” to the end."""
    codes, following = [], address("/incidents/", question)
    while following:
        html = page_text(client.get(following))
        codes += listed_codes(html)
        link = re.search(r'href="([^"]+)" rel="next"', html)
        following = unescape(link[1]) if link else None
        assert len(codes) <= 20_000, "the list goes on for ever"
    return codes


def json_pages(client: Client, question: Question) -> list[dict]:
    """Rows over all pages of /incidents.json."""
    rows, following = [], address("/incidents.json", question)
    while following:
        answer = json.loads(client.get(following).content)
        rows += answer["incidents"]
        following = answer["next"]
    return rows
