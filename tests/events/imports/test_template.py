"""Our own template: what an export writes is read back as it was, and what a person fills in is read or refused by cell."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from events.actions import load
from events.exports import rows as exports
from events.exports.columns import CLAIMS, INCIDENTS, REPORTS
from events.exports.csv import csv_of
from events.imports import template
from events.imports.base import Release, Table
from events.models import Dataset, Incident
from tests.events.imports.any_dataset import AnyDataset, any_dataset
from tests.parity import invented

RELEASE = Release("ours", date(2024, 12, 1))
READ = {"incidents": exports.incidents, "claims": exports.claims, "reports": exports.reports}


def exported(dataset: Dataset) -> dict[str, Table]:
    """The three tables of a dataset as CSV, read as text."""
    chosen = Incident.objects.filter(dataset=dataset).order_by("pk")
    tables = {}
    for name, read in READ.items():
        text = b"".join(csv_of(read(chosen, site="https://tracker.example"))).decode()
        header, *rows = csv.reader(StringIO(text, newline=""))
        tables[name] = Table(name, tuple(header), list(enumerate(rows, start=2)))
    return tables


def plain(incidents, reports) -> list:
    """Drafts with what they refer to in place of keys, so that two files that number otherwise are alike."""
    by_key = {report.key: replace(report, key="") for report in reports}
    return [_plain(draft, by_key) for draft in incidents]


def _plain(draft, by_key: dict) -> tuple:
    at = {claim.key: number for number, claim in enumerate(draft.claims)}
    claims = [
        replace(
            claim,
            key="",
            report=by_key[claim.report],
            stances=tuple(sorted(claim.stances)),
            supersedes=at.get(claim.supersedes, ""),
            derives_from=at.get(claim.derives_from, ""),
        )
        for claim in draft.claims
    ]
    told = sorted((by_key[key] for key in draft.reports), key=str)
    return replace(draft, key="", code="", reports=told, claims=claims)


def installed(drawn: AnyDataset, seed: int) -> Dataset:
    dataset = Dataset.objects.create(slug=f"any-{seed}", name="Any", code_prefix=f"A{seed}")
    load(dataset=dataset, reports=drawn.reports, incidents=drawn.incidents)
    return dataset


@pytest.mark.django_db
def test_what_an_export_writes_is_read_back_as_it_was():
    invented._names()
    for seed in range(12):
        drawn = any_dataset(seed)
        rows = list(template.read(exported(installed(drawn, seed)), RELEASE))
        assert [error for row in rows for error in row.errors] == []
        reports = {report.key: report for row in rows for report in row.reports}
        read = plain([row.incident for row in rows], reports.values())
        for one, other in zip(read, plain(drawn.incidents, drawn.reports), strict=True):
            for name in one.__slots__:
                assert getattr(one, name) == getattr(other, name), f"seed {seed}, {name}"


def test_every_column_that_an_export_writes_is_read_or_derived():
    for name, columns, fields in (
        ("incidents", INCIDENTS, template.FIELDS),
        ("claims", CLAIMS, template.OTHERS["claims"]),
        ("reports", REPORTS, template.OTHERS["reports"]),
    ):
        read = {field.name for field in fields}
        assert {column.name for column in columns} == read | template.DERIVED.get(name, set())
        assert not read & template.DERIVED.get(name, set())
