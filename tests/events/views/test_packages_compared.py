"""Two packages compared: what was added, changed and withdrawn, why, and what they asked differently."""

import pytest

from events.models import Claim, Dataset
from tests import world as drawn
from tests.events.models.rows import update
from tests.events.packages.changed import change_everything
from tests.events.views.test_packages import made
from tests.parity.reading import page_text, plain, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def test_a_comparison_tells_what_changed_and_why(client, world):
    earlier = made(client, "dataset=velmar-2024")
    change_everything(world)
    later = made(client, "dataset=velmar")
    page = plain(page_text(client.get(f"/packages/compare/?a={later}&b={earlier}")))
    assert "Retracted: It never happened" in page
    assert "Merged into VLM-2024-0001" in page
    assert "Raid in Aruna" not in page, "of a retracted incident readers are told the reason, and no more"
    rows = table(client.get(f"/packages/compare.csv?a={earlier}&b={later}"))
    incidents = [row for row in rows if row["table"] == "incidents.csv"]
    gone = {row["key"]: row["why"] for row in incidents if row["change"] == "withdrawn"}
    assert gone == {"VLM-2024-0004": "retracted: It never happened", "VLM-2024-0005": "merged into VLM-2024-0001"}
    [killed] = [row for row in incidents if (row["key"], row["column"]) == ("VLM-2024-0001", "killed_best")]
    assert (killed["was"], killed["now"]) == ("14", "17")
    assert "Counted again" in killed["why"]
    claims = {(row["change"], row["why"]) for row in rows if row["table"] == "claims.csv"}
    assert ("withdrawn", "the claim was taken back") in claims
    assert ("withdrawn", "its incident is no longer shown") in claims
    assert {row["key"] for row in rows if row["table"] == "question"} == {"dataset"}


def test_a_comparison_tells_what_the_two_asked_differently(client, world):
    narrow, wide = made(client), made(client, "dataset=velmar-2024&as_of=2024-03-06")
    page = plain(page_text(client.get(f"/packages/compare/?a={narrow}&b={wide}")))
    assert "They asked differently" in page
    rows = table(client.get(f"/packages/compare.csv?a={narrow}&b={wide}"))
    asked = {row["key"]: (row["was"], row["now"]) for row in rows if row["table"] == "question"}
    assert asked == {"category": ("strike", ""), "as_of": ("", "2024-03-06")}
    added = {row["key"]: row["why"] for row in rows if (row["table"], row["change"]) == ("incidents.csv", "added")}
    assert added == dict.fromkeys(["VLM-2024-0004", "VLM-2024-0005"], "it does not answer what the earlier one asks")


def test_two_of_one_record_and_question_are_alike(client, world):
    first = made(client)
    update("place", world.incidents["VLM-2024-0004"].place_id, pcode="VL0101")
    update("place", world.incidents["VLM-2024-0004"].place_id, pcode=None)
    second = made(client)
    assert second.pk != first.pk
    page = plain(page_text(client.get(f"/packages/compare/?a={first}&b={second}")))
    assert "Row by row they are alike." in page


def test_c12_packages_of_two_datasets_are_not_compared(client, world):
    Dataset.objects.filter(slug="desk").update(is_public=True)
    here, there = made(client), made(client, "dataset=desk")
    answer = client.get(f"/packages/compare/?a={here}&b={there}")
    assert answer.status_code == 400
    assert "of another dataset" in plain(page_text(answer))
    assert client.get(f"/packages/compare/?a={here}&b={here}").status_code == 400


def test_a_formula_in_a_claim_stays_harmless_in_the_comparison(client, world):
    earlier = made(client)
    Claim.objects.filter(incident=world.incidents["VLM-2024-0001"]).update(quote="=1+1")
    later = made(client)
    rows = table(client.get(f"/packages/compare.csv?a={earlier}&b={later}"))
    assert [row["now"] for row in rows if row["column"] == "quote"] == ["'=1+1"]
