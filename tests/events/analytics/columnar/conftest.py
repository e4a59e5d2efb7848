import pytest

from events.analytics.columnar import live, writing
from events.analytics.columnar.live import LIVE


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Where snapshots are written; no record is so small that a process would read all of it itself."""
    settings.SNAPSHOT_DIR = tmp_path / "snapshots"
    monkeypatch.setattr(live, "SMALL", 0)
    LIVE.forget()
    yield settings.SNAPSHOT_DIR
    LIVE.forget()


@pytest.fixture
def snapshot(folder):
    """Of what is there before the test, mapped."""
    name = writing.write_now()
    assert LIVE.view().name == name
    return folder / name
