"""What the first dataset must show: Mayadeen and around, October 2017."""

import re
from html import unescape

import pytest

from tests.parity.reading import get, headline_values, listed_codes, page_text, plain, status_line, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded")]

OCTOBER = {"dataset": ["mayadeen-2017"], "from": ["2017-10-01"], "to": ["2017-10-31"]}
YEAR_2015 = {"dataset": ["mayadeen-2017"], "from": ["2015-01-01"], "to": ["2015-12-31"]}


@pytest.mark.parametrize(
    ("narrowing", "killed", "civilians", "incidents"),
    [
        ({}, "70 or more", "56 or more", 4),
        ({"actor": ["russia"]}, "52", "38", 2),
        ({"actor": ["russia"], "role": ["perpetrator"]}, "52", "38", 2),
        ({"actor": ["us-led-coalition"]}, "18 or more", "18 or more", 1),
        ({"place": ["deir-ez-zor"]}, "52", "38", 3),
    ],
)
def test_october(client, narrowing: dict, killed: str, civilians: str, incidents: int):
    asked = OCTOBER | narrowing
    html = page_text(get(client, "/", asked))
    assert headline_values(html)[:2] == [killed, civilians]
    assert headline_values(html)[3] == str(incidents)
    assert status_line(html).startswith(f"{incidents} incident")
    assert len(listed_codes(page_text(get(client, "/incidents/", asked)))) == incidents
    assert len(table(get(client, "/incidents.csv", asked))) == incidents


def test_october_as_numbers(client):
    headline = get(client, "/", OCTOBER).context["headline"]
    assert (headline.main.low, headline.main.best, headline.main.high) == (70, 70, None)
    assert (headline.civilians.low, headline.civilians.high) == (56, None)
    assert (headline.not_stated.low, headline.not_stated.best, headline.not_stated.high) == (14, 14, 14)
    assert (headline.children.low, headline.children.best, headline.children.high) == (3, 3, 3)
    assert headline.unknown == 1


def test_october_in_the_csv(client):
    rows = table(get(client, "/incidents.csv", OCTOBER))
    assert sum(int(row["killed_low"]) for row in rows if row["killed_low"]) == 70
    assert sorted(row["killed_high"] for row in rows) == ["", "", "14", "38"]
    assert "0" not in {row[name] for row in rows for name in row if name.endswith(("_low", "_best", "_high"))}


def test_c11_the_year_2015_has_one_incident_no_number_and_no_zero(client):
    html = page_text(get(client, "/", YEAR_2015))
    assert headline_values(html) == ["not known", "not known", "not known", "1"]
    assert "0 stated" not in plain(html)
    [row] = table(get(client, "/incidents.csv", YEAR_2015))
    assert row["date_precision"] == "longer"
    assert (row["date_start"], row["date_end"]) == ("2015-01-01", "2015-12-31")
    assert not any(row[name] for name in row if name.endswith(("_low", "_best", "_high")))
    [drawn] = [row for row in table(get(client, "/charts/casualties.csv", YEAR_2015)) if row["Incidents"] != "0"]
    assert (drawn["Low"], drawn["Best"], drawn["High"]) == ("", "", "")


def test_c11_one_day_of_2015_finds_it_too(client):
    asked = YEAR_2015 | {"from": ["2015-07-04"], "to": ["2015-07-04"]}
    assert headline_values(page_text(get(client, "/", asked)))[3] == "1"


def test_c5_the_aggregate_of_october_is_shown_and_in_no_sum(client):
    html = page_text(get(client, "/", OCTOBER))
    section = re.search(r'aria-labelledby="h-aggregates".*?</section>', html, re.DOTALL)
    assert section, "claims over several incidents have a section of their own"
    assert "in no sum" in plain(section[0])
    assert headline_values(html)[0] == "70 or more"


def test_every_page_of_the_generated_dataset_says_so(client):
    code = table(get(client, "/incidents.csv", {"dataset": ["demonstration"], "from": ["2025-06-01"]}))[0]["code"]
    for path in ("/", "/incidents/", "/timeline/", "/actors/"):
        assert "Generated data." in unescape(page_text(get(client, path, {"dataset": ["demonstration"]})))
    assert "Generated data." in page_text(client.get(f"/incidents/{code}/"))
    assert "Generated data." not in page_text(get(client, "/", {"dataset": ["mayadeen-2017"]}))


def test_without_a_dataset_the_default_one_answers_and_the_others_are_one_click_away(client):
    html = page_text(client.get("/"))
    assert client.get("/").context["selection"].dataset.slug == "mayadeen-2017"
    assert 'href="/?dataset=demonstration"' in html
