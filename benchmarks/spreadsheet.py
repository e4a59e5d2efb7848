"""`python -m benchmarks.spreadsheet`: what LibreOffice makes of our CSV and XLSX.

Every text column of incidents and claims is filled with what a spreadsheet would run, or break. The files are opened, and
saved as CSV by what the cells show: a formula that ran shows its value and not its text, so every text must come back as it
was, and so must the Arabic of the CSV for Excel. Needs `soffice`; not in the test suite.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks import likeness, world
from events.exports.columns import CLAIMS, INCIDENTS, Kind
from events.formulas import plain_text

PAYLOADS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://elsewhere.example/";"x")',
    '=WEBSERVICE("https://elsewhere.example/")',
    " =1+1",
    "＝1+1",
    "'=1+1",
    "#REF!",
    "غارة جوية على سوق في الميادين",
]
COLUMNS = {
    "events_incident": {"title": 200, "summary": 200, "date_words": 120, "place_words": 200, "rule_because": 300},
    "events_claim": {"quote": 200, "set_aside_because": 300},
    "events_report": {"headline": 300},
    "events_place": {"name": 200},
    "events_actor": {"name": 200},
    "events_source": {"name": 200},
}
"""Every text that people write and a file shows."""
TABLES = {"incidents": INCIDENTS, "claims": CLAIMS}
COMMAS = "44,34,76,1"
"""LibreOffice's words for CSV: comma, quotation mark, UTF-8, from the first line."""


def main() -> int:
    if not shutil.which("soffice"):
        sys.exit("LibreOffice is not installed: there is no soffice.")
    return likeness.on_a_database_of_its_own(judged)


def judged() -> int:
    """Prints what was found; how many things are wrong."""
    call_command("migrate", verbosity=0)
    world.generate(200)
    fill()
    wrong = control()
    for table, columns in TABLES.items():
        for address in (f"{table}.csv?excel=1", f"{table}.xlsx?"):
            written = meant(Client(), table)
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / address.split("?")[0]
                file.write_bytes(b"".join(Client().get(f"/{address}&dataset=world")))
                shown = saved(file)
            texts = [column.name for column in columns if column.kind is Kind.TEXT]
            lost = [
                (was[name], now[name])
                for was, now in zip(written, shown, strict=True)
                for name in texts
                if was[name] != plain_text(now[name])
            ]
            wrong += len(lost)
            size = f"{len(written)} rows, {len(texts)} columns of text"
            print(f"{file.name}: {size}: {len(lost)} ran or changed")
            for one in lost[:3]:
                print("   ", one)
    return wrong


def control() -> int:
    """The same texts without apostrophes: a check that sees nothing run there sees nothing anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "unsafe.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as lines:
            csv.writer(lines).writerows([["text"], *([text] for text in PAYLOADS)])
        ran = [text for text, row in zip(PAYLOADS, saved(file), strict=True) if row["text"] != text]
    print(f"{file.name}, the same texts without apostrophes: {len(ran)} of {len(PAYLOADS)} ran or changed")
    return not ran


def fill() -> None:
    """Each row has one of the payloads in each of its texts, so that each column has each payload."""
    listed = "ARRAY[" + ", ".join(["%s"] * len(PAYLOADS)) + "]::text[]"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, columns in COLUMNS.items():
            for shift, column in enumerate(columns):
                sql = f"UPDATE {table} SET {column} = ({listed})[1 + (id + {shift}) %% {len(PAYLOADS)}]"
                cursor.execute(sql, PAYLOADS)
        cursor.execute("SET session_replication_role = origin")


def meant(client: Client, table: str) -> list[dict[str, str]]:
    """The rows as the record has them."""
    text = b"".join(client.get(f"/{table}.csv?dataset=world")).decode()
    return [
        {name: plain_text(cell) for name, cell in row.items()} for row in csv.DictReader(StringIO(text, newline=""))
    ]


def saved(file: Path) -> list[dict[str, str]]:
    """What the cells of the file show when LibreOffice has opened it."""
    out = file.parent / "shown"
    command = ["soffice", "--headless", f"-env:UserInstallation={file.parent.as_uri()}/profile"]
    command += [f"--infilter=CSV:{COMMAS}"] if file.suffix == ".csv" else []
    command += ["--convert-to", f"csv:Text - txt - csv (StarCalc):{COMMAS},,0,false,true,false,false,false,1"]
    subprocess.run([*command, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=120)
    [shown] = out.glob("*.csv")
    return list(csv.DictReader(StringIO(shown.read_text(encoding="utf-8"), newline="")))


if __name__ == "__main__":
    sys.exit(main())
