"""import(export(x)) == x: what our files hold, loaded into another dataset, writes the same files."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from events.actions import check_batch, load, load_batch, upload
from events.choices import BatchState, FileFormat, Status
from events.exports import named, rows
from events.exports.csv import csv_of
from events.models import Dataset, Incident
from tests.events.imports.any_dataset import any_dataset
from tests.parity import invented

SITE = "https://tracker.example"
TABLES = {
    "incidents": rows.incidents,
    "claims": rows.claims,
    "reports": rows.reports,
    "sources": named.sources,
    "actors": named.actors,
    "places": named.places,
}
NUMBERED = {"claim", "supersedes", "derives_from", "report_number", "reports"}
"""Cells that hold numbers of this record: what they lead to is compared, not the number."""
OTHER_THERE = {"dataset", "code", "url", "incident"}
"""Cells that name the dataset or what only it has."""


def files_of(dataset: Dataset) -> dict[str, bytes]:
    chosen = Incident.objects.filter(dataset=dataset, status=Status.PUBLISHED).order_by("pk")
    return {name: b"".join(csv_of(table(chosen, site=SITE))) for name, table in TABLES.items()}


def said(files: dict[str, bytes]) -> dict[str, list[dict]]:
    """Every row of every file, its numbers in the order in which they first stand in it."""
    order: dict[str, dict[str, int]] = {}
    told = {}
    for name, content in files.items():
        told[name] = [
            {column: _cell(column, text, order) for column, text in row.items() if column not in OTHER_THERE}
            for row in csv.DictReader(io.StringIO(content.decode(), newline=""))
        ]
    return told


def _cell(column: str, text: str, order: dict) -> object:
    if column not in NUMBERED or not text or text == "none":
        return text
    numbers = order.setdefault("reports" if column.startswith("report") else "claims", {})
    return [numbers.setdefault(number, len(numbers)) for number in text.split("; ")]


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return packed.getvalue()


def imported(content: bytes, file_name: str, slug: str) -> Dataset:
    """The file in a dataset of its own; every error is told."""
    dataset = Dataset.objects.create(slug=slug, name=slug, code_prefix=f"R{slug.rpartition('-')[2]}")
    batch = upload(
        dataset=dataset,
        file_name=file_name,
        chunks=[content],
        format=FileFormat.TEMPLATE,
        released_on=date(2024, 12, 1),
        publish=True,
    )
    check_batch(batch=batch)
    assert list(batch.problems.filter(gravity="error").values_list("row", "column", "problem")) == []
    load_batch(batch=batch)
    assert (batch.state, batch.failed_because) == (BatchState.LOADED, "")
    return dataset


def originals(seeds: range) -> Iterator[Dataset]:
    """A published dataset for each seed."""
    invented._names()
    for seed in seeds:
        drawn = any_dataset(seed)
        dataset = Dataset.objects.create(slug=f"any-{seed}", name="Any", code_prefix=f"A{seed}")
        incidents = [replace(one, status=Status.PUBLISHED, retracted_because="") for one in drawn.incidents]
        load(dataset=dataset, reports=drawn.reports, incidents=incidents)
        yield dataset


@pytest.mark.django_db(transaction=True)
def test_a_dataset_that_was_exported_is_imported_as_it_was():
    for number, dataset in enumerate(originals(range(4))):
        files = files_of(dataset)
        again = imported(zipped(files), "package.zip", f"again-{number}")
        assert said(files_of(again)) == said(files), dataset.slug
