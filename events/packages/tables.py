"""The tables of a package: the same files that the site's downloads write, of one selection, in one order."""

from collections.abc import Iterator
from dataclasses import replace

from events.analytics.listing import ordered
from events.exports.named import actors, places, sources
from events.exports.rows import Rows, claims, corrections, incidents, reports
from events.models import Correction, Package
from events.selection import Selection

SORT = "sort=date"  # by the last day, then as entered: an order that no server's collation has a part in
KEYS = {
    "incidents.csv": "code",
    "claims.csv": "claim",
    "reports.csv": "report_number",
    "sources.csv": "slug",
    "actors.csv": "slug",
    "places.csv": "slug",
}
"""By which column a row of a table is the same row in another package."""


def chosen(query: str) -> Selection:
    """The selection of a package's question, as readers may ask it."""
    return Selection.of_readers(f"{query}&{SORT}")


def tables(selection: Selection, site: str) -> Iterator[tuple[str, Rows]]:
    """Each by its name, in the order of the ZIP; not read yet."""
    found, told = ordered(selection), {"site": site, "as_of": selection.as_of}
    yield "incidents.csv", incidents(found, **told)
    yield "claims.csv", claims(found, **told)
    yield "reports.csv", reports(found, **told)
    yield "sources.csv", sources(found, **told)
    yield "actors.csv", actors(found, **told)
    yield "places.csv", places(found, **told)
    about = Correction.objects.about(selection.incidents()).order_by("made_at", "pk")
    yield "corrections.csv", corrections(about, site=site)


def tables_of(package: Package) -> Iterator[tuple[str, Rows]]:
    """The tables that a package had when it was made, with the columns of then; what came since is left out."""
    then = {one["name"]: one["columns"] for one in package.files if "columns" in one}
    for name, rows in tables(chosen(package.query), package.site):
        if name in then:
            there = {column.name: column for column in rows.columns}
            yield name, replace(rows, columns=[there[column] for column in then[name] if column in there])
