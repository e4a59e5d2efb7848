"""Loading a batch of drafts: all of it, or nothing and the reason."""

import sys
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from events.actions import load, replay
from events.actions.naming import UnknownName
from events.choices import Status
from events.drafts import DraftInvolvement, DraftReport
from events.models import Claim, Dataset, Estimate, Incident, Involvement, Report
from events.quantities import read
from tests import world as drawn

REPORT = DraftReport("memo", "wire", date(2024, 3, 2), "A memo")


@pytest.fixture
def dataset(db) -> Dataset:
    drawn.named()
    return Dataset.objects.create(slug="batch", name="Batch", code_prefix="BAT")


def draft(key: str, **changes):
    return replace(drawn.strike(key, 14, report="memo"), **changes)


def claimed(**changes):
    """A draft's one claim, with these changes."""
    return (replace(draft("any").claims[0], **changes),)


def test_a_batch_is_recorded_in_the_order_given_with_estimates(dataset):
    loaded = load(dataset=dataset, reports=[REPORT], incidents=[draft("b", title="B"), draft("a", title="A")])
    assert [(incident.code, incident.title) for incident in loaded] == [("BAT-2024-0001", "B"), ("BAT-2024-0002", "A")]
    for incident in loaded:
        assert incident.estimates.standing().get(victims="all").low == 14


def test_a_second_batch_counts_on(dataset):
    load(dataset=dataset, reports=[REPORT], incidents=[draft("a")])
    [second] = load(dataset=dataset, reports=[REPORT], incidents=[draft("a")])
    assert second.code == "BAT-2024-0002"


def test_what_was_published_is_published_by_nobody(dataset):
    [published] = load(dataset=dataset, reports=[REPORT], incidents=[draft("a")])
    assert (published.status, published.created_by, published.published_by) == (Status.PUBLISHED, None, None)
    assert published.published_at is not None


WRONG = {
    "a place": ({"place": "atlantis"}, "wrong: no place is called 'atlantis'"),
    "an actor": (
        {"involvements": (DraftInvolvement("nobody", "perpetrator"),)},
        "wrong: no actor is called 'nobody'",
    ),
    "a claimant": ({"claims": claimed(claimant="hearsay", key="c1")}, "c1: no source is called 'hearsay'"),
    "a report": ({"claims": claimed(report="lost", key="c1")}, "c1: no report is called 'lost'"),
    "a claim": ({"claims": claimed(supersedes="c0", key="c1")}, "c1: no claim is called 'c0'"),
    "whose combatants": (
        {"claims": claimed(combatants_of="nobody", victims="combatants", key="c1")},
        "c1: no actor is called 'nobody'",
    ),
}


@pytest.mark.parametrize("named", WRONG)
def test_a_name_that_is_not_there_leaves_nothing_and_is_named(dataset, named):
    changes, sentence = WRONG[named]
    with pytest.raises(UnknownName) as refusal:
        load(dataset=dataset, reports=[REPORT], incidents=[draft("right"), draft("wrong", **changes)])
    assert str(refusal.value) == sentence
    assert_nothing_is_there(dataset)


def test_a_row_that_the_tables_refuse_leaves_nothing(dataset):
    beyond = draft("beyond", latitude=99.0, longitude=40.0)
    with pytest.raises(IntegrityError, match="incident_latitude_in_range"):
        load(dataset=dataset, reports=[REPORT], incidents=[draft("right"), beyond])
    assert_nothing_is_there(dataset)


def assert_nothing_is_there(dataset: Dataset) -> None:
    assert not any(model.objects.exists() for model in (Incident, Involvement, Claim, Report, Estimate))
    dataset.refresh_from_db()
    assert dataset.last_number == 0


def test_a_claim_supersedes_one_further_down(dataset):
    claims = (
        *claimed(key="new", supersedes="old", quantity=read("20")),
        *claimed(key="old", quantity=read("14")),
    )
    [incident] = load(dataset=dataset, reports=[REPORT], incidents=[draft("a", claims=claims)])
    assert incident.estimates.standing().get(victims="all").low == 20


def test_two_incidents_of_one_key_are_refused(dataset):
    """Otherwise the claims of the first would be recorded under the second."""
    with pytest.raises(ValueError, match="same"):
        load(dataset=dataset, reports=[REPORT], incidents=[draft("same", title="One"), draft("same", title="Other")])


def test_an_actor_under_two_names_has_a_role_once(dataset):
    twice = (DraftInvolvement("sudland", "target"),) * 2
    [incident] = load(dataset=dataset, reports=[REPORT], incidents=[draft("a", involvements=twice)])
    assert incident.involvements.count() == 1


def test_a_free_code_of_the_dataset_is_kept(dataset):
    codes = ["BAT-2024-0007", "", "VLM-2024-0001"]
    loaded = load(dataset=dataset, reports=[REPORT], incidents=[draft(f"key {code}", code=code) for code in codes])
    assert [incident.code for incident in loaded] == ["BAT-2024-0007", "BAT-2024-0008", "BAT-2024-0009"]
    [again] = load(dataset=dataset, reports=[REPORT], incidents=[draft("a", code="BAT-2024-0007")])
    assert again.code == "BAT-2024-0010"


def test_estimates_made_of_drafts_are_those_that_assess_makes(dataset):
    """In memory and from the tables: the same numbers of the same claims, from the same day on."""
    load(dataset=dataset, reports=drawn.reports(), incidents=drawn.incidents())
    before = set(Estimate.objects.values_list("pk", "is_current"))
    replay(incidents=Incident.objects.all())
    assert set(Estimate.objects.values_list("pk", "is_current")) == before


def test_links_to_claims_of_a_later_lot_are_made(dataset, monkeypatch):
    monkeypatch.setattr(sys.modules[load.__module__], "LOT", 1)
    copies = draft("a", claims=claimed(key="copy", derives_from="origin"))
    first, second = load(
        dataset=dataset, reports=[REPORT], incidents=[copies, draft("b", claims=claimed(key="origin"))]
    )
    [copy] = first.claims.all()
    assert copy.derives_from.incident_id == second.pk
    assert not first.estimates.standing().exists()


def test_an_empty_batch_is_nothing(dataset):
    assert load(dataset=dataset, reports=[], incidents=[]) == []
