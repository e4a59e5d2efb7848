"""/healthz when there is no database: a process of its own, pointed at a socket that is not there."""

import os
import subprocess
import sys
from pathlib import Path

from conflict_tracker.local import PROJECT

ASK = """
import django
django.setup()
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/healthz")
print(answer.status_code, answer.content.decode())
"""


def test_health_is_503_when_the_database_does_not_answer(tmp_path: Path) -> None:
    nowhere = str(tmp_path).replace("/", "%2F")
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://nobody@{nowhere}/none",
        "HTTPS": "off",
        "OWNER_DATABASE_URL": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=PROJECT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "conflict_tracker.settings", "ALLOWED_HOSTS": "localhost"},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.stdout.strip() == "503 database not answering", done.stderr
