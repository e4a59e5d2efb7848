import pytest

from events.models import Package
from events.packages.make import make
from events.selection import Selection
from tests import world as drawn

SITE = "https://tracker.example"


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()


def packed(query: str = "dataset=velmar-2024", *, language: str = "en", site: str = SITE) -> Package:
    """The package of a question."""
    return make(Selection.of_readers(query), language=language, site=site)
