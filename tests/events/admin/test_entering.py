"""What an analyst types on the one page, and what is recorded of it."""

from datetime import date

import pytest

from events.choices import Harm, LocationPrecision, PartOfDay, Qualifier, Status, VictimGroup
from events.models import Dataset, Incident, Report
from tests.events.admin.conftest import ADD, problems, rows, signed_in, typed


def test_one_page_records_report_incident_actor_claim_and_estimate(entered, world) -> None:
    assert (entered.date_start, entered.date_end) == (date(2024, 3, 7), date(2024, 3, 7))
    assert (entered.part_of_day, entered.date_words) == (PartOfDay.NIGHT, "Thursday night")
    assert (entered.title, entered.place.slug) == ("Air strike, Aruna", "aruna")
    assert (entered.location_precision, entered.status) == (LocationPrecision.EXACT, Status.DRAFT)
    assert entered.code == "VLM-2024-0009"
    assert entered.created_by == world.people.analyst
    [involvement] = entered.involvements.all()
    assert involvement.actor.slug == "norland"
    [claim] = entered.claims.all()
    assert (claim.minimum, claim.maximum, claim.qualifier) == (18, None, Qualifier.AT_LEAST)
    assert (claim.children_minimum, claim.children_maximum, claim.women_minimum) == (3, 3, None)
    assert (claim.report.headline, claim.claimed_on) == ("Strike on Aruna", date(2024, 3, 9))
    assert [(one.actor.slug, one.stance) for one in claim.stances.all()] == [("norland", "alleges")]
    figure = entered.estimates.standing().get(harm=Harm.KILLED, victims=VictimGroup.ALL).figure
    assert (figure.low, figure.best, figure.high) == (18, 18, None)


def test_a_place_above_a_town_is_no_exact_place(analyst, dataset) -> None:
    analyst.post(ADD, typed(dataset=dataset, place="Tesh"))
    assert Incident.objects.latest("pk").location_precision == LocationPrecision.GOVERNORATE


def test_a_recorded_report_is_chosen_by_words_of_its_headline(analyst, dataset) -> None:
    chosen = {"report-chosen": "week of strikes"}
    empty = dict.fromkeys(("report-publisher", "report-published_on", "report-headline", "report-url"), "")
    analyst.post(ADD, typed(dataset=dataset, **empty, **chosen, when="Tuesday"))
    incident = Incident.objects.latest("pk")
    assert incident.claims.get().report == Report.objects.get(headline="A week of strikes")
    assert incident.date_start == date(2024, 3, 5)


def test_an_incident_without_a_number_has_no_claim_and_no_estimate(analyst, dataset) -> None:
    nothing = dict.fromkeys(
        ("claim-0-claimant", "claim-0-number", "claim-0-children", "claim-0-quote", "claim-0-stance_0"), ""
    )
    analyst.post(ADD, typed(dataset=dataset, type="advance", **nothing))
    incident = Incident.objects.latest("pk")
    assert (incident.type, incident.claims.count(), incident.estimates.count()) == ("advance", 0, 0)
    assert incident.reports.get().headline == "Strike on Aruna", "it still says who told of it"


def test_a_number_without_a_claimant_is_the_publishers(analyst, dataset) -> None:
    analyst.post(ADD, typed(dataset=dataset, **{"claim-0-claimant": "", "claim-0-is_unnamed": "on"}))
    claim = Incident.objects.latest("pk").claims.get()
    assert claim.claimant is None
    assert claim.voice_id == claim.report.publisher_id


@pytest.mark.parametrize(
    ("change", "at", "says"),
    [
        ({"report-published_on": "9/3/24"}, "id_report-published_on", "9 March or"),
        ({"report-publisher": "Telegraph"}, "id_report-publisher", "No source is called “Telegraph”"),
        ({"report-headline": ""}, "id_report-headline", "headline"),
        ({"report-url": "https://wire.example/week"}, "id_report-url", "recorded already"),
        ({"report-chosen": "Ilm under fire"}, "id_report-chosen", "not both"),
        ({"type": ""}, "id_type", "Choose what happened"),
        ({"when": "some day"}, "id_when", "“some day”"),
        ({"when": ""}, "id_when", "Say when"),
        ({"place": "Arona"}, "id_place", "Perhaps you mean: Aruna"),
        ({"place": "Ilm"}, "id_place", "Ilm, Velmar (governorate); Ilm, Ilm (locality)"),
        ({"latitude": "95", "longitude": "0"}, "id_dataset", "between −90 and 90"),
        ({"involvement-0-actor": "Nordland"}, "id_involvement-0-actor", "No actor is called"),
        ({"involvement-1-actor": "norland"}, "id_involvement-1-actor", "this role above"),
        ({"claim-0-claimant": ""}, "id_claim-0-claimant", "no claimant named"),
        ({"claim-0-is_unnamed": "on"}, "id_claim-0-is_unnamed", "A claimant is named"),
        ({"claim-0-number": ""}, "id_claim-0-number", "“some”"),
        ({"claim-0-number": "14 or 41 families"}, "id_claim-0-number", "not understood"),
        ({"claim-0-number": "99999999999"}, "id_claim-0-number", "10,000,000"),
        ({"claim-0-children": "-3"}, "id_claim-0-children", "“-3”"),
        ({"claim-0-combatants_of": "Sudland"}, "id_claim-0-combatants_of", "combatants"),
        ({"involvement-0-actor": ""}, "id_claim-0-stance_on_0", "no perpetrator"),
        ({"claim-0-report": "no such thing"}, "id_claim-0-report", "No report has"),
    ],
)
def test_every_error_says_what_and_where_and_keeps_what_was_typed(analyst, dataset, change, at, says) -> None:
    before = Incident.objects.count(), Report.objects.count()
    data = typed(dataset=dataset) | change
    response = analyst.post(ADD, data)
    assert response.status_code == 200
    assert says in problems(response)[at]
    page = response.content.decode()
    assert f'href="#{at}"' in page
    assert f'id="{at}"' in page
    for field in ("when", "place", "claim-0-quote", "claim-0-number", "report-headline", "report-url"):
        assert response.context["entry"].data[field] == data[field]
    assert all(text in page for text in (data["claim-0-quote"], data["report-url"]))
    assert (Incident.objects.count(), Report.objects.count()) == before


def test_two_places_of_one_name_are_told_apart_by_what_they_are_part_of(analyst, dataset) -> None:
    analyst.post(ADD, typed(dataset=dataset, place="Ilm, Ilm"))
    assert Incident.objects.latest("pk").place.slug == "ilm-town"


def test_checking_saves_nothing_and_echoes_everything(analyst, dataset) -> None:
    response = analyst.post(ADD, typed(dataset=dataset, do="check"))
    page = response.content.decode()
    for words in ("Thursday 7 March 2024, night", "18 or more", "Aruna, Tesh, Velmar", "Everything was understood"):
        assert words in page
    assert Incident.objects.filter(code="VLM-2024-0009").exists() is False


def test_another_row_keeps_what_was_typed_and_judges_nothing(analyst, dataset) -> None:
    response = analyst.post(ADD, typed(dataset=dataset, do="add-claim", place="", when="some day"))
    page = response.content.decode()
    assert "claim-3-number" in page
    assert "There is a problem" not in page
    assert "at least 18 people" in page
    assert "some day" in page


def test_subsets_above_the_whole_are_said_and_recorded_as_written(analyst, dataset) -> None:
    answer = analyst.post(ADD, typed(dataset=dataset, **{"claim-0-number": "14", "claim-0-women": "20"}), follow=True)
    assert "check the words" in answer.content.decode()
    assert Incident.objects.latest("pk").claims.get().women_minimum == 20


def test_the_next_from_the_same_report_begins_with_it(analyst, dataset) -> None:
    answer = analyst.post(ADD, typed(dataset=dataset, do="next"), follow=True)
    [(address, _status)] = answer.redirect_chain
    report = Report.objects.get(headline="Strike on Aruna")
    assert address == f"{ADD}?report={report.pk}"
    assert f"Strike on Aruna #{report.pk}" in answer.content.decode()


def test_a_new_incident_begins_with_the_dataset_used_last(analyst, world) -> None:
    analyst.post(ADD, typed(dataset=str(world.desk.pk)))
    assert analyst.get(ADD).context["entry"].incident["dataset"].value() == world.desk.pk


def test_nobodys_first_dataset_is_a_generated_one(world) -> None:
    Dataset.objects.update(is_default=False)
    Dataset.objects.create(slug="demo", name="A demo", code_prefix="DMO", is_generated=True, is_default=True)
    page = signed_in(world.people.editor).get(ADD)
    assert page.context["entry"].incident["dataset"].value() != Dataset.objects.get(slug="demo").pk


def test_hostile_text_is_text(analyst, dataset) -> None:
    words = '=HYPERLINK("http://evil.example") <script>alert(1)</script>'
    answer = analyst.post(ADD, typed(dataset=dataset, title=words, **{"claim-0-quote": words}), follow=True)
    assert "<script>alert" not in answer.content.decode()
    assert Incident.objects.latest("pk").title == words


@pytest.mark.parametrize("broken", [{}, {"claim-TOTAL_FORMS": "x"}, {"claim-TOTAL_FORMS": "-1"}, {"do": "add-claim"}])
def test_a_mangled_request_is_answered(analyst, broken) -> None:
    assert analyst.post(ADD, {"do": "save"} | broken).status_code == 200
    assert analyst.post(ADD, typed() | rows("claim", 2) | broken).status_code == 200


def test_a_nul_byte_is_refused_politely(analyst, dataset) -> None:
    data = typed(dataset=dataset, place="Aru\x00na", **{"claim-0-quote": "a\x00b", "report-chosen": "\x00"})
    response = analyst.post(ADD, data)
    assert response.status_code == 200
    assert Incident.objects.filter(code="VLM-2024-0009").exists() is False
