"""Measures against the goals, on the throw-away PostgreSQL of the tests; see run.py."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
