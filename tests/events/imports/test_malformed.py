"""Every error of every malformed file is found, by row and column; nothing else is raised than a refusal with what to do."""

import io
import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from events.choices import Gravity
from events.imports import files
from events.imports.base import Release
from events.imports.readers import READERS
from events.words import Unreadable
from tests.events.imports import examples
from tests.events.imports.malformed import SOUND, WRONG, Malformed, corpus

RELEASE = Release("1", date(2020, 1, 1))


def errors_of(content: bytes, format: str) -> set[tuple[int | None, str]] | None:
    """(row, column) of every error; None where the file is refused as a whole."""
    try:
        with files.opened(io.BytesIO(content)) as file:
            rows = list(READERS[format].read(file.by_name, RELEASE))
    except Unreadable:
        return None
    for row in rows:
        has_error = any(error.gravity == Gravity.ERROR for error in row.errors)
        assert (row.incident is None) == has_error
        assert all(error.problem for error in row.errors)
    return {(error.row, error.column) for row in rows for error in row.errors if error.gravity == Gravity.ERROR}


def missed(file: Malformed) -> str:
    """What was found otherwise than it should be, "" for nothing."""
    found = errors_of(file.content, file.format)
    return "" if found == file.errors else f"{file.name}: found {found}, of {file.errors}"


def test_the_sound_rows_are_sound():
    for format, row in SOUND.items():
        assert errors_of(examples.written([row]).encode(), format) == set()


def test_every_malformed_file_gets_all_its_errors():
    number, wrong, slowest = 0, [], 0.0
    for file in corpus():
        began = time.monotonic()
        said = missed(file)
        slowest = max(slowest, time.monotonic() - began)
        number += 1
        wrong += [said] if said else []
    assert not wrong, f"{len(wrong)}: " + "\n".join(wrong[:20])
    assert number >= 500
    assert slowest < 2


CELL = st.one_of(
    st.text(max_size=20), st.integers().map(str), st.sampled_from([v for c in WRONG["gtd"].values() for v in c])
)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), format=st.sampled_from(list(SOUND)))
def test_any_text_in_any_cell_is_read_or_told(data, format):
    columns = list(SOUND[format])
    changed = data.draw(st.dictionaries(st.sampled_from(columns), CELL, max_size=6))
    errors_of(examples.written([SOUND[format] | changed]).encode("utf-8", "replace"), format)


@settings(max_examples=150, deadline=None)
@given(content=st.one_of(st.binary(max_size=400), st.text(alphabet='a1,;"\t\n\r ', max_size=200).map(str.encode)))
def test_any_bytes_are_a_table_or_refused(content):
    for format in ("ucdp-ged", "acled"):
        errors_of(content, format)
