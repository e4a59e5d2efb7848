"""The claim form made for speed: words first, the last claim copied, advice on numbers that the words do not have."""

import pytest

from events.models import Claim, Incident
from tests.events.admin.conftest import ADD, change, shown, signed_in, typed

READ = "/admin/read-words/"


def test_the_words_come_first(analyst, entered) -> None:
    page = analyst.get(change(entered)).content.decode()
    order = [page.index(f'name="claim-0-{name}"') for name in ("quote", "claimant", "victims", "number", "children")]
    assert order == sorted(order)


def test_the_last_claim_is_copied_without_its_words_and_number(analyst, dataset) -> None:
    data = typed(
        dataset=dataset, do="copy-claim", **{"claim-0-victims": "combatants", "claim-0-combatants_of": "Sudland"}
    )
    page = analyst.post(ADD, data)
    assert page.status_code == 200
    row = page.context["entry"].claims.forms[1]
    assert [row[name].value() for name in ("claimant", "victims", "combatants_of", "stance_0", "harm")] == [
        *("velmar watch", "combatants", "Sudland", "alleges", "killed")
    ]
    assert [row[name].value() or "" for name in ("number", "quote", "children")] == ["", "", ""]
    assert "There is a problem" not in page.content.decode()
    assert row.fields["quote"].widget.attrs["autofocus"]
    assert not Claim.objects.filter(quote="at least 18 people").exists()


def test_a_copy_makes_room_where_no_row_is_left(analyst, entered) -> None:
    data = shown(analyst, entered) | {"do": "copy-claim", "claim-1-claimant": "clinic", "claim-1-number": "7"}
    rows = analyst.post(change(entered), data).context["entry"].claims.forms
    assert [row["claimant"].value() for row in rows] == ["Watch", "clinic", "clinic"]


def test_with_nothing_to_copy_there_is_a_blank_row(analyst, dataset) -> None:
    page = analyst.post(ADD, {"do": "copy-claim", "claim-TOTAL_FORMS": "0", "claim-INITIAL_FORMS": "0"})
    assert page.status_code == 200
    assert len(page.context["entry"].claims.forms) == 1


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 30, "٣"])
def test_a_made_up_number_of_rows_is_no_error(analyst, dataset, total) -> None:
    for do in ("copy-claim", "add-claim"):
        assert analyst.post(ADD, typed(dataset=dataset, do=do) | {"claim-TOTAL_FORMS": total}).status_code == 200


def test_a_number_that_is_not_in_the_words_is_said_and_recorded(analyst, dataset) -> None:
    data = typed(dataset=dataset, **{"claim-0-number": "81"})
    checked = analyst.post(ADD, data | {"do": "check"}).content.decode()
    assert "Not in the words: How many 81, Children 3" in checked
    saved = analyst.post(ADD, data, follow=True).content.decode()
    assert "Not in the words: How many 81" in saved
    assert Incident.objects.latest("pk").claims.get().minimum == 81


def test_numbers_that_are_in_the_words_are_not_spoken_of(analyst, dataset) -> None:
    data = typed(dataset=dataset, do="check", **{"claim-0-quote": "at least 18 people, three of them children"})
    assert "Not in the words" not in analyst.post(ADD, data).content.decode()


def test_while_typing_the_words_are_read(analyst) -> None:
    answer = analyst.post(READ, {"quote": "14 people, including three children", "number": ""}).json()
    assert [(one["name"], one["words"], one["label"]) for one in answer["offers"]] == [
        ("number", "14", "How many 14"),
        ("children", "3", "Children 3"),
    ]
    answer = analyst.post(
        READ, {"quote": "14 people, including three children", "number": "41", "children": "some day"}
    ).json()
    assert "How many 41" in answer["advice"]
    assert answer["offers"] == []


def test_words_are_read_for_those_who_enter_and_never_from_an_address(analyst, client, world) -> None:
    assert analyst.get(f"{READ}?quote=14").status_code == 405
    for reader in (client, signed_in(world.people.stranger)):
        assert reader.post(READ, {"quote": "14 people"})["Location"].startswith("/admin/login/")
