import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from events.exports.codebook import codebook
from events.exports.columns import CLAIMS, CORRECTIONS, INCIDENTS, REPORTS


def test_the_codebook_in_docs_is_the_one_the_columns_make():
    written = (Path(settings.BASE_DIR) / "docs" / "codebook.md").read_text()
    assert written == codebook(), "run `python manage.py codebook`"


def test_every_column_has_its_own_name_and_tag_and_a_meaning():
    for columns in (INCIDENTS, CLAIMS, REPORTS, CORRECTIONS):
        names = [column.name for column in columns]
        tags = [column.hxl for column in columns]
        assert len(names) == len(set(names))
        assert len(tags) == len(set(tags))
        assert all(re.fullmatch(r"#[a-z]\w*(\+[a-z]\w*)*", tag) for tag in tags)
        assert all(str(column.says) for column in columns)


def test_a_meaning_is_said_in_the_language_of_the_page():
    [column] = [column for column in INCIDENTS if column.name == "killed_low"]
    with translation.override("ar"):
        assert str(column.says) != "people killed: lowest; empty is not known, 0 is stated"
