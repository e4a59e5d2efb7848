#!/usr/bin/env python3
"""Django's command line. Without DATABASE_URL it works on this folder's own PostgreSQL, started while it is needed."""

import os
import sys

from django.core.management import execute_from_command_line

from conflict_tracker import local
from conflict_tracker.server_user import ClusterError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflict_tracker.settings")
    try:
        with local.surroundings():
            execute_from_command_line(sys.argv)
    except ClusterError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
