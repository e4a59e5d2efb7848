"""The worker writes snapshots by itself, beside an import too; killed while it writes one, it leaves none that is read."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from conflict_tracker.local import PROJECT
from events import tasks
from events.analytics.columnar.live import SMALL, live
from events.analytics.columnar.snapshot import newest
from events.analytics.columnar.writing import MANY
from events.choices import BatchState
from events.models import Estimate, Incident
from tests.reliability.working import as_the_web_server, now, until, uploaded, worker
from tests.settings import CLUSTER

FEW, LARGE = 300, SMALL + 500
TRIES = 10
RECORD = """
SET session_replication_role = replica; -- the rows are whole: no trigger need make them so
INSERT INTO events_incident (code, title, summary, type, date_start, date_end, date_precision, part_of_day, date_words,
    location_precision, place_words, grade, status, retracted_because, returned_because, changed_since_review, hands,
    published_at, updated_at, rule, rule_because, version, dataset_id, place_id)
SELECT 'VLM-2023-' || n, 'Strike', '', 'air-strike', date '2023-01-01' + n % 365, date '2023-01-01' + n % 365, 'day', '', '',
    'exact', '', 'fair', 'published', '', '', false, '{{}}', now(), now(), '', '', 1, d.id, p.id
FROM generate_series(1, {many}) n, events_dataset d, events_place p;
INSERT INTO events_estimate (incident_id, harm, victims, low, best, high, is_uncounted, rule, rule_version, voices, is_current,
    made_at, known_from)
SELECT id, 'killed', 'all', 1, 1, 2, false, 'independent-range', 2, 1, true, now(), date_start FROM events_incident;
SET session_replication_role = origin"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(settings, tmp_path: Path) -> Iterator[Path]:
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    live().forget()
    yield settings.SNAPSHOT_DIR
    live().forget()


@pytest.fixture
def batch(folder: Path):
    """A file to load, and a record so large that no process reads it whole by itself."""
    batch = uploaded(FEW)
    with connection.cursor() as cursor:
        cursor.execute(RECORD.format(many=LARGE))
        cursor.execute("ANALYZE")
    return batch


def prove() -> str:
    """What `manage.py prove_snapshot` says of it as the web server's role, who may not write meanwhile."""
    done = subprocess.run(
        [sys.executable, "manage.py", "prove_snapshot", "--skip-checks"],
        cwd=PROJECT,
        env=as_the_web_server() | {"PGOPTIONS": "-c default_transaction_read_only=on"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout + done.stderr


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.exists() else []


def test_a_worker_writes_a_snapshot_while_it_loads_a_file(folder: Path, batch) -> None:
    with worker() as works, closing(psycopg.connect(CLUSTER.url, dbname=connection.settings_dict["NAME"])) as other:
        tasks.check_later(batch=batch, by=batch.uploaded_by)
        until(lambda: newest(folder), works)
        until(lambda: now(batch).state == BatchState.CHECKED, works)
        first = newest(folder)
        other.execute("LOCK TABLE events_incident IN SHARE MODE")  # the import waits for as long as we like
        tasks.load_later(batch=batch, by=batch.uploaded_by)
        until(lambda: now(batch).state == BatchState.LOADING, works)
        Estimate.objects.filter(pk__in=Estimate.objects.order_by("pk")[: MANY + 1]).update(high=3)
        until(lambda: newest(folder) != first, works)
        assert now(batch).state == BatchState.LOADING
        name, view = newest(folder), live().view()
        assert (view.name, view.base.size, len(view.changed)) == (name, LARGE, 0)
        other.rollback()
        until(lambda: now(batch).state == BatchState.LOADED, works)
        until(lambda: not ProcrastinateJob.objects.exists(), works)
    assert len(live().view().changed) == FEW
    before = sorted(folder.rglob("*"))
    assert prove() == f"{LARGE + FEW} incidents are in the columns as they are in the record.\n"
    assert sorted(folder.rglob("*")) == before


@pytest.mark.usefixtures("batch")
def test_a_worker_killed_while_it_writes_leaves_none_that_is_read(folder: Path) -> None:
    kill_while_it_writes(folder)
    assert newest(folder) is None
    assert live().state() == "not used: there is no snapshot yet"
    first = written_by_another(folder)
    assert names(folder) == [first]

    changed = Incident.objects.filter(pk__in=Incident.objects.order_by("pk")[: MANY + 1]).update(grade="weak")
    kill_while_it_writes(folder)
    assert newest(folder) == first
    view = live().view()
    assert (view.name, len(view.changed)) == (first, changed)
    second = written_by_another(folder)
    assert names(folder) == [first, second]
    assert not len(live().view().changed)


def kill_while_it_writes(folder: Path) -> None:
    """Until one was caught at it: what it has written stands there, and is not whole."""
    there = names(folder)
    for _try in range(TRIES):
        with worker() as works:
            until(lambda: names(folder) != there, works, every=0.001)
            works.kill()
            works.wait()
        left = [name for name in names(folder) if name not in there]
        if all(name.startswith(".") for name in left):
            assert len(left) == 1
            return
        for name in left:
            shutil.rmtree(folder / name)
    raise AssertionError("it was never caught")


def written_by_another(folder: Path) -> str:
    """The name of the snapshot that the next worker writes."""
    before = newest(folder)
    with worker() as works:
        until(lambda: newest(folder) != before, works)
    return newest(folder)
