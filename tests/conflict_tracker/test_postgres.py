"""The embedded PostgreSQL outlives what is done to it, and lets in nobody it should not."""

import os
import pwd
import shutil
import signal
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from conflict_tracker.postgres import Cluster
from conflict_tracker.server_user import SERVER_USER, ClusterError

ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not ROOT, reason="only root has to step down")


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that the server's user can reach, as the project's own is on most machines."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cluster(open_folder: Path, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    made = Cluster(open_folder / request.node.name[:40], home=open_folder / "home")
    yield made
    made.stop()
    shutil.rmtree(made.socket, ignore_errors=True)


def value(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url) as connection:
        return connection.execute(query).fetchone()[0]


def postmaster(cluster: Cluster) -> psutil.Process:
    return psutil.Process(int((cluster.data / "postmaster.pid").read_text().splitlines()[0]))


def test_what_was_saved_is_there_after_a_stop(cluster: Cluster) -> None:
    with cluster, psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE saved AS SELECT 7 AS n")
    assert not cluster.answers()
    with cluster:
        assert value(cluster, "SELECT n FROM saved") == 7


def test_the_locale_is_the_same_on_every_machine_and_nobody_can_come_by_network(cluster: Cluster) -> None:
    with cluster:
        assert value(cluster, "SHOW listen_addresses") == ""
        assert value(cluster, "SHOW fsync") == "on"
        assert value(cluster, "SHOW timezone") == "UTC"
        assert value(cluster, "SELECT datlocale FROM pg_database WHERE datname = 'postgres'") == "C.UTF-8"
        assert value(cluster, "SELECT upper('é')") == "É"
        assert stat.S_IMODE(cluster.socket.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700


def test_what_the_environment_says_of_other_servers_does_not_matter(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, elsewhere in {"PGPORT": "6543", "PGHOST": "db.example", "PGUSER": "me", "PGDATABASE": "mine"}.items():
        monkeypatch.setenv(name, elsewhere)
    with cluster:
        assert value(cluster, "SELECT current_user::text") == "tracker"


def test_a_killed_server_starts_again_and_every_commit_is_there(cluster: Cluster) -> None:
    with cluster:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE saved (n int)")
            connection.execute("INSERT INTO saved SELECT generate_series(1, 1000)")
            postmaster(cluster).send_signal(signal.SIGKILL)
        cluster.start()
        assert value(cluster, "SELECT count(*) FROM saved") == 1000


def test_the_pid_file_of_a_dead_server_does_not_stop_the_next(cluster: Cluster) -> None:
    """Its number may by now belong to a program of anybody's: here, of this test."""
    with cluster:
        pass
    pid_file = cluster.data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{cluster.data}\n{int(time.time())}\n5432\n{cluster.socket}\n\n\nready\n")
    os.chown(pid_file, cluster.data.stat().st_uid, -1)
    with cluster:
        assert cluster.answers()


def test_the_last_one_out_stops_the_server(cluster: Cluster, open_folder: Path) -> None:
    second = Cluster(cluster.data, home=open_folder / "home")
    with cluster:
        with second:
            assert second.url == cluster.url
        assert cluster.answers()
    assert not cluster.answers()


def test_a_first_start_that_was_cut_short_is_begun_anew(cluster: Cluster) -> None:
    half_made = cluster.data.with_name(cluster.data.name + ".new")
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    with cluster:
        assert cluster.answers()
    assert not half_made.exists()


def test_data_of_another_version_is_refused_in_words(cluster: Cluster) -> None:
    with cluster:
        pass
    (cluster.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(ClusterError, match="is PostgreSQL 14's and this one is 18"):
        cluster.start()


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    with cluster:
        pass
    (cluster.data / "postgresql.conf").write_text("no such setting = 1\n")
    with pytest.raises(ClusterError, match=r"did not start: .* its log .* ends: .* contains errors"):
        cluster.start(patience=0)


def link(folder: Path) -> None:
    folder.symlink_to("/tmp")


def open_to_all(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)


def of_somebody_else(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    os.chown(folder, 12345, -1)


@pytest.mark.parametrize("lay", [link, open_to_all, pytest.param(of_somebody_else, marks=only_root)])
def test_a_socket_folder_that_is_not_ours_alone_is_refused(cluster: Cluster, lay) -> None:
    lay(cluster.socket)
    try:
        with pytest.raises(ClusterError, match="must be a folder that only the server's user may enter"):
            cluster.start()
    finally:
        if cluster.socket.is_symlink():
            cluster.socket.unlink()


def test_nothing_personal_goes_to_the_servers_log(cluster: Cluster) -> None:
    with cluster, psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE saved (name text PRIMARY KEY)")
        for _ in range(2):
            try:
                connection.execute("INSERT INTO saved VALUES ('A. Witness')")
            except psycopg.errors.UniqueViolation:
                violated = True
    assert violated
    log = (cluster.data / "server.log").read_text()
    assert "duplicate key" in log
    assert "Witness" not in log


@only_root
def test_as_root_the_server_runs_as_nobody(cluster: Cluster) -> None:
    with cluster:
        assert postmaster(cluster).username() == SERVER_USER


@only_root
def test_under_a_closed_folder_the_data_moves_and_the_folder_stays_closed(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    data = closed / "project" / "var" / "postgres"
    with Cluster(data, home=open_folder / "home") as cluster:
        assert cluster.data.is_relative_to(open_folder / "home" / "clusters")
        assert data.resolve() == cluster.data
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    with Cluster(data, home=open_folder / "home") as again:
        assert again.data == cluster.data
    shutil.rmtree(again.socket)


@only_root
def test_a_place_for_programs_that_others_may_write_to_is_refused(open_folder: Path) -> None:
    home = open_folder / "home-of-all"
    home.mkdir()
    home.chmod(0o777)
    with pytest.raises(ClusterError, match="must be a folder of root's that nobody else may write to"):
        Cluster(open_folder / "x", home=home)


@only_root
def test_data_of_another_user_is_refused_in_words(cluster: Cluster) -> None:
    with cluster:
        pass
    owner = pwd.getpwnam(SERVER_USER).pw_uid
    os.chown(cluster.data, 12345, -1)
    with pytest.raises(ClusterError, match="belongs to another user of this machine"):
        cluster.start()
    os.chown(cluster.data, owner, -1)
