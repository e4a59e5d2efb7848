"""import_dataset: the whole way in the foreground, refused with a reason, and nothing recorded then."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.models import Batch, Dataset, Incident, Place

HEADER = "code,title,date_start,type,place,admin1,country\n"
ROWS = "".join(f"S-{row},Strike {row},2024-03-0{row},air-strike,Aruna,Tesh,Velmar\n" for row in range(1, 6))
BAD = "S-9,,2024-13-05,strike,Aruna,Tesh,Velmar\n"
NEW = "S-8,Strike,2024-03-05,air-strike,Nowhere,Tesh,Velmar\n"


@pytest.fixture
def file(tmp_path: Path, world) -> Path:
    return tmp_path / "strikes.csv"


def run(file: Path, text: str, *more: str) -> str:
    file.write_text(HEADER + text)
    out = StringIO()
    call_command("import_dataset", "auto", str(file), "--dataset", "velmar-2024", *more, stdout=out)
    return out.getvalue()


def test_a_good_file_is_recorded_as_drafts(file) -> None:
    before = Incident.objects.count()
    assert "5 added" in run(file, ROWS)
    assert Incident.objects.filter(origin__key="S-1", status="draft").exists()
    assert Incident.objects.count() == before + 5


def test_published_where_asked(file) -> None:
    run(file, ROWS, "--publish")
    assert Incident.objects.get(origin__key="S-1").status == "published"


def test_a_dry_run_says_the_same_and_leaves_nothing(file) -> None:
    said = run(file, ROWS + NEW, "--dry-run", "--accept-new-names")
    assert "6 added" in said
    assert "dry run" in said
    assert not Batch.objects.exists()


def test_bad_rows_refuse_the_file_unless_they_are_left_out_by_choice(file, tmp_path) -> None:
    report = tmp_path / "report.csv"
    with pytest.raises(CommandError, match="1 rows have errors"):
        run(file, ROWS + BAD, "--report", str(report))
    assert not Incident.objects.filter(origin__isnull=False).exists()
    with report.open() as rows:
        assert {(row["row"], row["column"]) for row in csv.DictReader(rows) if row["gravity"] == "error"} >= {
            ("7", "title"),
            ("7", "date_start"),
            ("7", "type"),
        }
    Batch.objects.all().delete()
    assert "5 added" in run(file, ROWS + BAD, "--good-rows-only")


def test_new_names_refuse_the_file_unless_they_are_accepted(file) -> None:
    with pytest.raises(CommandError, match="1 names are none of ours"):
        run(file, NEW)
    Batch.objects.all().delete()
    run(file, NEW, "--accept-new-names")
    assert Place.objects.get(name="Nowhere").parent.name == "Tesh"


def test_a_dataset_that_is_not_there_is_made_only_when_asked(file) -> None:
    file.write_text(HEADER + ROWS)
    with pytest.raises(CommandError, match="add --new-dataset"):
        call_command("import_dataset", "auto", str(file), "--dataset", "other", stdout=StringIO())
    call_command("import_dataset", "auto", str(file), "--dataset", "other", "--new-dataset", "Other", stdout=StringIO())
    assert Dataset.objects.get(slug="other").batches.get().state == "loaded"


def test_what_is_no_table_is_refused_with_what_to_do(tmp_path, world) -> None:
    page = tmp_path / "page.csv"
    page.write_text("<!doctype html><html></html>")
    with pytest.raises(CommandError, match="not a table"):
        call_command("import_dataset", "auto", str(page), "--dataset", "velmar-2024", stdout=StringIO())
    with pytest.raises(CommandError, match="There is no file"):
        call_command("import_dataset", "auto", str(tmp_path / "none.csv"), "--dataset", "velmar-2024")
    assert not Batch.objects.exists()
