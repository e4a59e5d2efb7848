"""The apostrophe against formulas: put alike by Python and by SQL, and always taken off again."""

import re

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.formulas import plain_text, safe_cell, safe_sql

SPACES = " \t\r\n\f\v\x85\xa0\u1680\u2003\u200b\u2028\u202f\u205f\u3000\ufeff"
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
HOSTILE = st.text(st.sampled_from(f"''=+-@＝＋－＠{SPACES}x1غ"), max_size=8)
ANY = st.one_of(HOSTILE, TEXT)


@pytest.mark.parametrize("text", ["=1+1", " =1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\xa0=1", "＝1", "'=1", "''+1"])
def test_a_cell_that_would_run_or_looks_mended_gets_one_apostrophe(text: str):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["14–38", "Air strike", "", "'quoted' by", "1 = 1", " x", 14, -3, 0, None])
def test_any_other_cell_is_left_alone(cell):
    assert safe_cell(cell) == cell


@given(ANY)
@example("'=1")
@example("''''\t")
def test_what_was_written_is_read_back(text: str):
    assert plain_text(safe_cell(text)) == text
    assert not re.match(r"\s*[=+@\-]", safe_cell(text))


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(st.lists(ANY, min_size=50, max_size=50))
@example(list(SPACES) + [f"{space}=1" for space in SPACES] + [f"''{space}+" for space in SPACES])
def test_sql_and_python_write_the_same_cell(texts: list[str]):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {safe_sql('t')} FROM unnest(%s::text[]) WITH ORDINALITY u(t, n) ORDER BY n", [texts])
        written = [text for [text] in cursor]
    assert written == [safe_cell(text) or None for text in texts], "an empty text is an empty cell"
