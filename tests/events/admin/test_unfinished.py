"""What is typed is kept as it is typed, for nobody else; an ended sign-in, a closed tab and a second window lose nothing."""

import logging
import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from events.actions.unfinished import LONGEST, MOST
from events.models import Incident, Unfinished
from tests.events.admin.conftest import ADD, change, problems, shown, signed_in, typed

KEEP = "/admin/unfinished/keep/"


def away(kept: Unfinished) -> str:
    return f"/admin/unfinished/{kept.token}/throw-away/"


@pytest.fixture
def form(dataset) -> dict[str, str]:
    return typed(dataset=dataset, title="Half a title")


@pytest.fixture
def kept(analyst, form) -> Unfinished:
    assert analyst.post(KEEP, form).json()["said"].startswith("Kept ")
    return Unfinished.objects.get()


def test_what_is_typed_is_kept_and_kept_anew_without_saving_anything(analyst, kept, form) -> None:
    before = Incident.objects.count()
    analyst.post(KEEP, form | {"title": "A whole title"})
    kept.refresh_from_db()
    assert kept.typed["title"] == ["A whole title"]
    assert not {"csrfmiddlewaretoken", "do"} & set(kept.typed)
    assert (Unfinished.objects.count(), Incident.objects.count()) == (1, before)


def test_the_desk_lists_it_and_going_on_finds_everything(analyst, kept, form) -> None:
    desk = analyst.get("/admin/").content.decode()
    assert "Half a title" in desk
    assert away(kept) in desk
    page = analyst.get(f"{ADD}?unfinished={kept.token}")
    entry = page.context["entry"]
    assert {name: entry.data.get(name) for name in form if name != "do"} == {
        name: value for name, value in form.items() if name != "do"
    }
    assert "There is a problem" not in page.content.decode()


def test_saving_removes_it_and_a_late_copy_is_not_listed(analyst, kept, form) -> None:
    assert analyst.post(ADD, form).status_code == 302
    assert not Unfinished.objects.exists()
    analyst.post(KEEP, form)
    assert analyst.get("/admin/").context["unfinished"] == []


def test_nobody_else_sees_it(editor, kept, client) -> None:
    assert "Half a title" not in editor.get("/admin/").content.decode()
    assert editor.get(f"{ADD}?unfinished={kept.token}").status_code == 404
    assert editor.post(away(kept)).status_code == 404
    root = signed_in(User.objects.create_superuser("root"))
    assert root.get(f"{ADD}?unfinished={kept.token}").status_code == 404
    assert client.get(f"{ADD}?unfinished={kept.token}").status_code == 302
    assert Unfinished.objects.count() == 1


def test_anothers_token_makes_an_entry_of_ones_own(editor, kept, form) -> None:
    editor.post(KEEP, form | {"title": "Hers"})
    kept.refresh_from_db()
    assert kept.typed["title"] == ["Half a title"]
    assert Unfinished.objects.count() == 2


def test_it_is_thrown_away_by_a_button_only(analyst, kept) -> None:
    assert analyst.get(away(kept)).status_code == 405
    assert analyst.post(away(kept)).status_code == 302
    assert not Unfinished.objects.exists()


@pytest.mark.parametrize("token", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_token_is_not_found(analyst, world, token) -> None:
    assert analyst.get(f"{ADD}?unfinished={token}").status_code == 404


def test_an_edit_is_offered_on_the_page_of_its_incident(analyst, editor, entered) -> None:
    data = shown(analyst, entered) | {"summary": "Half a summary"}
    analyst.post(KEEP, data)
    offer = f"?unfinished={data['entry_token']}"
    assert offer in analyst.get(change(entered)).content.decode()
    assert offer not in editor.get(change(entered)).content.decode()
    assert "Half a summary" in analyst.get(change(entered) + offer).content.decode()
    assert analyst.get(ADD + offer).status_code == 404, "it is not a new incident's"


def test_an_edit_kept_while_another_saves_is_joined_when_it_goes_on(analyst, editor, entered) -> None:
    data = shown(analyst, entered) | {"summary": "My summary"}
    analyst.post(KEEP, data)
    editor.post(change(entered), shown(editor, entered) | {"title": "Their title"})
    entry = analyst.get(f"{change(entered)}?unfinished={data['entry_token']}").context["entry"]
    answer = analyst.post(change(entered), entry.data.dict() | {"do": "save"})
    assert answer.status_code == 302, problems(answer)
    entered.refresh_from_db()
    assert (entered.title, entered.summary) == ("Their title", "My summary")
    assert not Unfinished.objects.exists()


# --- limits --------------------------------------------------------------------------------------------------------
def test_too_much_is_refused_and_what_was_kept_stays(analyst, kept, form) -> None:
    answer = analyst.post(KEEP, form | {"report-text": "x" * LONGEST})
    assert (answer.status_code, "save it" in answer.json()["error"]) == (413, True)
    Unfinished.objects.bulk_create(Unfinished(owner=kept.owner, token=uuid4(), typed={}) for _ in range(MOST))
    assert analyst.post(KEEP, form | {"entry_token": str(uuid4())}).status_code == 413
    assert analyst.post(KEEP, form).status_code == 200, "one that is there already is kept anew"


@pytest.mark.parametrize(
    "change", [{"entry_token": "x"}, {"entry_of": "999999"}, {"entry_of": "x" * 40}, {"entry_of": "٣"}]
)
def test_a_form_of_nothing_is_not_kept(analyst, form, change) -> None:
    assert analyst.post(KEEP, form | change).status_code == 404


def test_a_nul_is_no_error(analyst, form) -> None:
    assert analyst.post(KEEP, form | {"title": "a\0b"}).status_code == 200
    assert Unfinished.objects.get().typed["title"] == ["ab"]


def test_only_who_enters_keeps(world, form) -> None:
    idle = signed_in(User.objects.create_user("idle", is_staff=True))
    assert idle.post(KEEP, form).status_code == 403
    assert Client().post(KEEP, {key: value for key, value in form.items() if key != "do"}).status_code == 302
    assert not Unfinished.objects.exists()


def test_after_a_month_untouched_it_may_be_cleared(kept, capsys) -> None:
    call_command("clear_unfinished")
    assert Unfinished.objects.exists()
    Unfinished.objects.update(saved_at=timezone.now() - timedelta(days=31))
    call_command("clear_unfinished")
    assert not Unfinished.objects.exists()
    assert "removed: 1" in capsys.readouterr().out


# --- a sign-in that ended ------------------------------------------------------------------------------------------
def carried(response) -> str:
    return unescape(re.search(r'name="carried" value="([^"]*)"', response.content.decode())[1])


def sign_in(client: Client, name: str, carried: str, password: str | None = None):
    data = {"username": name, "password": password or f"{name}-password", "next": "/admin/", "carried": carried}
    return client.post("/admin/login/", data)


def test_a_form_sent_after_the_sign_in_ended_is_back_after_the_next(client, world, form, caplog) -> None:
    before = Incident.objects.count()
    with caplog.at_level(logging.DEBUG):
        asked = client.post(ADD, form)
        assert (asked.status_code, "Your sign-in had ended" in asked.content.decode()) == (403, True)
        wrong = sign_in(client, "analyst", carried(asked), password="wrong")
        back = sign_in(client, "analyst", carried(wrong))
    assert back["Location"] == f"{ADD}?unfinished={form['entry_token']}"
    page = client.get(back["Location"])
    assert page.context["entry"].data["title"] == "Half a title"
    assert "nothing you typed is lost" in page.content.decode()
    assert Incident.objects.count() == before
    assert "at least 18 people" not in caplog.text, "private words are never logged"
    assert client.post(ADD, form).status_code == 302


def test_whoever_may_not_enter_takes_nothing_up(client, world, form) -> None:
    User.objects.create_user("idle", password="idle-password", is_staff=True)
    asked = client.post(ADD, form)
    refused = sign_in(client, "idle", carried(asked))
    assert "who may not enter here" in refused.content.decode()
    assert not Unfinished.objects.exists()
    assert sign_in(client, "analyst", carried(refused)).status_code == 302, "and nothing is lost"
    assert Unfinished.objects.get().owner == world.people.analyst


@pytest.mark.parametrize("made_up", ["x", "e30:1abc:def"])
def test_what_was_not_carried_from_here_is_not_taken_up(client, world, made_up) -> None:
    assert sign_in(client, "analyst", made_up)["Location"] == "/admin/"
    assert not Unfinished.objects.exists()


def test_an_edit_of_an_incident_is_back_too(client, entered, analyst) -> None:
    data = shown(analyst, entered) | {"summary": "My summary"}
    back = sign_in(client, "analyst", carried(client.post(change(entered), data)))
    assert back["Location"] == f"{change(entered)}?unfinished={data['entry_token']}"
    assert "My summary" in client.get(back["Location"]).content.decode()


def test_a_sign_in_in_another_window_loses_nothing_in_this_one(world, form) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.people.analyst)
    asked = strict.post(ADD, form | {"csrfmiddlewaretoken": "a" * 64})
    assert asked.status_code == 403
    assert carried(asked)
    assert strict.post("/admin/events/incident/1/move/", {"step": "submit"}).status_code == 403
