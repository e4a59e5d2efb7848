import pytest

from events.analytics.columnar import live as living
from events.analytics.columnar import writing
from events.analytics.columnar.live import live


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Where snapshots are written; no record is so small that a process would read all of it itself."""
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    monkeypatch.setattr(living, "SMALL", 0)
    live().forget()
    yield settings.SNAPSHOT_DIR
    live().forget()


@pytest.fixture
def snapshot(folder):
    """Of what is there before the test, mapped."""
    name = writing.write_now()
    assert live().view().name == name
    return folder / name
