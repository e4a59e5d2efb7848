"""Our own template: the tables that our exports write, read back without loss, or filled in by hand. Pure.

`incidents` stands alone or beside `claims`; `reports`, `places`, `actors` and `sources` tell more of what the two name. A
column that an export derives (sums, counts, addresses) is not read. What one row of each table means stands in
template_rows.py.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.choices import FileFormat
from events.drafts import DraftRow
from events.imports.base import Field, Release, Table
from events.imports.coded import CodedRow
from events.imports.template_claims import claim_of
from events.imports.template_names import Names, Told
from events.imports.template_rows import incident_of
from events.words import Unreadable, fold

FORMAT = FileFormat.TEMPLATE
EXPLAINED = "↑ "
"""Begins the line of explanation under the header of a blank template; it is no row."""
DERIVED = {
    "incidents": {"dataset", "category", "claims", "claimants", "url"},
    "claims": {"dataset", "use", "url"},
}
"""Columns that an export writes and nobody fills in. The sums (killed_low and so on) are looked at, not read."""


def _fields(*names: str, required: tuple[str, ...] = ()) -> tuple[Field, ...]:
    return tuple(Field(name, is_required=name in required) for name in names)


FIGURES = tuple(
    f"{harm}_{bound}" for harm in ("killed", "civilians_killed", "injured") for bound in ("low", "best", "high")
)
FIELDS = _fields(
    *("code", "title", "date_start", "date_end", "date_precision", "type", "place", "admin1", "country", "latitude"),
    *("longitude", "location_precision", "perpetrators", "attribution", "grade", *FIGURES, "status", "summary"),
    *("date_words", "part_of_day", "place_slug", "pcode", "place_words", "point_of", "involved", "reports", "rule"),
    *("rule_because", "retracted_because"),
    required=("code", "title", "type"),
)
SUBSETS = tuple(f"{subset}_{bound}" for subset in ("children", "women", "men") for bound in ("minimum", "maximum"))
OTHERS = {
    "claims": _fields(
        *("incident", "claim", "claimed_on", "claimant", "publisher", "report", "report_date", "report_url", "harm"),
        *("victims", "combatants_of", "minimum", "maximum", "qualifier", *SUBSETS, "blames", "quote", "best"),
        *("claimant_slug", "publisher_slug", "report_number", "combatants_of_slug", "stances", "supersedes"),
        *("derives_from", "set_aside_because"),
        required=("incident",),
    ),
    "reports": _fields(
        *(
            "report_number",
            "publisher",
            "publisher_slug",
            "report",
            "report_date",
            "language",
            "report_url",
            "archive_url",
        ),
        required=("report_number", "publisher", "report", "report_date"),
    ),
    "places": _fields("slug", "name", "name_local", "aliases", "level", "parent", "pcode", "latitude", "longitude"),
    "actors": _fields("slug", "name", "name_local", "aliases", "kind", "parent"),
    "sources": _fields("slug", "name", "name_local", "aliases", "kind"),
}


def read(tables: dict[str, Table], release: Release) -> Iterator[DraftRow]:
    """A `DraftRow` for each row of `incidents`, with its claims; then one for each row of the other tables with errors of its
    own: a claim whose incident is not there, a report or a name that cannot be read.

    Raises Unreadable where there is no table of incidents, or a column is missing without which none can be read.
    """
    incidents = _incidents(tables)
    names = Names({kind: list(_rows(tables, kind)) for kind in ("places", "actors", "sources")})
    told = Told(names)
    reports = list(_rows(tables, "reports"))
    for row in reports:
        told.add(row)
    claims = defaultdict(list)
    for row in _rows(tables, "claims"):
        claims[fold(row.word("incident"))].append(row)
    told.know_claims(row.word("claim") for rows in claims.values() for row in rows)
    seen = set()
    for row in _coded(incidents, "", release.columns):
        code = fold(row.word("code"))
        if code in seen:
            row.refuse("code", _("Another row of the file has this code."), _("Give each incident a code of its own."))
        yield _draft_row(row, [] if code in seen else claims.pop(code, []), told)
        seen.add(code)
    lost = [row for rows in claims.values() for row in rows]
    for row in lost:
        row.refuse(
            "incident", _("No incident of the file has this code."), _("Write the code of a row of the incidents.")
        )
    for row in (*lost, *reports, *names.listed):
        if row.errors:
            yield DraftRow(row.line, row.cells, None, errors=tuple(dict.fromkeys(row.errors)))


def _incidents(tables: dict[str, Table]) -> Table:
    """The table of incidents: by its name, or the only one."""
    found = tables.get("incidents") or (next(iter(tables.values())) if len(tables) == 1 else None)
    if found is None:
        raise Unreadable(_("There is no table “incidents” in the file."))
    return found


def _rows(tables: dict[str, Table], name: str) -> Iterator[CodedRow]:
    """The rows of a table beside the first; none where it is not there."""
    return _coded(tables[name], name, {}) if name in tables else iter(())


def _coded(table: Table, name: str, columns: dict[str, str]) -> Iterator[CodedRow]:
    """The rows of a table, each cell under the column that its header means."""
    known = {fold(columns.get(field.name, field.name)): field for field in (OTHERS[name] if name else FIELDS)}
    header = [known.get(fold(cell)) for cell in table.header]
    missing = [field.name for field in known.values() if field.is_required and field not in header]
    if missing:
        said = _("The table “%(table)s” has no column %(columns)s.")
        raise Unreadable(said % {"table": name or "incidents", "columns": ", ".join(missing)})
    for line, cells in table.rows:
        if cells and cells[0].startswith(EXPLAINED):
            continue
        row = CodedRow(name, line, {field.name: cell for field, cell in zip(header, cells, strict=False) if field})
        row.errors += table.problems.get(line, [])
        yield row


def _draft_row(row: CodedRow, claims: list[CodedRow], told: Told) -> DraftRow:
    told.begin()
    drafts = [claim_of(claim, told) for claim in claims]
    incident = incident_of(row, [draft for draft in drafts if draft], told)
    _look_at_figures(row, claims)
    errors = [*row.errors, *(error for claim in claims for error in claim.errors)]
    is_sound = all(one.is_sound for one in (row, *claims))
    return DraftRow(
        row=row.line,
        values=row.cells,
        incident=incident if is_sound else None,
        reports=tuple(told.reports_used.values()),
        names=tuple(told.names_used.values()),
        errors=tuple(errors),
    )


def _look_at_figures(row: CodedRow, claims: list[CodedRow]) -> None:
    """A number that stands beside no claim would be lost without a word: numbers are made of claims."""
    if claims:
        return
    for column in FIGURES:
        if row.has(column):
            said = _("A number needs a claim: nobody is named here who says it.")
            mend = _("Add a row to the claims with who says it, in which report and when; or empty this cell.")
            row.refuse(column, said, mend)
