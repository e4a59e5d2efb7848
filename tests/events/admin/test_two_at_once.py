"""Two people on one incident: what only one changed is joined by itself, what both changed is asked, nothing is lost."""

import pytest

from events.models import Claim, Incident, Unfinished
from tests.events.admin.conftest import ADD, change, problems, shown, typed


@pytest.fixture
def both(analyst, editor, entered):
    """Sends the editor's change, then mine, both made of the same page; returns the answer to mine."""

    def send(theirs: dict, mine: dict):
        my_page, their_page = shown(analyst, entered), shown(editor, entered)
        assert editor.post(change(entered), their_page | theirs).status_code == 302
        return analyst.post(change(entered), my_page | mine, follow=True)

    return send


def asked(response) -> dict[str, tuple[str, str, str]]:
    assert response.status_code == 409
    return {one.name: (one.was, one.theirs, one.mine) for one in response.context["overtaken"].asked}


def sent_back(response, **choices: str) -> dict[str, str]:
    """What a browser sends back from a page that asks: what was typed, and each choice."""
    entry = response.context["entry"]
    return entry.data.dict() | entry.carried | {f"keep-{name}": choice for name, choice in choices.items()}


def test_edits_of_different_fields_join_by_themselves(both, entered) -> None:
    answer = both({"title": "Their title"}, {"summary": "My summary"})
    assert answer.redirect_chain
    assert "editor" in answer.content.decode()
    assert "Title" in answer.content.decode()
    entered.refresh_from_db()
    assert (entered.title, entered.summary, entered.version) == ("Their title", "My summary", 3)


def test_the_same_change_twice_is_no_conflict(both, entered) -> None:
    assert both({"title": "Ours"}, {"title": "Ours", "summary": "Mine"}).redirect_chain
    entered.refresh_from_db()
    assert (entered.title, entered.summary) == ("Ours", "Mine")


def test_the_same_field_is_asked_and_nothing_typed_is_lost(both, entered) -> None:
    answer = both({"title": "Their title", "grade": "weak"}, {"title": "My title", "summary": "My summary"})
    assert asked(answer) == {"title": ("Air strike, Aruna", "Their title", "My title")}
    page = answer.content.decode()
    assert all(words in page for words in ("editor", "Their title", "My title", "My summary", "Taken from them"))
    entered.refresh_from_db()
    assert (entered.title, entered.summary) == ("Their title", "")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "My title"), ("theirs", "Their title")])
def test_what_is_chosen_is_saved_with_everything_else(both, analyst, entered, choice, kept) -> None:
    answer = both({"title": "Their title", "grade": "weak"}, {"title": "My title", "summary": "My summary"})
    again = analyst.post(change(entered), sent_back(answer, title=choice))
    assert again.status_code == 302, problems(again)
    entered.refresh_from_db()
    assert (entered.title, entered.grade, entered.summary, entered.version) == (kept, "weak", "My summary", 3)


def test_a_third_save_in_between_is_asked_again(both, analyst, editor, entered) -> None:
    answer = both({"title": "Their title"}, {"title": "My title"})
    editor.post(change(entered), shown(editor, entered) | {"title": "Their third"})
    again = analyst.post(change(entered), sent_back(answer, title="mine"))
    assert asked(again) == {"title": ("Their title", "Their third", "My title")}


def test_a_number_of_one_claim_and_the_words_of_it_join(both, entered) -> None:
    both({"claim-0-number": "20"}, {"claim-0-quote": "twenty people"})
    claim = entered.claims.get()
    assert (claim.minimum, claim.quote) == (20, "twenty people")


def test_both_add_a_claim_and_both_are_kept(both, entered) -> None:
    theirs = {"claim-1-claimant": "clinic", "claim-1-number": "21"}
    mine = {"claim-1-claimant": "radio", "claim-1-number": "22"}
    assert both(theirs, mine).redirect_chain
    assert sorted(entered.claims.values_list("claimant__slug", "minimum")) == [
        ("clinic", 21),
        ("radio", 22),
        ("watch", 18),
    ]


def test_a_claim_they_removed_and_i_changed_is_asked(both, analyst, entered) -> None:
    answer = both({"claim-0-DELETE": "on"}, {"claim-0-number": "20"})
    [(name, (_was, theirs, mine))] = asked(answer).items()
    assert (theirs, mine) == ("removed", "changed")
    assert analyst.post(change(entered), sent_back(answer, **{name: "mine"})).status_code == 302
    assert entered.claims.get().minimum == 20


def test_a_claim_they_removed_may_stay_removed(both, analyst, entered) -> None:
    answer = both({"claim-0-DELETE": "on"}, {"claim-0-number": "20", "summary": "Mine"})
    [name] = asked(answer)
    assert analyst.post(change(entered), sent_back(answer, **{name: "theirs"})).status_code == 302
    entered.refresh_from_db()
    assert (entered.claims.count(), entered.summary) == (0, "Mine")


def test_a_claim_they_removed_and_i_left_alone_is_gone(both, entered) -> None:
    assert both({"claim-0-DELETE": "on"}, {"summary": "Mine"}).redirect_chain
    entered.refresh_from_db()
    assert (entered.claims.count(), entered.summary) == (0, "Mine")


@pytest.mark.parametrize(("choice", "left"), [("mine", 0), ("theirs", 1)])
def test_a_claim_i_removed_and_they_changed_is_asked(both, analyst, entered, choice, left) -> None:
    answer = both({"claim-0-number": "20"}, {"claim-0-DELETE": "on"})
    assert asked(answer) == {"claim-0-DELETE": ("recorded", "changed", "removed")}
    assert analyst.post(change(entered), sent_back(answer, **{"claim-0-DELETE": choice})).status_code == 302
    assert list(entered.claims.values_list("minimum", flat=True)) == [20] * left


@pytest.mark.parametrize("base", [None, "", "forged", "e30:1abc:xyz"])
def test_a_base_that_is_missing_or_forged_makes_all_of_mine_a_question(analyst, editor, entered, base) -> None:
    mine = shown(analyst, entered) | {"summary": "My summary"}
    editor.post(change(entered), shown(editor, entered) | {"title": "Their title"})
    mine = {name: value for name, value in mine.items() if name != "base"} | ({} if base is None else {"base": base})
    answer = analyst.post(change(entered), mine)
    assert asked(answer) == {
        "title": ("not known any more", "Their title", "Air strike, Aruna"),
        "summary": ("not known any more", "empty", "My summary"),
    }


def test_the_base_of_another_incident_is_no_base(analyst, editor, entered, world) -> None:
    other = shown(analyst, world.incidents["VLM-2024-0008"])
    mine = shown(analyst, entered) | {"title": "My title", "base": other["base"]}
    editor.post(change(entered), shown(editor, entered) | {"title": "Their title"})
    assert asked(analyst.post(change(entered), mine))["title"][0] == "not known any more"


def test_theirs_without_a_base_is_asked_once_more(both, analyst, entered) -> None:
    answer = both({"title": "Their title"}, {"title": "My title"})
    again = analyst.post(change(entered), sent_back(answer, title="theirs") | {"base": "forged"})
    assert again.status_code == 409
    entered.refresh_from_db()
    assert entered.title == "Their title"


# --- one form sent twice -----------------------------------------------------------------------------------------
def test_a_form_posted_twice_makes_one_incident(analyst, dataset) -> None:
    data, before = typed(dataset=dataset), Incident.objects.count()
    first, second = analyst.post(ADD, data), analyst.post(ADD, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Incident.objects.count() == before + 1
    assert Claim.objects.filter(quote="at least 18 people").count() == 1
    assert not Unfinished.objects.exists()


def test_a_saved_form_gone_back_to_and_changed_is_kept_not_dropped(analyst, dataset) -> None:
    data = typed(dataset=dataset)
    analyst.post(ADD, data)
    answer = analyst.post(ADD, data | {"summary": "Written after going back"}, follow=True)
    assert "kept under “Unfinished”" in answer.content.decode()
    kept = Unfinished.objects.get()
    assert kept.typed["summary"] == ["Written after going back"]
    assert [one.pk for one in analyst.get("/admin/").context["unfinished"]] == [kept.pk]


def test_a_form_without_a_sound_token_is_saved_all_the_same(analyst, dataset) -> None:
    answer = analyst.post(ADD, typed(dataset=dataset, entry_token="no uuid"))
    assert answer.status_code == 302
    assert Incident.objects.latest("pk").entry_token is None


def test_a_token_of_somebody_elses_tells_nothing(analyst, editor, dataset, entered) -> None:
    data = typed(dataset=dataset, entry_token=str(entered.entry_token), title="The editor's own")
    data |= {"report-url": "https://wire.example/other", "report-headline": "Another"}
    answer = editor.post(ADD, data, follow=True)
    assert entered.code not in next(str(message) for message in answer.context["messages"])
    assert answer.context["incident"] != entered
    assert Incident.objects.latest("pk").title == "The editor's own"
