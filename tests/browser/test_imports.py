"""The way of a file in a browser: a broken file, its report, the mended one, names, another's confirmation, undoing it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from events import tasks
from events.models import Batch, Incident
from tests import world as drawn
from tests.browser.axe import sound

pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = (
    "id,type_of_violence,conflict_name,dyad_name,side_a,side_b,source_article,source_office,source_date,source_headline,"
    "where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,low,high\n"
)
ROW = (
    "{id},{type},Velmar: Government,Norland - Rebels,Norland,Rebels of Tesh,,,,,1,Aruna town,Tesh governorate,,1.5,2.5,"
    "Velmar,1,{day},{day},0,0,3,0,3,2,5\n"
)
SOUND = COLUMNS + "".join(ROW.format(id=id, type=1, day=f"2024-03-0{id}") for id in range(1, 4))
BROKEN = SOUND + ROW.format(id=4, type=9, day="2024-13-40")


@pytest.fixture
def world(live_server) -> drawn.World:
    return drawn.build()


@pytest.fixture
def desk(live_server, browser: Browser, client) -> Iterator[Callable[..., Page]]:
    """Open the desk as somebody; the browser may not complain."""
    opened, complaints = [], []

    def new(user, **more) -> Page:
        client.force_login(user)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **more)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        opened.append(context)
        return page

    yield new
    for context in opened:
        context.close()
    assert complaints == []


def look(page: Page) -> None:
    """Nothing for axe, and nothing sideways, on a wide page and on a phone."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        sound(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def arrive(page: Page, address: str) -> None:
    """Go to the page of an import, which may be moving on by itself just then."""
    try:
        page.goto(address)
    except Error:
        page.goto(address)


def work(user) -> None:
    """What the worker does with the latest import."""
    tasks.work(Batch.objects.latest("pk").pk, user.pk, "en", "A test of undoing")


def send(page: Page, url: str, content: str, dataset: str, name: str) -> None:
    page.goto(f"{url}/admin/imports/new/")
    page.set_input_files("[name=files]", {"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    page.locator("[name=dataset]").select_option(label=dataset)
    page.locator("[name=released_on]").fill("2024-05-01")
    page.locator("[name=publish]").check()
    page.get_by_role("button", name="Send and check").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way(world, live_server, desk, scripts: bool) -> None:
    url, people = live_server.url, world.people
    check = look if scripts else lambda page: None
    mine = desk(people.analyst, java_script_enabled=scripts)
    mine.goto(f"{url}/admin/imports/new/")
    mine.get_by_role("button", name="Send and check").click()
    expect(mine.get_by_role("alert")).to_contain_text("Choose a file.")
    check(mine)
    see_what_is_wrong(mine, url, people.analyst, check)
    decide_the_names(mine, url, people.analyst, check)
    theirs = desk(people.editor, java_script_enabled=scripts)
    batch = confirm(theirs, url, people.editor, check, moves_by_itself=scripts)
    assert Incident.objects.of_batch(batch).filter(status="published").count() == 3
    undo(theirs, url, people.editor, check, batch)
    assert not Incident.objects.of_batch(batch).filter(status="published").exists()


def address(url: str) -> str:
    """The page of the latest import."""
    return url + Batch.objects.latest("pk").get_absolute_url()


def see_what_is_wrong(mine: Page, url: str, analyst, check) -> None:
    """A broken file is sent, its report read, the import cancelled."""
    send(mine, url, BROKEN, "Velmar 2024", "broken.csv")
    expect(mine.locator("#progress")).to_contain_text("It waits")
    check(mine)
    work(analyst)
    arrive(mine, address(url))
    expect(mine.get_by_role("heading", name="Problems")).to_contain_text("error")
    mine.get_by_role("link", name="Row by row").click()
    expect(mine.locator("tbody").last).to_contain_text("2024-13-40")
    check(mine)
    mine.go_back()
    mine.get_by_role("button", name="Cancel this import").click()
    expect(mine.locator(".sub").first).to_contain_text("cancelled")


def decide_the_names(mine: Page, url: str, analyst, check) -> None:
    """The mended file is sent, and said whom its names mean."""
    send(mine, url, SOUND, "Velmar 2024", "mended.csv")
    work(analyst)
    arrive(mine, address(url))
    check(mine)
    mine.get_by_role("link", name="Decide the names").click()
    check(mine)
    rebels = mine.locator(".name-row", has=mine.locator("legend", has_text="Rebels of Tesh"))
    rebels.get_by_label("another of ours:").check()
    rebels.locator("input[type=text], input:not([type])").fill("Sudland")
    mine.get_by_role("button", name="Save these decisions").click()
    if mine.get_by_role("button", name="listed that look").count():
        mine.get_by_role("button", name="listed that look").click()
    expect(mine.locator(".nothing")).to_contain_text("No name waits")
    mine.get_by_role("link", name="On to the import").click()
    expect(mine.locator(".notice").first).to_contain_text("editor")


def confirm(theirs: Page, url: str, editor, check, *, moves_by_itself: bool) -> Batch:
    """Another person confirms, and the file is loaded."""
    arrive(theirs, address(url))
    check(theirs)
    theirs.get_by_role("button", name="Load it, all or nothing").click()
    expect(theirs.locator("#progress")).to_contain_text("It waits")
    work(editor)
    if moves_by_itself:
        expect(theirs.get_by_role("heading", name="In the record")).to_be_visible()
    arrive(theirs, address(url))
    expect(theirs.get_by_role("heading", name="In the record")).to_be_visible()
    check(theirs)
    return Batch.objects.latest("pk")


def undo(theirs: Page, url: str, editor, check, batch: Batch) -> None:
    """And back."""
    theirs.get_by_role("link", name="Undo this import").click()
    check(theirs)
    theirs.locator("[name=because]").fill("The wrong release")
    theirs.get_by_role("button", name="Undo this import").click()
    work(editor)
    arrive(theirs, url + batch.get_absolute_url())
    expect(theirs.locator(".sub").first).to_contain_text("undone")
