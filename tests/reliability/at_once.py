"""Several people at one web server at the same moment, over HTTP: pairs of edits of one field, and forms sent twice."""

import html
import http.client
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode
from uuid import uuid4

from conflict_tracker.local import PROJECT
from tests.reliability.ports import free_port

PATIENCE = 60
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')


@contextmanager
def serving(database: str) -> Iterator[int]:
    """Gunicorn on a database of the tests' server, by name; yields the port."""
    with gunicorn({"SERVED_DATABASE": database, "DJANGO_SETTINGS_MODULE": "tests.served"}) as port:
        yield port


@contextmanager
def gunicorn(settings: dict[str, str], workers: int = 2) -> Iterator[int]:
    """Gunicorn as in production, each worker of four threads, with this in its environment; yields the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:conflict_tracker.web_server"]
    command += ["--workers", f"{workers}", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--keep-alive", "60"]
    environment = os.environ | {"LOG_LEVEL": "ERROR"} | settings  # each 409 would be a line of its own
    server = subprocess.Popen(command, cwd=PROJECT, env=environment)
    try:
        _await_answer(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _await_answer(server: subprocess.Popen, port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the web server ended by itself"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the web server does not answer")


@dataclass
class Answer:
    """What came back: the status, where it leads, and the page."""

    status: int
    location: str
    page: str

    def hidden(self, name: str) -> str:
        """What a hidden input of the page holds."""
        assert self.status < 500, f"answered {self.status}: {self.page}"
        return next(html.unescape(value) for one, value in HIDDEN.findall(self.page) if one == name)

    def holds(self, text: str) -> bool:
        return html.escape(text) in self.page


class Browser:
    """One browser: a connection kept open, and cookies."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """GET, or POST of a form."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is None:
            self.connection.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self.connection.request("POST", path, urlencode(form), headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = cookie.partition(";")[0].partition("=")
            if name != "messages":  # what is said grows with each save; these browsers do not read it
                self.cookies[name] = value
        return Answer(answer.status, answer.headers.get("Location", ""), page)


class Writer(Browser):
    """One that is signed in."""

    def __init__(self, port: int, username: str):
        super().__init__(port)
        form = {"csrfmiddlewaretoken": self.ask("/admin/login/").hidden("csrfmiddlewaretoken"), "next": "/healthz"}
        signed_in = self.ask("/admin/login/", form | {"username": username, "password": f"{username}-password"})
        assert signed_in.status == 302, "the writer could not sign in"


@dataclass
class Tally:
    """What was seen. `lost` counts texts that are neither recorded nor on the page of whoever wrote them."""

    pairs: int = 0
    statuses: Counter = field(default_factory=Counter)
    lost: int = 0
    doubled: int = 0
    duplicates: int = 0
    seconds: float = 0.0
    turn: threading.Lock = field(default_factory=threading.Lock)

    def add(self, **counts: int) -> None:
        with self.turn:
            for name, count in counts.items():
                setattr(self, name, getattr(self, name) + count)


def both(pool: ThreadPoolExecutor, first: Callable[[], Answer], second: Callable[[], Answer]) -> list[Answer]:
    """Two requests that are sent at one moment."""
    together = threading.Barrier(2)

    def sent(request: Callable[[], Answer]) -> Answer:
        together.wait(PATIENCE)
        return request()

    return [future.result(PATIENCE) for future in [pool.submit(sent, first), pool.submit(sent, second)]]


def edit_in_pairs(port: int, incident: int, pairs: int, tally: Tally) -> None:
    """Two people change the summary of one incident from the same version, again and again."""
    with Writer(port, "analyst") as analyst, Writer(port, "editor") as editor:
        _edit_in_pairs([analyst, editor], f"/admin/events/incident/{incident}/change/", pairs, tally)


def _edit_in_pairs(writers: list[Writer], path: str, pairs: int, tally: Tally) -> None:
    pages = [writer.ask(path) for writer in writers]
    tokens = [page.hidden("csrfmiddlewaretoken") for page in pages]
    form = filled(pages[0]) | {name: pages[0].hidden(name) for name in ("version", "base")}
    with ThreadPoolExecutor(2) as pool:
        for pair in range(pairs):
            texts = [f"{who} on pair {pair}: {uuid4()}" for who in ("analyst", "editor")]
            forms = [
                form | {"summary": text, "csrfmiddlewaretoken": token}
                for text, token in zip(texts, tokens, strict=True)
            ]
            answers = both(pool, *(
                lambda writer=writer, one=one: writer.ask(path, one) for writer, one in zip(writers, forms, strict=True)
            ))  # fmt: skip
            losers = [index for index, answer in enumerate(answers) if answer.status == 409]
            with tally.turn:
                tally.pairs += 1
                tally.statuses.update(answer.status for answer in answers)
            if len(losers) != 1 or {answer.status for answer in answers} != {302, 409}:
                tally.add(lost=1)
                form |= {name: writers[0].ask(path).hidden(name) for name in ("version", "base")}
                continue
            page = answers[losers[0]]
            tally.add(lost=sum(not page.holds(text) for text in texts))
            form |= {name: page.hidden(name) for name in ("version", "base")}


def filled(page: Answer) -> dict[str, str]:
    """The inputs that an incident without actors and claims sends back, its blank rows among them."""
    chosen = re.findall(r'<select name="([\w-]+)".*?</select>', page.page, re.DOTALL)
    form = {}
    for name in chosen:
        select = re.search(rf'<select name="{name}".*?</select>', page.page, re.DOTALL)[0]
        option = re.search(r'<option value="([^"]*)"\s+selected', select)
        form[name] = html.unescape(option[1]) if option else ""
    for tag in re.findall(r'<input type="(?:text|number)"[^>]*>', page.page):
        value = re.search(r' value="([^"]*)"', tag)
        form[re.search(r' name="([^"]*)"', tag)[1]] = html.unescape(value[1]) if value else ""
    rows = {name: value for name, value in HIDDEN.findall(page.page) if name.endswith("_FORMS")}
    return form | rows | {"do": "save"}


def send_twice(port: int, times: int, tally: Tally) -> None:
    """One person sends each new form twice at one moment, from two connections."""
    with Writer(port, "analyst") as one, Writer(port, "analyst") as other:
        _send_twice([one, other], "/admin/events/incident/add/", times, tally)


def _send_twice(writers: list[Writer], path: str, times: int, tally: Tally) -> None:
    pages = [writer.ask(path) for writer in writers]
    form = filled(pages[0]) | {"when": "5 March 2024", "place": "Velmar", "type": "air-strike"}
    tokens = [page.hidden("csrfmiddlewaretoken") for page in pages]
    with ThreadPoolExecutor(2) as pool:
        for _time in range(times):
            one = form | {"entry_token": str(uuid4()), "title": f"Sent twice: {uuid4()}"}
            forms = [one | {"csrfmiddlewaretoken": token} for token in tokens]
            answers = both(pool, *(
                lambda writer=writer, one=one: writer.ask(path, one) for writer, one in zip(writers, forms, strict=True)
            ))  # fmt: skip
            is_one = [answer.status for answer in answers] == [302, 302] and answers[0].location == answers[1].location
            tally.add(doubled=1, duplicates=0 if is_one else 1)


def all_at_once(works: list[Callable[[], None]], tally: Tally) -> None:
    """Run each work in a thread of its own, and add how long the whole took."""
    begun = time.monotonic()
    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(work) for work in works]:
            future.result()
    tally.seconds += time.monotonic() - begun
