"""The codebook: every column of every export with its meaning, written from the same allow-list that the files are."""

from django.utils.translation import gettext as _

from events.exports.columns import CLAIMS, CORRECTIONS, INCIDENTS, REPORTS, Column
from events.exports.named import ACTORS, PLACES, SOURCES


def codebook() -> str:
    """docs/codebook.md, as text."""
    parts = [
        "# " + _("Codebook"),
        _("Written by `manage.py codebook` from the columns of the exports; do not edit it by hand."),
        _("An empty cell is not known; `0` was stated by a source."),
        *_section("incidents.csv", INCIDENTS),
        *_section("claims.csv", CLAIMS),
        *_section("reports.csv", REPORTS),
        *_section("corrections.csv", CORRECTIONS),
        *_section("sources.csv", SOURCES),
        *_section("actors.csv", ACTORS),
        *_section("places.csv", PLACES),
    ]
    return "\n\n".join(parts) + "\n"


def _section(name: str, columns: list[Column]) -> list[str]:
    rows = "\n".join(f"| `{column.name}` | {column.says} | `{column.hxl}` |" for column in columns)
    heads = " | ".join((_("column"), _("meaning"), _("HXL tag")))
    return [f"## `{name}`", f"| {heads} |\n|---|---|---|\n{rows}"]
