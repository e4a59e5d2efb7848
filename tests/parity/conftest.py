import pytest

from tests.parity.counter import Record
from tests.recorded import recorded, recorded_database  # noqa: F401 - fixtures


@pytest.fixture(scope="module")
def record(recorded) -> Record:  # noqa: F811 - the fixture above
    return Record()
