"""`python -m benchmarks.round_trip --datasets 100 [--office]`: is import(export(x)) == x?

Random datasets in any script, with formulas, newlines, unknown, none and nought, open ends and months: exported, imported
into another dataset and exported again, as a ZIP of CSV files. With --office as a workbook, which LibreOffice opens and
saves on the way; it keeps 15 digits of a number and makes every line end a line feed, and so much is forgiven.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.utils import timezone

from events.choices import Status
from events.exports import record
from events.exports.about import About
from events.models import Dataset, Incident
from tests.parity.test_round_trip import SITE, files_of, imported, originals, said, zipped
from tests.recorded import standing_on
from tests.settings import CLUSTER

OFFICE = ["soffice", "--headless", "--norestore"]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--datasets", type=int, default=100)
    arguments.add_argument("--office", action="store_true")
    asked = arguments.parse_args()
    name = f"round_trip_{os.getpid()}"
    with CLUSTER, psycopg.connect(CLUSTER.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            with standing_on(name):
                if asked.office:
                    return measured(asked.datasets, through_office, in_a_spreadsheet)
                return measured(asked.datasets, as_zip, lambda told: told)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measured(datasets: int, exported: Callable[[Dataset], tuple[bytes, str]], kept: Callable[[dict], dict]) -> int:
    """Print how many came back as they were, as far as the way can keep it (`kept`); 0 when all did."""
    call_command("migrate", verbosity=0)
    started, alike, incidents = time.monotonic(), 0, 0
    for number, dataset in enumerate(originals(range(datasets))):
        files = files_of(dataset)
        again = kept(said(files_of(imported(*exported(dataset), f"again-{number}"))))
        wanted = kept(said(files))
        alike += again == wanted
        incidents += len(wanted["incidents"])
        for name in wanted:
            for one, other in zip(wanted[name], again[name], strict=True):
                for column in one:
                    if one[column] != other[column]:
                        print(f"{dataset.slug}, {name}, {column}: {one[column]!r} came back as {other[column]!r}")
    print(
        f"{alike} of {datasets} datasets, {incidents} incidents, came back as they were; {time.monotonic() - started:.0f} s"
    )
    return 0 if alike == datasets else 1


def in_a_spreadsheet(told: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """What LibreOffice keeps: 15 digits of a number, and one kind of line end."""
    return {
        name: [{column: _held(cell) for column, cell in row.items()} for row in rows] for name, rows in told.items()
    }


def _held(cell):
    if not isinstance(cell, str):
        return cell
    return f"{float(cell):.15g}" if re.fullmatch(r"-?\d+\.\d+", cell) else cell.replace("\r\n", "\n")


def as_zip(dataset: Dataset) -> tuple[bytes, str]:
    return zipped(files_of(dataset)), "record.zip"


def through_office(dataset: Dataset) -> tuple[bytes, str]:
    """The workbook of a dataset, opened and saved again by LibreOffice."""
    chosen = Incident.objects.filter(dataset=dataset, status=Status.PUBLISHED).order_by("pk")
    with tempfile.TemporaryDirectory() as folder:
        came, gone = Path(folder) / "record.xlsx", Path(folder) / "out"
        with came.open("wb") as file:
            about = About("Everything", dataset, SITE, timezone.now())
            record.write_xlsx(file, record.tables(chosen, site=SITE), about)
        command = [
            *OFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "xlsx",
            "--outdir",
            gone,
            came,
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return (gone / came.name).read_bytes(), came.name


if __name__ == "__main__":
    sys.exit(main())
