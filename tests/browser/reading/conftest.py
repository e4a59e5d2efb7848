"""A server on the recorded datasets, and pages that tell on everything a browser holds against them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from tests.recorded import recorded, recorded_database  # noqa: F401 - fixtures


@pytest.fixture(scope="module")
def site(recorded) -> Iterator[LiveServer]:  # noqa: F811 - the fixture above
    """pytest-django's own `live_server` would empty the database after each test."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@dataclass
class Reader:
    """A browser page at the site, with all that went wrong on it."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, *, status: int = 200) -> None:
        self.complaints.clear()
        answer = self.page.goto(f"{self.site}{path}")
        assert answer.status == status
        if status != 200:  # the browser reports the status of the page itself as an error
            self.complaints[:] = [said for said in self.complaints if f"status of {status}" not in said]

    def see_charts_drawn(self) -> None:
        """Scroll to each chart, as a reader does, and wait until it stands there."""
        for figure in self.page.locator("figure[data-chart]").all():
            figure.scroll_into_view_if_needed()
            expect(figure).to_have_attribute("data-state", "drawn", timeout=15_000)

    def open_tables(self) -> None:
        self.page.evaluate("document.querySelectorAll('details.data').forEach((table) => { table.open = true; })")

    def status(self) -> str:
        return self.page.locator("[role=status]").first.inner_text()


@pytest.fixture
def reader(site: LiveServer, browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Make a reader; at the end nothing may have been asked of another site, refused by the policy, or logged as an error."""
    made = []

    def new(**context) -> Reader:
        page = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | context)).new_page()
        page.set_default_timeout(10_000)
        one = Reader(page, site.url)
        here = urlsplit(site.url).netloc

        def asked(request) -> None:
            address = urlsplit(request.url)
            if address.scheme not in ("data", "blob") and address.netloc != here:
                one.complaints.append(f"asked {request.url}")

        page.on("request", asked)
        page.on("requestfailed", lambda request: one.complaints.extend(_complaint(request)))
        page.on("pageerror", lambda error: one.complaints.append(f"error {error}"))
        page.on("console", lambda line: line.type in ("error", "warning") and one.complaints.append(line.text))
        made.append(one)
        return one

    yield new
    for one in made:
        one.page.context.close()
    assert [complaint for one in made for complaint in one.complaints] == []


def _complaint(request: Request) -> list[str]:
    """What failed; a page that is left while it still loads something breaks that off, which is no failure."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed {request.url}: {request.failure}"]
