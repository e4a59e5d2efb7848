"""The way of a file over its pages: who may, what is said, and what is recorded at the end."""

import pytest
from django.utils import translation

from events.choices import BatchState
from events.models import Batch, Incident
from tests.events.admin.imports.conftest import (
    ALIKE,
    BAD,
    HEADER,
    NEW,
    ROWS,
    SEAL,
    UNKNOWN,
    checked,
    confirmed,
    sending,
    worked,
)


def page(client, batch: Batch, more: str = "") -> str:
    answer = client.get(batch.get_absolute_url() + more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_readers_are_asked_to_sign_in(client, stranger, world) -> None:
    for path in ("/admin/imports/", NEW, "/admin/imports/1/", "/admin/imports/1/report/", "/admin/imports/1/names/"):
        for reader in (client, stranger):
            assert reader.get(path).status_code == 302


def test_a_good_file_is_loaded_by_whoever_sent_it_as_drafts(analyst, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS)
    assert "Load it, all or nothing" in page(analyst, batch)
    confirmed(analyst, batch)
    assert worked(batch).state == BatchState.LOADED, batch.failed_because
    assert Incident.objects.of_batch(batch).filter(status="draft").count() == 3
    assert "Undo this import" in page(analyst, batch)
    assert "Strike 1" in page(analyst, batch)


def test_what_is_published_is_confirmed_by_another_who_may(analyst, editor, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS, publish="on")
    assert "an editor confirms that" in page(analyst, batch)
    confirmed(analyst, batch)
    assert worked(batch).state == BatchState.CHECKED
    confirmed(editor, batch)
    assert worked(batch).state == BatchState.LOADED, batch.failed_because
    assert Incident.objects.of_batch(batch).filter(status="published").count() == 3


def test_confirmed_twice_it_is_loaded_once(analyst, editor, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS)
    looked_at = {"seal": SEAL.search(page(editor, batch))[1]}
    confirmed(analyst, batch)
    again = editor.post(batch.get_absolute_url() + "confirm/", looked_at, follow=True)
    assert "being loaded; look at it again" in again.content.decode()
    worked(batch)
    assert worked(batch).state == BatchState.LOADED
    assert Incident.objects.of_batch(batch).count() == 3


def test_what_changed_since_somebody_looked_is_not_loaded(analyst, editor, world) -> None:
    """A colleague decides a name while the page stands open: whoever confirms has not seen what it means now."""
    batch = checked(analyst, world, HEADER + ALIKE)
    name = f"name-{batch.names.undecided().get().pk}"
    analyst.post(batch.get_absolute_url() + "names/", {name: "new"})
    looked_at = {"seal": SEAL.search(page(editor, batch))[1]}
    analyst.post(batch.get_absolute_url() + "names/?state=new", {name: "other", f"typed-{name[5:]}": "Aruna"})
    assert not batch.names.undecided().exists()
    for given in (looked_at, {}):
        answer = editor.post(batch.get_absolute_url() + "confirm/", given, follow=True)
        assert "changed since you looked at it" in answer.content.decode()
        assert worked(batch).state == BatchState.CHECKED
    confirmed(editor, batch)
    assert worked(batch).state == BatchState.LOADED, batch.failed_because


def test_bad_rows_are_left_out_only_by_a_second_choice(analyst, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS + BAD)
    text = page(analyst, batch)
    assert "1 row has errors" in text
    assert "Load it, all or nothing" not in text
    confirmed(analyst, batch)
    assert worked(batch).state == BatchState.FAILED
    assert not Incident.objects.of_batch(batch).exists()
    analyst.post(batch.get_absolute_url() + "read/", {"format": "template"})
    worked(batch)
    confirmed(analyst, batch, rows="good")
    assert worked(batch).state == BatchState.LOADED, batch.failed_because
    assert Incident.objects.of_batch(batch).count() == 3


def test_every_problem_is_listed_and_comes_back_in_the_file(analyst, world) -> None:
    batch = checked(analyst, world, (HEADER + ROWS + BAD).replace(",", ";").encode("utf-16"))
    text = page(analyst, batch, "problems/?gravity=error")
    assert "It is no date." in text
    assert "2024-13-05" in text
    answer = analyst.get(batch.get_absolute_url() + "report/")
    report = b"".join(answer.streaming_content).decode("utf-16").splitlines()
    assert report[0].endswith(";country;Problems")
    assert report[1] == "S-1;Strike 1;2024-03-01;air-strike;Aruna;Tesh;Velmar"
    assert "date_start: It is no date." in report[4]
    assert "strikes-problems.csv" in answer["Content-Disposition"]


def test_a_mended_file_follows_and_the_very_same_one_is_told_with_its_import(analyst, world) -> None:
    first = checked(analyst, world, HEADER + ROWS)
    answer = analyst.post(NEW, sending(world, HEADER + ROWS))
    assert answer.status_code == 400
    assert first.get_absolute_url() in answer.content.decode()
    assert checked(analyst, world, HEADER + ROWS + UNKNOWN).pk != first.pk


def test_names_are_decided_many_at_once_and_asked_once(analyst, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS + UNKNOWN)
    assert "Decide the names" in page(analyst, batch)
    assert "Arouna Camp" in page(analyst, batch, "names/")
    name = batch.names.undecided().get()
    assert "still to be decided" in confirmed(analyst, batch)
    given = {f"name-{name.pk}": "other", f"typed-{name.pk}": "Marra ford"}
    analyst.post(batch.get_absolute_url() + "names/", given)
    assert not batch.names.undecided().exists()
    later = checked(analyst, world, HEADER + UNKNOWN)
    assert not later.names.undecided().exists()


def test_all_that_look_like_none_of_ours_become_new_and_one_is_taken_back(analyst, world) -> None:
    """Arona may be our Aruna: whoever takes them all at once has not looked at it."""
    batch = checked(analyst, world, HEADER + UNKNOWN + ALIKE)
    assert "Take the one listed that looks like none of ours as a new one" in page(analyst, batch, "names/")
    analyst.post(batch.get_absolute_url() + "names/", {"do": "all-new"})
    assert batch.names.undecided().get().words == "Arona"
    assert "as a new one" not in page(analyst, batch, "names/")
    name = batch.names.get(state="new")
    analyst.post(batch.get_absolute_url() + "names/?state=new", {f"name-{name.pk}": "open"})
    assert batch.names.undecided().count() == 2


def test_columns_are_mapped_and_the_map_is_applied_by_its_name(analyst, world) -> None:
    theirs = HEADER.replace("code", "Nr").replace("title", "What")
    answer = analyst.post(NEW, sending(world, theirs + ROWS, format="template"))
    assert answer.status_code == 302
    batch = worked(Batch.objects.latest("pk"))
    assert batch.state == BatchState.FAILED
    assert "What (Strike 1)" in page(analyst, batch)
    assert "date_start (" not in page(analyst, batch), "it is read already"
    same = {f"column-{name}": name for name in HEADER.strip().split(",")[2:]}
    mapped = same | {"column-code": "Nr", "column-title": "What", "map_name": "our partner", "format": "template"}
    analyst.post(batch.get_absolute_url() + "read/", mapped)
    assert worked(batch).state == BatchState.CHECKED, batch.failed_because
    later = analyst.post(NEW, sending(world, theirs + ROWS + UNKNOWN, format="template"))
    assert later.status_code == 302
    second = worked(Batch.objects.latest("pk"))
    saved = {"saved_map": page(analyst, second).split('">our partner<')[0].rsplit('"', 1)[1], "format": "template"}
    analyst.post(second.get_absolute_url() + "read/", saved)
    assert worked(second).state == BatchState.CHECKED, second.failed_because


def test_cancelled_it_is_not_loaded(analyst, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS)
    confirmed(analyst, batch)
    analyst.post(batch.get_absolute_url() + "cancel/")
    assert worked(batch).state == BatchState.CANCELLED
    assert not Incident.objects.of_batch(batch).exists()


def test_several_files_are_the_tables_of_one(analyst, world) -> None:
    claims = "incident,claim,claimed_on,claimant,publisher,report,report_date,minimum,maximum,qualifier\n"
    files = sending(world, HEADER + ROWS, claims)["files"]
    files[0].name, files[1].name = "incidents.csv", "claims.csv"
    answer = analyst.post(NEW, sending(world) | {"files": files})
    assert answer.status_code == 302, answer.context["form"].errors
    batch = worked(Batch.objects.latest("pk"))
    assert batch.counts == {"added": 3}, batch.failed_because


def test_above_the_limit_is_told(analyst, world, settings) -> None:
    settings.IMPORT_MAX_BYTES = 2**20
    answer = analyst.post(NEW, sending(world, HEADER + "x" * 2**21))
    assert answer.status_code == 400
    assert "larger than 1 MiB" in answer.content.decode()
    assert not Batch.objects.exists()


def test_undoing_asks_why(analyst, world) -> None:
    batch = checked(analyst, world, HEADER + ROWS)
    confirmed(analyst, batch)
    worked(batch)
    answer = analyst.post(batch.get_absolute_url() + "undo/", {"because": " "})
    assert answer.status_code == 400
    assert "Say why" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_dead_worker_shows_as_failed_to_whoever_looks(analyst, world, language) -> None:
    batch = checked(analyst, world, HEADER + ROWS)
    Batch.objects.filter(pk=batch.pk).update(state="loading", heard_at="2024-01-01T00:00Z")
    with translation.override("en"):  # what the page speaks ends with it
        answer = analyst.get(batch.get_absolute_url(), {"lang": language}, follow=True)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
