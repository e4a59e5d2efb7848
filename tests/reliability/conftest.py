from tests.recorded import recorded, recorded_database  # noqa: F401 - fixtures
