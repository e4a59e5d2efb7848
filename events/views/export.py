"""The page of downloads: what there is of a selection, in which formats, with how many rows, and what each column means."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _

from events.analytics.listing import ordered
from events.exports.about import About, how_it_is_written
from events.exports.columns import Column
from events.exports.formats import TABLES, Format, offered
from events.views.asking import asks, page_context
from events.views.downloads import about


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the selection: `rows`, how many each of its files holds."""

    name: str
    label: str
    says: str
    columns: list[Column]
    rows: int
    formats: dict[str, Format]

    @property
    def files(self) -> list[tuple[str, Format, bool]]:
        """(extension, format, whether it holds as many rows)."""
        return [(name, one, one.most is None or self.rows <= one.most) for name, one in self.formats.items()]


@asks
def export(request, selection):
    """Everything that can be taken away of a selection."""
    said = about(request, selection)
    context = page_context(request, selection) | {
        "about": said,
        "how": how_it_is_written(),
        "tables": tables(selection, said),
    }
    return render(request, "events/export.html", context)


def tables(selection, said: About) -> list[Table]:
    """Incidents, claims and reports of the selection, each counted."""
    words = {
        "incidents": (_("Incidents"), _("one row for each incident, with its estimates")),
        "claims": (_("Claims"), _("one row for each claim about them, with its words, claimant and publisher")),
        "reports": (_("Reports"), _("one row for each report that tells of them, with its address")),
    }
    found = {
        name: table(ordered(selection), site=said.address, as_of=selection.as_of) for name, table in TABLES.items()
    }
    return [Table(name, *words[name], rows.columns, rows.count(), offered(name)) for name, rows in found.items()]
