"""The settings of the test run: the product's own, on a throw-away PostgreSQL, with three things made lighter."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from conflict_tracker.postgres import Cluster

_MEMORY = Path("/dev/shm")
_ROOMY = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2**30
_CHECKOUT = hashlib.sha256(os.fsencode(Path(__file__).resolve())).hexdigest()[:12]

# one cluster per checkout; conftest.py starts it and stops it
CLUSTER = Cluster(
    (_MEMORY if _ROOMY else Path(tempfile.gettempdir())) / f"conflict-tracker-tests-{os.geteuid()}-{_CHECKOUT}",
    durable=False,
)
os.environ |= {
    "DATABASE_URL": CLUSTER.application_url,
    "OWNER_DATABASE_URL": CLUSTER.url,
    "REPLICA_DATABASE_URL": "",
    "SECRET_KEY": "a-key-for-tests-only-" + "0123456789" * 4,
    "ALLOWED_HOSTS": "testserver,127.0.0.1,localhost",
    "HTTPS": "off",
    "DEBUG": "off",
    "API_REQUESTS_PER_MINUTE": "1000000",
}

from conflict_tracker.settings import *  # noqa: E402, F403 - the environment above must stand first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - a kept connection would hold the test database open
SNAPSHOT_DIR = CLUSTER.data / "no-snapshots"  # a test that wants one makes its own
