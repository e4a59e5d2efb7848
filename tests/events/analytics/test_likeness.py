"""Which recorded incidents look like one: by day, place, people, number, report and words, in every dataset."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict

from events.actions import answer, load, merge
from events.analytics.likeness import Probe, alike
from events.analytics.pairs import correspondences, like, recorded
from events.choices import Answer, IncidentType, PlaceLevel
from events.figures import Figure
from events.forms.beside import typed
from events.forms.names import words_for
from events.likeness import ASKED_FROM
from events.models import Actor, Dataset, Incident, Place, Report
from tests import world as drawn

STRIKE = "VLM-2024-0001"


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


@pytest.fixture
def probe(world) -> Probe:
    """The strike of 1 March once more, as somebody else would tell it."""
    return Probe(
        is_generated=False,
        start=date(2024, 3, 1),
        end=date(2024, 3, 1),
        place=Place.objects.get(slug="aruna").pk,
        actors=(Actor.objects.get(slug="norland-air-force").pk,),
        figure=Figure(15, 15, 15),
        title="Air strike on Arouna",
        type=IncidentType.AIR_STRIKE,
    )


def first(probe: Probe, **more) -> str:
    return Incident.objects.get(pk=alike(probe, **more)[0].incident).code


def codes(probe: Probe, **more) -> list[str]:
    found = [one.incident for one in alike(probe, **more)]
    names = dict(Incident.objects.values_list("pk", "code"))
    return [names[pk] for pk in found]


def kinds(probe: Probe, code: str) -> set[str]:
    pk = Incident.objects.get(code=code).pk
    return {reason["kind"] for one in alike(probe) if one.incident == pk for reason in one.reasons}


def test_the_same_strike_is_found_first(probe):
    assert first(probe) == STRIKE
    assert alike(probe)[0].score > ASKED_FROM
    assert kinds(probe, STRIKE) == {"date", "place", "actors", "number", "type"}


@pytest.mark.parametrize(
    "start", [date(2024, 2, 27), date(2024, 2, 28), date(2024, 3, 2), date(2024, 3, 3), date(2024, 3, 4)]
)
def test_two_days_off_is_found_and_three_are_not(probe, start):
    assert (STRIKE in codes(replace(probe, start=start, end=start))) is (abs((start - date(2024, 3, 1)).days) <= 2)


def test_a_place_above_or_below_is_near(probe):
    tesh = replace(probe, place=Place.objects.get(slug="tesh").pk)
    assert STRIKE in codes(tesh)
    assert "place" in kinds(tesh, STRIKE)


def test_places_far_from_each_other_are_not_one(probe):
    far = Place.objects.create(slug="far", name="Far", level=PlaceLevel.COUNTRY, latitude=10.0, longitude=10.0)
    assert STRIKE not in codes(replace(probe, place=far.pk))


def test_an_actor_above_is_kin(probe):
    north = replace(probe, actors=(Actor.objects.get(slug="norland").pk,))
    [reason] = [reason for reason in alike(north)[0].reasons if reason["kind"] == "actors"]
    assert reason == {"kind": "actors", "names": [["Norland Air Force", ""]], "are_kin": True}


def test_a_shared_report_is_found_whatever_the_date(probe):
    report = Report.objects.get(headline="A week of strikes")
    later = replace(probe, start=date(2024, 9, 1), end=date(2024, 9, 1), reports=(report.pk,))
    assert STRIKE in codes(later)
    assert "report" in kinds(later, STRIKE)


@pytest.fixture
def release(world, monkeypatch) -> Report:
    """A report that is a list as soon as it tells of three."""
    monkeypatch.setattr("events.models.report.FEW", 2)
    return report("Release 1.0")


def report(headline: str) -> Report:
    publisher = Report.objects.first().publisher
    return Report.objects.create(publisher=publisher, headline=headline, published_on=date(2024, 6, 1))


@pytest.mark.parametrize("is_claimed", [True, False])
def test_that_two_stand_in_one_list_says_nothing_of_them(world, release, is_claimed):
    one, other, third = (world.incidents[code] for code in (STRIKE, "VLM-2024-0002", "VLM-2024-0004"))
    sent = QueryDict(mutable=True)
    sent["report-chosen"] = words_for(release)

    def tell(incident: Incident) -> None:
        if is_claimed:
            incident.claims.update(report=release)
        else:
            incident.reports.add(release)

    tell(one)
    tell(other)
    assert release.pk in recorded(one.pk).reports
    assert (typed(sent).reports, typed(sent).headline) == ((release.pk,), release.headline)
    assert "report" in kinds(recorded(one.pk), other.code)
    tell(third)
    assert release.pk not in recorded(one.pk).reports
    assert recorded(one.pk).headline != release.headline
    assert (typed(sent).reports, typed(sent).headline) == ((), "")
    assert "report" not in kinds(recorded(one.pk), other.code)


def test_a_headline_is_held_beside_those_of_reports_that_state_no_number(world, probe):
    headline = "Rafts burn as the bridge of Arouna is struck at dawn"
    asked = replace(probe, headline=headline)
    assert "words" not in kinds(asked, STRIKE)
    world.incidents[STRIKE].reports.add(report(headline))
    assert "words" in kinds(asked, STRIKE)


def test_a_copied_sentence_is_found_without_a_date(world):
    words = "Fourteen people, three of them children, were killed on rafts while crossing the river"
    claim = world.incidents["VLM-2024-0002"].claims.first()
    type(claim).objects.filter(pk=claim.pk).update(quote=words)
    typed = Probe(is_generated=False, quotes=(words.replace("killed", "kiled").replace("rafts", "raft"),))
    assert first(typed) == "VLM-2024-0002"
    assert "words" in kinds(typed, "VLM-2024-0002")


def test_nothing_typed_finds_nothing(world):
    assert alike(Probe(is_generated=False)) == []


def test_other_datasets_are_looked_through_too(probe):
    assert "DSK-2024-0001" in codes(probe)


def test_what_is_generated_is_never_held_beside_what_happened(world, probe):
    Dataset.objects.filter(slug="velmar-2024").update(is_generated=True)
    assert codes(probe) == ["DSK-2024-0001"]
    assert STRIKE in codes(replace(probe, is_generated=True))


def test_a_retracted_one_is_named_while_entering_and_not_asked_about(world, probe):
    mine = replace(probe, start=date(2024, 3, 6), end=date(2024, 3, 6))
    assert "VLM-2024-0007" not in codes(mine)
    assert "VLM-2024-0007" in codes(mine, with_retracted=True)


def test_a_recorded_incident_does_not_look_like_itself(world):
    strike = world.incidents[STRIKE]
    assert strike.pk not in {one.incident for one in like(strike.pk)}
    assert recorded(strike.pk).figure == Figure(14, 14, 14)


def test_what_was_answered_is_not_found_again(world):
    strike, desk = world.incidents[STRIKE], world.incidents["DSK-2024-0001"]
    assert desk.pk in {one.incident for one in like(strike.pk)}
    answer(one=desk, other=strike, said=Answer.DIFFERENT, by=world.people.analyst)
    assert desk.pk not in {one.incident for one in like(strike.pk)}
    assert strike.pk not in {one.incident for one in like(desk.pk)}


def test_an_answer_holds_for_what_was_merged_in(world):
    strike, desk, raid = (world.incidents[code] for code in (STRIKE, "DSK-2024-0001", "VLM-2024-0004"))
    answer(one=desk, other=strike, said=Answer.SAME, by=world.people.analyst)
    merge(loser=strike, winner=raid, by=world.people.editor, because="One and the same")
    assert desk.pk in recorded(raid.pk).without
    assert [one.incident for one in correspondences(raid, world.people.editor)] == [desk]
    assert [one.incident for one in correspondences(desk, world.people.editor)] == [raid]


@pytest.mark.parametrize("name", ["stranger", "editor"])
def test_c12_readers_see_a_correspondence_only_where_they_see_both(world, name):
    strike, desk = world.incidents[STRIKE], world.incidents["DSK-2024-0001"]
    answer(one=desk, other=strike, said=Answer.SAME, by=world.people.analyst)
    seen = correspondences(strike, getattr(world.people, name))
    assert [one.incident for one in seen] == ([desk] if name == "editor" else [])


def test_the_same_within_a_dataset_is_a_merge_and_no_correspondence(world):
    strike, raid = world.incidents[STRIKE], world.incidents["VLM-2024-0004"]
    answer(one=raid, other=strike, said=Answer.SAME, by=world.people.analyst)
    assert correspondences(strike, world.people.editor) == []
    answer(one=raid, other=strike, said=Answer.PART, part=raid, by=world.people.analyst)
    [whole] = correspondences(raid, world.people.stranger)
    assert (whole.incident, whole.is_part) == (strike, True)


def test_a_long_incident_and_a_vague_date_are_answered(world, probe):
    year = replace(probe, start=date(1, 1, 1), end=date(9999, 12, 31))
    assert STRIKE in codes(year)


def test_an_unfound_dataset_of_one_word_quotes_is_survived(world):
    load(dataset=world.desk, reports=[], incidents=[])
    assert alike(Probe(is_generated=False, quotes=("x", "%", "'", "\\"))) == []
