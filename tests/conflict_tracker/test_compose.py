"""docker-compose.yml, read by the real compose program."""

import json
import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from conflict_tracker.local import PROJECT

SECRETS = {
    "POSTGRES_PASSWORD": "abc123",
    "TRACKER_PASSWORD": "def456",
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": "tracker.example.org",
}


def compose(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    package = find_spec("compose")
    assert package is not None
    assert package.origin is not None
    program = Path(package.origin).with_name("docker-compose")
    return subprocess.run(
        [program, "--env-file", os.devnull, "-f", PROJECT / "docker-compose.yml", "config", *arguments],
        env={"PATH": os.environ["PATH"], "HOME": os.devnull} | environment,
        capture_output=True,
        text=True,
        timeout=30,
    )


def test_compose_file_is_valid() -> None:
    done = compose("--quiet", **SECRETS)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_secret_has_a_default(secret: str) -> None:
    done = compose("--quiet", **{name: value for name, value in SECRETS.items() if name != secret})
    assert done.returncode != 0
    assert f"set {secret} in .env" in done.stderr


def test_the_services_watch_their_health_and_web_waits_for_the_tables() -> None:
    services = json.loads(compose("--format", "json", **SECRETS).stdout)["services"]
    assert services["database"]["image"] == "postgres:18"
    assert all("healthcheck" in services[name] for name in ("database", "web"))
    assert services["web"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert "ports" not in services["database"]
    assert [port["host_ip"] for port in services["web"]["ports"]] == ["127.0.0.1"]


def test_the_web_server_enters_by_a_role_of_its_own_and_never_learns_the_owners_password() -> None:
    services = json.loads(compose("--format", "json", **SECRETS).stdout)["services"]
    assert services["web"]["environment"]["DATABASE_URL"].startswith("postgresql://conflict_tracker:def456@")
    assert "abc123" not in json.dumps(services["web"])
    assert services["migrate"]["environment"]["OWNER_DATABASE_URL"].startswith("postgresql://tracker:abc123@")
    assert services["migrate"]["environment"]["DATABASE_URL"] == services["web"]["environment"]["DATABASE_URL"]


def test_the_worker_runs_beside_the_web_server_as_the_same_role() -> None:
    services = json.loads(compose("--format", "json", **SECRETS).stdout)["services"]
    assert services["worker"]["command"] == ["python", "manage.py", "work"]
    assert services["worker"]["environment"] == services["web"]["environment"]
    assert services["worker"]["restart"] == "unless-stopped"
    assert "ports" not in services["worker"]


REPLICA = {
    "COMPOSE_PROFILES": "replica",
    "REPLICATION_PASSWORD": "ghi789",
    "REPLICA_DATABASE_URL": "postgresql://replica",
}


@pytest.mark.parametrize("more", [{}, REPLICA], ids=["one database", "a replica"])
def test_the_worker_writes_snapshots_and_web_reads_them(more: dict[str, str]) -> None:
    services = json.loads(compose("--format", "json", **SECRETS, **more).stdout)["services"]
    [written], [read] = services["worker"]["volumes"], services["web"]["volumes"]
    assert (written["type"], written["source"]) == (read["type"], read["source"]) == ("volume", "snapshots")
    assert read["read_only"]
    assert not written.get("read_only")
    assert {written["target"], read["target"]} == {services["web"]["environment"]["SNAPSHOT_DIR"]}
    assert services["worker"]["read_only"], "the volume is all it can write to"
    assert "volumes" not in services["migrate"]


def test_the_image_has_a_folder_for_snapshots_that_its_user_alone_may_enter() -> None:
    services = json.loads(compose("--format", "json", **SECRETS).stdout)["services"]
    folder = services["web"]["environment"]["SNAPSHOT_DIR"]
    last_stage = (PROJECT / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert f"install --directory --mode=0700 --owner=tracker {folder}\n" in last_stage
    assert f" SNAPSHOT_DIR={folder}\n" in last_stage


def test_a_replica_is_there_for_those_who_ask_for_one() -> None:
    assert "replica" not in json.loads(compose("--format", "json", **SECRETS).stdout)["services"]
    address = "postgresql://conflict_tracker:def456@replica:5432/tracker"
    asked = SECRETS | {"COMPOSE_PROFILES": "replica", "REPLICATION_PASSWORD": "ghi789", "REPLICA_DATABASE_URL": address}
    services = json.loads(compose("--format", "json", **asked).stdout)["services"]
    assert services["web"]["environment"]["REPLICA_DATABASE_URL"] == address
    replica = services["replica"]
    assert (replica["image"], replica["user"]) == (services["database"]["image"], "postgres")
    assert replica["environment"] == {"PGPASSWORD": "ghi789"}
    assert "ports" not in replica
    parsed = subprocess.run(["bash", "-n", "-c", replica["command"][-1].replace("$$", "$")], check=False)
    assert parsed.returncode == 0


def test_the_image_runs_as_an_ordinary_user() -> None:
    last_stage = (PROJECT / "Dockerfile").read_text().split("\nFROM ")[-1]
    assert "\nUSER tracker\n" in last_stage
