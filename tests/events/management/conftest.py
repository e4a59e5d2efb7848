import pytest

from tests import world as drawn


@pytest.fixture
def world(db) -> drawn.World:
    return drawn.build()
