from pathlib import Path

from django.conf import settings

from events.exports.codebook import codebook
from events.exports.columns import CLAIMS, INCIDENTS


def test_the_codebook_in_docs_is_the_one_the_columns_make():
    written = (Path(settings.BASE_DIR) / "docs" / "codebook.md").read_text()
    assert written == codebook(), "run `python manage.py codebook`"


def test_every_column_has_its_own_name_and_a_meaning():
    for columns in (INCIDENTS, CLAIMS):
        names = [column.name for column in columns]
        assert len(names) == len(set(names))
        assert all(str(column.says) for column in columns)
