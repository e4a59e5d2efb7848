"""A snapshot that is missing, damaged or of another version: PostgreSQL answers the same, and the log and /healthz say so."""

import json
import logging
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from events.analytics import answers
from events.analytics.columnar import codes, writing
from events.analytics.columnar import live as living
from events.analytics.columnar import snapshot as files
from events.analytics.columnar.live import live
from events.analytics.columnar.writing import AlreadyWriting, Keeper
from events.models import Incident
from events.selection import Selection
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    return world.build()


def asked():
    return answers.panels(Selection.of_readers("dataset=velmar-2024"))


def damage_a_column(place) -> None:
    column = place / "killed.all.low.npy"
    content = bytearray(column.read_bytes())
    content[-1] ^= 1
    column.write_bytes(content)


def of_another_version(place) -> None:
    said = json.loads((place / files.MANIFEST).read_text())
    (place / files.MANIFEST).write_text(json.dumps(said | {"layout": files.LAYOUT - 1}))


def of_other_words(place) -> None:
    said = json.loads((place / files.MANIFEST).read_text())
    (place / files.MANIFEST).write_text(json.dumps(said | {"words": "other"}))


def cut_off(place) -> None:
    column = place / "killed.all.low.npy"
    column.write_bytes(column.read_bytes()[:-3])


DAMAGED = "the snapshot cannot be used, it is damaged"
OTHER = "the snapshot cannot be used, it is of another version of the program"
HARMS = {
    "missing": (shutil.rmtree, "there is no snapshot yet"),
    "changed in a bit": (damage_a_column, DAMAGED),
    "cut off": (cut_off, DAMAGED),
    "a column gone": (lambda place: (place / "id.npy").unlink(), DAMAGED),
    "its manifest cut off": (lambda place: (place / files.MANIFEST).write_text("{"), DAMAGED),
    "its manifest gone": (lambda place: (place / files.MANIFEST).unlink(), DAMAGED),
    "of an older layout": (of_another_version, OTHER),
    "of other words": (of_other_words, OTHER),
}


@pytest.mark.parametrize("harm", HARMS)
def test_c14_without_a_usable_snapshot_postgresql_answers_the_same(client, snapshot, caplog, harm: str):
    before = asked()
    assert "snapshot of 20" in client.get("/healthz").content.decode()
    do, said = HARMS[harm]
    do(snapshot)
    live().forget()
    with caplog.at_level(logging.WARNING, "events"):
        assert asked() == before
        assert asked() == before
    assert live().view() is None
    [told] = [message for message in caplog.messages if message.startswith("Numbers are counted by PostgreSQL itself")]
    assert said in told
    assert f"snapshot not used: {said}" in client.get("/healthz").content.decode()


def test_the_log_tells_which_file_is_damaged_and_nobody_else_does(client, snapshot, caplog):
    damage_a_column(snapshot)
    live().forget()
    with caplog.at_level(logging.WARNING, "events"):
        said = client.get("/healthz").content.decode()
    assert f"Snapshot {snapshot.name}: it is damaged killed.all.low.npy is not what was written" in caplog.messages
    assert said.splitlines()[-1] == "snapshot not used: the snapshot cannot be used, it is damaged"


def test_the_next_snapshot_is_taken_up_by_itself(snapshot, caplog):
    damage_a_column(snapshot)
    live().forget()
    assert live().view() is None
    name = writing.write_now()
    with caplog.at_level(logging.INFO, "events"):
        assert live().view().name == name
    assert "Numbers are counted from columns again." in caplog.messages


def test_a_snapshot_of_another_database_is_not_believed(snapshot, caplog):
    said = json.loads((snapshot / files.MANIFEST).read_text())
    said["position"]["mark"] = "1 1"
    (snapshot / files.MANIFEST).write_text(json.dumps(said))
    live().forget()
    assert live().view() is None
    assert live().state() == "not used: the snapshot is of another database"


def test_a_small_record_is_read_by_the_process_where_the_snapshot_is_of_another_database(snapshot, monkeypatch):
    said = json.loads((snapshot / files.MANIFEST).read_text())
    said["position"]["mark"] = "1 1"
    (snapshot / files.MANIFEST).write_text(json.dumps(said))
    monkeypatch.setattr(living, "SMALL", 20)
    live().forget()
    assert live().state() == "not needed"


def test_a_clock_that_was_set_back_does_not_bring_back_an_older_snapshot(folder, snapshot, monkeypatch):
    monkeypatch.setattr(files.time, "time_ns", lambda: 1)
    name = writing.write_now()
    assert name == files.newest(folder) == f"{int(snapshot.name) + 1:020}"


def test_where_nothing_can_be_written_the_command_says_so(folder, snapshot, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_column", full)
    with pytest.raises(CommandError, match=r"It cannot be written, nothing was done: .*No space left on device"):
        call_command("write_snapshot")
    assert files.newest(folder) == snapshot.name


def test_what_a_killed_writer_left_is_no_snapshot_and_goes_with_the_next(folder, snapshot):
    half = folder / ".4711"
    half.mkdir()
    (half / "id.npy").write_bytes(b"half")
    assert files.newest(folder) == snapshot.name
    writing.write_now()
    assert not half.exists()


def test_two_snapshots_stay(folder, snapshot):
    names = [writing.write_now() for _more in range(3)]
    assert sorted(one.name for one in folder.iterdir() if one.is_dir()) == names[-2:]


def test_drafts_in_it_are_for_nobody_else(folder, snapshot):
    assert folder.stat().st_mode & 0o077 == 0


def test_there_is_one_writer(folder):
    with writing._sole_writer(folder), pytest.raises(AlreadyWriting):
        writing.write_now()
    with writing._sole_writer(folder), pytest.raises(CommandError, match="Another process is writing one"):
        call_command("write_snapshot")


# --- when one is due -------------------------------------------------------------------------------------------------
def test_the_keeper_writes_the_first_one_and_then_none_while_nothing_happens(folder):
    keeper = Keeper()
    assert keeper.write_if_due() == files.newest(folder)
    assert keeper.write_if_due() is None


def test_the_keeper_writes_when_much_was_changed(folder, monkeypatch):
    keeper = Keeper()
    keeper.write_if_due()
    Incident.objects.update(grade="weak")
    assert keeper.write_if_due() is None
    monkeypatch.setattr(writing, "MANY", 3)
    assert keeper.write_if_due() == files.newest(folder)


@pytest.mark.django_db(transaction=True)
def test_the_keeper_writes_when_little_was_changed_long_ago(folder, monkeypatch):
    keeper = Keeper()
    keeper.write_if_due()
    monkeypatch.setattr(writing, "OLD", -1)
    assert keeper.write_if_due() is None
    Incident.objects.filter(code="VLM-2024-0001").update(grade="weak")
    assert keeper.write_if_due() == files.newest(folder)


@pytest.mark.parametrize("harm", [damage_a_column, of_another_version, cut_off])
def test_the_keeper_replaces_what_cannot_be_used(folder, harm):
    Keeper().write_if_due()
    harm(folder / files.newest(folder))
    assert Keeper().write_if_due() == files.newest(folder)


def test_of_a_small_record_none_is_written(settings, tmp_path):
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    assert Keeper().write_if_due() is None
    assert live().state() == "not needed"


# --- rebuilt, and proved ---------------------------------------------------------------------------------------------
def test_a_command_writes_one_and_another_proves_it(snapshot, capsys):
    Incident.objects.filter(code="VLM-2024-0001").update(grade="weak")
    call_command("prove_snapshot")
    assert capsys.readouterr().out == "9 incidents are in the columns as they are in the record.\n"


WRITES = {
    "incidents: 1 of": "UPDATE events_incident SET date_end = date_end + 40, date_precision = 'month' WHERE code = 'VLM-2024-0002'",
    "killed.all: 1 of": "UPDATE events_estimate SET high = high + 1 WHERE harm = 'killed' AND victims = 'all' AND is_current"
    " AND known_until IS NULL AND incident_id = (SELECT id FROM events_incident WHERE code = 'VLM-2024-0002')",
    "perpetrator: 9 rows in the columns, 8 in the record": "DELETE FROM events_involvement WHERE incident_id ="
    " (SELECT id FROM events_incident WHERE code = 'VLM-2024-0004')",
    "voices: ": "UPDATE events_claim SET claimant_id = (SELECT id FROM events_source WHERE slug = 'radio') WHERE incident_id ="
    " (SELECT id FROM events_incident WHERE code = 'VLM-2024-0004')",
}


@pytest.mark.django_db(transaction=True)  # what a transaction wrote itself is read anew, whatever it was
@pytest.mark.parametrize("said", WRITES)
def test_what_was_written_past_the_history_is_found(snapshot, said: str):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(WRITES[said])
    with pytest.raises(CommandError, match="The columns are not what the record says") as raised:
        call_command("prove_snapshot")
    assert said in str(raised.value)
    writing.write_now()
    call_command("prove_snapshot")


def test_without_columns_there_is_nothing_to_prove(folder):
    with pytest.raises(CommandError, match=r"There is nothing to prove.*not used: there is no snapshot yet"):
        call_command("prove_snapshot")


def test_a_figure_has_room_for_every_rule_in_three_bits():
    assert len(codes.VOCABULARIES["rule"]) <= 8
