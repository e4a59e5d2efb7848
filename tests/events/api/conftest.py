import pytest

from tests import world as drawn
from tests.recorded import recorded, recorded_database  # noqa: F401 - fixtures


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()
