"""C3: what was known when. Pages, charts and files answer with what was published by a day."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from events.actions import assess
from events.models import Claim, Decision, Report, Source
from tests import world as drawn
from tests.parity.reading import get, headline_values, list_pages, page_text, plain, status_line, table

pytestmark = pytest.mark.django_db

HERE = {"dataset": ["velmar-2024"]}
BEFORE, FOURTH, SIXTH = ({"as_of": [f"2024-03-0{day}"]} for day in (3, 4, 6))
PAGES = ["/", "/incidents/", "/timeline/", "/actors/", "/actors/norland/", "/sources/", "/sources/watch/"]
FILES = ["/incidents.csv", "/claims.csv", "/incidents.json"]
CHARTS = [f"/charts/{name}.json" for name in ("incidents", "casualties", "attributed", "suffered")]


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def codes(client, asked: dict) -> set[str]:
    return {code.removeprefix("VLM-2024-").removeprefix("VLM-2023-") for code in list_pages(client, HERE | asked)}


def test_an_incident_is_in_the_answer_from_the_first_report_that_tells_of_it(client, world):
    assert codes(client, BEFORE) == set()
    assert codes(client, FOURTH) == {"0002", "0005"}
    assert codes(client, SIXTH) == {"0001", "0002", "0003", "0004", "0005"}
    assert "0006" in codes(client, {}) - codes(client, SIXTH), "nothing on record tells when it became known"


def test_the_range_is_what_the_claims_published_by_then_come_to(client, world):
    """Clinic's 21 was out on the 4th, Watch's 38 on the 6th; Radio's copy on the 4th is no voice."""
    [row] = table(get(client, "/incidents.csv", HERE | FOURTH | {"q": ["VLM-2024-0002"]}))
    assert [row[f"killed_{bound}"] for bound in ("low", "best", "high")] == ["21", "21", "21"]
    assert (row["claims"], row["claimants"]) == ("3", "2")
    [row] = table(get(client, "/incidents.csv", HERE | SIXTH | {"q": ["VLM-2024-0002"]}))
    assert [row[f"killed_{bound}"] for bound in ("low", "best", "high")] == ["21", "29", "38"]
    assert (row["claims"], row["claimants"]) == ("4", "3")


def test_headline_list_and_data_say_the_same(client, world):
    asked = HERE | FOURTH | {"category": ["strike"]}
    assert headline_values(page_text(get(client, "/", asked)))[0] == "21"
    assert status_line(page_text(get(client, "/incidents/", asked))).startswith("1 incident, 21 killed")
    [row] = json.loads(get(client, "/incidents.json", asked).content)["incidents"]
    assert (row["low"], row["best"], row["high"]) == (21, 21, 21)


def test_claims_csv_holds_what_was_out_and_its_use_as_of_then(client, world):
    asked = HERE | FOURTH | {"q": ["VLM-2024-0002"], "harm": ["killed"]}
    said = {row["publisher"]: row["use"] for row in table(get(client, "/claims.csv", asked)) if row["harm"] == "killed"}
    assert said == {"Clinic": "used", "Radio": "derived"}


def test_a_claim_of_another_day_is_not_found_by_its_words_nor_by_who_said_it(client, world):
    assert codes(client, SIXTH | {"claimant": ["watch"]}) == {"0001", "0002", "0004"}
    assert codes(client, FOURTH | {"claimant": ["watch"]}) == set()
    Claim.objects.filter(incident__code="VLM-2024-0002", report__publisher__slug="wire").update(quote="the wirewords")
    assert codes(client, SIXTH | {"q": ["wirewords"]}) == {"0002"}
    assert codes(client, FOURTH | {"q": ["wirewords"]}) == set()


def test_wider_claims_stand_beside_from_the_day_they_were_out(client, world):
    wide = "Over several incidents: shown here, in no sum (C5)."
    assert wide in page_text(get(client, "/", HERE | SIXTH))
    assert wide not in page_text(get(client, "/", HERE | FOURTH))
    assert wide not in page_text(client.get("/incidents/VLM-2024-0002/?as_of=2024-03-04"))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_as_known_on_and_leads_back_to_today(client, world, path: str):
    html = page_text(get(client, path, HERE | FOURTH))
    assert "As known on 4 March 2024." in html
    assert "as known on 4 March 2024" in html
    assert f'href="{path}?dataset=velmar-2024">As known today' in html


@pytest.mark.parametrize("path", PAGES)
def test_links_of_a_page_keep_the_day(client, world, path: str):
    html = page_text(get(client, path, HERE | FOURTH))
    for page in ("/", "/incidents/", "/timeline/", "/actors/", "/sources/"):
        assert f'href="{page}?dataset=velmar-2024&amp;as_of=2024-03-04"' in html
    assert 'href="/incidents/VLM-2024-0002/"' not in html


@pytest.mark.parametrize("path", CHARTS)
def test_captions_of_charts_say_so(client, world, path: str):
    said = json.loads(get(client, path, HERE | FOURTH).content)
    assert "as known on 4 March 2024" in said["caption"]
    assert "as known on" not in json.loads(get(client, path, HERE).content)["caption"]


def test_the_file_is_called_by_the_day(client, world):
    answer = get(client, "/incidents.csv", HERE | FOURTH)
    assert 'filename="velmar-2024-incidents-as-known-on-2024-03-04.csv"' in answer["Content-Disposition"]


def test_a_chip_takes_the_day_away(client, world):
    selection = get(client, "/", HERE | FOURTH).context["selection"]
    [chip] = selection.chips
    assert (chip.label, chip.value, chip.remove) == ("As known on", "4 March 2024", "/?dataset=velmar-2024")


@pytest.mark.parametrize("path", [*PAGES, *FILES, *CHARTS, "/incidents/VLM-2024-0002/"])
@pytest.mark.parametrize("asked", ["2024-3-4", "yesterday", "04/03/2024", "%00", "2024-03-04&as_of=2024-03-05"])
def test_c13_a_day_that_is_none_is_refused(client, world, path: str, asked: str):
    answer = client.get(f"{path}?as_of={asked}")
    assert answer.status_code == 400
    assert "<code>as_of</code>" in page_text(answer)


@pytest.mark.parametrize("path", [*PAGES, *FILES, *CHARTS, "/incidents/VLM-2024-0002/"])
def test_c13_a_day_to_come_is_refused_with_a_sentence(client, world, path: str):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = client.get(f"{path}?as_of={tomorrow}")
    assert answer.status_code == 400
    assert "is still to come; nobody knows what will have been said by then" in page_text(answer)
    assert client.get(f"{path}?as_of={timezone.localdate()}").status_code == 200


def test_c13_the_page_of_an_incident_refuses_what_it_does_not_know(client, world):
    for asked in ("asof=2024-03-04", "as_of=2024-03-04&from=2024-03-01", "lang=fr"):
        assert client.get(f"/incidents/VLM-2024-0002/?{asked}").status_code == 400
    assert client.get("/incidents/VLM-2024-0002/?as_of=2024-03-04&lang=ar").status_code == 200
    moved = client.get("/incidents/VLM-2024-0002/?utm_source=x&as_of=2024-03-04")
    assert (moved.status_code, moved["Location"]) == (302, "/incidents/VLM-2024-0002/?as_of=2024-03-04")


def test_an_incidents_page_shows_only_what_was_out(client, world):
    html = page_text(client.get("/incidents/VLM-2024-0002/?as_of=2024-03-04"))
    text = plain(html)
    assert "As known on 4 March 2024." in text
    assert "21: one independent claimant, Clinic" in text
    assert "A week of strikes" not in text, "a report of the 6th"
    assert 'href="/incidents/VLM-2024-0002/"' in html
    assert "What was known when" not in text, "until then it had not moved"


def test_an_incident_not_known_yet_says_so_and_leads_to_today(client, world):
    answer = client.get("/incidents/VLM-2024-0001/?as_of=2024-03-04")
    assert answer.status_code == 404
    html = page_text(answer)
    assert "No report published by 4 March 2024 tells of it." in html
    assert 'href="/incidents/VLM-2024-0001/"' in html
    assert "Air strike on Aruna" not in html


def moved(client, world) -> list[str]:
    html = page_text(client.get("/incidents/VLM-2024-0002/"))
    body = html.partition('id="h-known"')[2].partition("</table>")[0].partition("<tbody>")[2]
    return [plain(row) for row in body.split("</tr>")[:-1]]


def test_an_incident_shows_how_its_range_moved_and_what_moved_it(client, world):
    first, second = moved(client, world)
    assert first.startswith("4 Mar 2024 21 21 1 Clinic : 21")
    assert second.startswith("6 Mar 2024 21–38 29 2 Watch : 38 ( Wire )")


def test_a_decision_moves_the_range_from_the_day_it_was_taken(client, world):
    incident = world.incidents["VLM-2024-0002"]
    Decision.objects.create(
        incident=incident, low=30, best=30, high=30, because="Names.", decided_by=world.people.editor,
        decided_on=date(2024, 3, 20),
    )  # fmt: skip
    assess(incidents=[incident.pk])
    assert moved(client, world)[-1] == "20 Mar 2024 30 30 2 analyst’s decision"
    [row] = table(get(client, "/incidents.csv", HERE | SIXTH | {"q": ["VLM-2024-0002"]}))
    assert row["killed_high"] == "38"
    headline = get(client, "/", HERE).context["headline"]
    assert headline.rules["main"] == {"independent-range": 4, "decision": 1}
    assert "over 6 incidents: range of independent claimants (4), analyst’s decision (1), no number (1)" in plain(
        page_text(get(client, "/", HERE))
    )


def test_a_report_that_repeats_moves_nothing(client, world):
    incident = world.incidents["VLM-2024-0002"]
    late = Report.objects.create(
        publisher=Source.objects.get(slug="wire"), headline="Again", published_on=date(2024, 5, 1)
    )
    Claim.objects.create(
        incident=incident, report=late, claimant=Source.objects.get(slug="watch"), victims="civilians",
        minimum=38, maximum=38, qualifier="exact", claimed_on=date(2024, 5, 1),
    )  # fmt: skip
    assess(incidents=[incident.pk])
    assert len(moved(client, world)) == 2


def test_an_incident_that_never_moved_has_no_table(client, world):
    assert "What was known when" not in page_text(client.get("/incidents/VLM-2024-0001/"))


@pytest.mark.parametrize("path", [*PAGES[:6], *FILES, *CHARTS])
def test_c7_no_day_shows_a_draft_or_a_dataset_that_is_not_public(client, world, path: str):
    for day in ("2024-03-06", "2024-03-08", "2024-12-31"):
        answer = get(client, path, HERE | {"as_of": [day]})
        said = b"".join(answer).decode() if answer.streaming else page_text(answer)
        assert not [code for code in ("VLM-2024-0007", "VLM-2024-0008", "DSK-2024-0001") if code in said]
    assert client.get("/incidents/VLM-2024-0008/?as_of=2024-03-08").status_code == 404
    assert client.get("/incidents/VLM-2024-0007/?as_of=2024-03-08").status_code == 410
    assert client.get("/incidents/DSK-2024-0001/?as_of=2024-03-08").status_code == 404
    assert client.get(f"{path}?dataset=desk&as_of=2024-03-08").status_code == 400


def test_an_analyst_sees_drafts_as_known_on_a_day_when_asked(client, world):
    client.force_login(User.objects.get(username="analyst"))
    assert codes(client, {"as_of": ["2024-03-04"], "status": ["draft"]}) == {"0008"}
    assert codes(client, {"as_of": ["2024-03-03"], "status": ["draft"]}) == set()
