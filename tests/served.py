"""The settings of a web server that tests start: the tests' own, as the web server's role, on the database SERVED_DATABASE."""

import os
from pathlib import Path

from conflict_tracker.postgres import APPLICATION
from tests.settings import *  # noqa: F403

DATABASES["default"] |= {"NAME": os.environ["SERVED_DATABASE"], "USER": APPLICATION, "CONN_MAX_AGE": 600}  # noqa: F405
WHITENOISE_AUTOREFRESH = False
SNAPSHOT_DIR = Path(os.environ.get("SERVED_SNAPSHOTS", SNAPSHOT_DIR))  # noqa: F405
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405 - nothing is collected here
