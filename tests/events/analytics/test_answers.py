"""A dashboard tells of the first actors, and of how many more there are; the CSV holds all (C14)."""

import pytest

from events.analytics import answers
from events.analytics.columnar.live import live
from events.selection import Selection
from tests import world as drawn
from tests.parity.reading import get, page_text, table

pytestmark = pytest.mark.django_db

HERE = {"dataset": ["velmar-2024"]}


@pytest.fixture(autouse=True)
def world(db) -> drawn.World:
    return drawn.build()


@pytest.fixture(params=["columns", "sql"])
def selection(request, monkeypatch) -> Selection:
    if request.param == "sql":
        monkeypatch.setattr(live(), "view", lambda: None)
    return Selection.of_readers("dataset=velmar-2024")


def test_the_first_actors_are_those_of_the_whole_list(monkeypatch, selection):
    _seen, whole = answers.blame(selection)
    assert (len(whole.rows), whole.others) == (3, 0)
    monkeypatch.setattr(answers, "MOST_TOLD", 2)
    told = answers.panels(selection).attribution
    assert (told.rows, told.others, told.parts) == (whole.rows[:2], 1, whole.parts)


def test_the_page_says_how_many_more_and_leads_to_all_of_them(client, monkeypatch):
    monkeypatch.setattr(answers, "MOST_TOLD", 2)
    html = page_text(get(client, "/", HERE))
    assert '<a href="/charts/attributed.csv?dataset=velmar-2024" download>1 more actor is in the CSV</a>' in html
    names = {row["Actor"] for row in table(get(client, "/charts/attributed.csv", HERE))}
    assert names == {"Norland", "Sudland", "League", "Not attributed"}
