from importlib import import_module

import pytest
from django.apps import apps

from events.apps import EventsConfig


@pytest.fixture(autouse=True)
def _groups(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The groups of the migration: the flush after each of these tests takes them away."""
    events: EventsConfig = apps.get_app_config("events")
    monkeypatch.setattr(events, "models_module", events.models_module)  # the migration overwrites it
    import_module("events.migrations.0003_groups").make_groups(apps, None)
