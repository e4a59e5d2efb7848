"""Numbers on the pages of imports are grouped, as everywhere else: a release has thousands of rows, names and notes."""

import pytest

from events.models import Batch, BatchName, BatchProblem
from tests.events.admin.imports.conftest import HEADER, ROWS, checked, confirmed

MANY = 1_234


@pytest.fixture
def batch(analyst, world) -> Batch:
    """A checked file with MANY of everything."""
    batch = checked(analyst, world, HEADER + ROWS)
    batch.problems.all().delete()
    BatchProblem.objects.bulk_create(
        BatchProblem(batch=batch, gravity=gravity, row=row, column="best", problem="Odd.")
        for gravity in ("error", "note")
        for row in range(MANY)
    )
    batch.counts = {"refused": MANY, "gone": MANY}
    batch.save(update_fields=["counts"])
    return batch


def name_in(batch: Batch) -> None:
    BatchName.objects.bulk_create(
        BatchName(batch=batch, kind="actor", key=f"Band {row}", words=f"Band {row}", draft={"within": ""}, rows=MANY)
        for row in range(MANY)
    )


def page(client, batch: Batch, more: str = "") -> str:
    return client.get(batch.get_absolute_url() + more).content.decode()


def test_of_a_file_that_can_be_confirmed(editor, batch) -> None:
    text = page(editor, batch)
    for said in (
        "1,234 errors, 1,234 notes",
        "1,234 rows have errors",
        "; 1,234 are left out",
        "Retract the 1,234 incidents",
        '<td class="n">1,234</td>',
    ):
        assert said in text, said


def test_of_names(analyst, batch) -> None:
    name_in(batch)
    assert "1,234 names of the file" in page(analyst, batch)
    assert "still to be decided: 1,234." in confirmed(analyst, batch)
    text = page(analyst, batch, "names/")
    for said in ("(1,234)", '<span class="num">1,234</span>', "· 1,234 rows", "Take all 1,234 "):
        assert said in text, said
    taken = analyst.post(batch.get_absolute_url() + "names/", {"do": "all-new"}, follow=True)
    assert "1,234 names are new ones." in taken.content.decode()


def test_of_problems_and_of_how_far_it_is(analyst, batch) -> None:
    assert '<span class="h1-rest num">2,468</span>' in page(analyst, batch, "problems/")
    moving = {"state": "loading", "heard_at": "9999-01-01T00:00Z", "rows_done": 6000}
    Batch.objects.filter(pk=batch.pk).update(**moving, rows_all=0)
    assert "6,000 rows" in page(analyst, batch)
    Batch.objects.filter(pk=batch.pk).update(rows_all=16566)
    assert "6,000 of about 16,566 rows" in page(analyst, batch)
