"""All of a selection in one file, which can be imported again: incidents, claims, reports, and whom and what they name."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from events.exports import named, rows
from events.exports.about import About, how_it_is_written
from events.exports.codebook import codebook
from events.exports.csv import csv_of
from events.exports.rows import Rows, one_snapshot
from events.exports.xlsx import write_xlsx

TABLES: dict[str, Callable[..., Rows]] = {
    "incidents": rows.incidents,
    "claims": rows.claims,
    "reports": rows.reports,
    "sources": named.sources,
    "actors": named.actors,
    "places": named.places,
}
"""Table by the name that a reader of our template knows it by."""


def tables(ordered, *, site: str, as_of: date | None = None) -> dict[str, Rows]:
    """The tables of these incidents, not read yet."""
    return {name: table(ordered, site=site, as_of=as_of) for name, table in TABLES.items()}


def write_zip(file: IO[bytes], tables: Mapping[str, Rows], about: About) -> None:
    """A CSV for each table, all of one snapshot, with a readme and the codebook."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with one_snapshot():
            for name, table in tables.items():
                with archive.open(f"{name}.csv", "w", force_zip64=True) as part:
                    for piece in csv_of(table):
                        part.write(piece)
        said = [f"{label}: {text}" for label, text in about.lines]
        archive.writestr("README.md", "\n\n".join([*said, *how_it_is_written()]) + "\n")
        archive.writestr("codebook.md", codebook())


WRITE = {"xlsx": write_xlsx, "zip": write_zip}
"""How it is written, by the ending of its address."""
