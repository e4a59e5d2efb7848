"""`python -m benchmarks.round_trip --datasets 100 [--office]`: is import(export(x)) == x?

Random datasets in any script, with formulas, newlines, unknown, none and nought, open ends and months: exported, imported
into another dataset and exported again, as a ZIP of CSV files. With --office each file is opened and saved in LibreOffice
on the way.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from django.core.management import call_command

from tests.parity.test_round_trip import files_of, imported, originals, said, zipped
from tests.recorded import standing_on
from tests.settings import CLUSTER

OFFICE = ["soffice", "--headless", "--norestore"]
UTF8_AS_TEXT = "44,34,76,1,,0,true,true,false"
"""LibreOffice's words for: commas, quotation marks, UTF-8, from the first line, all quoted text as text."""


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
                return measured(asked.datasets, through_office if asked.office else lambda files: files)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    return 0


def measured(datasets: int, opened) -> int:
    """Print how many came back as they were; 0 when all did."""
    call_command("migrate", verbosity=0)
    started, alike, incidents = time.monotonic(), 0, 0
    for number, dataset in enumerate(originals(range(datasets))):
        files = files_of(dataset)
        again = said(files_of(imported(zipped(opened(files)), "package.zip", f"again-{number}")))
        wanted = said(files)
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


def through_office(files: dict[str, bytes]) -> dict[str, bytes]:
    """Each CSV opened and saved again by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        came, gone = Path(folder) / "in", Path(folder) / "out"
        came.mkdir()
        for name, content in files.items():
            (came / f"{name}.csv").write_bytes(content)
        subprocess.run(
            [*OFFICE, f"-env:UserInstallation=file://{folder}/profile", f"--infilter=CSV:{UTF8_AS_TEXT}", "--convert-to",
             f"csv:Text - txt - csv (StarCalc):{UTF8_AS_TEXT}", "--outdir", gone, *came.iterdir()],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
        return {name: (gone / f"{name}.csv").read_bytes() for name in files}


if __name__ == "__main__":
    sys.exit(main())
