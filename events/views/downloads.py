import csv
from io import StringIO

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.analytics.listing import ordered, page
from events.exports import record as whole_record
from events.exports.about import About
from events.exports.formats import FORMATS, TABLES, Asked, offered, whole
from events.exports.json import incident_row
from events.exports.xlsx import DoesNotFit
from events.formulas import safe_cell
from events.views.asking import answered, asks
from events.views.panels import one_chart

CSV = "text/csv; charset=utf-8"


@asks
def download(request, selection, table, form):
    """One table of the selection as a file. What does not fit or cannot be made here is answered with what can."""
    if table not in FORMATS[form].tables:
        raise Http404
    if form not in offered(table):
        said = _(
            "Parquet needs pyarrow, which is not installed here: pip install pyarrow. Every other format holds the same rows."
        )
        return answered(request, 501, _("This format cannot be made here"), said)
    try:
        file = FORMATS[form].make(_asked(request, selection, table))
    except DoesNotFit as no:
        return answered(request, 400, _("This does not fit into the file"), str(no))
    response = FileResponse(file, content_type=FORMATS[form].content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, table)}.{form}"'
    return response


@asks
def record(request, selection, form):
    """All of the selection in one file, which can be imported again."""
    site = f"{request.scheme}://{request.get_host()}"
    tables = whole_record.tables(ordered(selection), site=site, as_of=selection.as_of)
    try:
        file = whole(lambda file: whole_record.WRITE[form](file, tables, about(request, selection)))
    except DoesNotFit as no:
        return answered(request, 400, _("This does not fit into the file"), str(no))
    return FileResponse(file, as_attachment=True, filename=f"{file_name(selection, 'record')}.{form}")


def _asked(request, selection, table: str) -> Asked:
    site = f"{request.scheme}://{request.get_host()}"
    return Asked(
        table,
        TABLES[table](ordered(selection), site=site, as_of=selection.as_of),
        about(request, selection),
        for_excel=selection.shown["excel"] == "1",
        with_tags=selection.shown["hxl"] == "1",
    )


def about(request, selection) -> About:
    """What a file of this selection says of itself."""
    address = request.build_absolute_uri(selection.address("incident_list", dataset=selection.dataset.slug))
    return About(selection.sentence, selection.dataset, address, timezone.now(), selection.as_of)


def file_name(selection, what: str) -> str:
    """mayadeen-2017-incidents-2017-10-01-to-2017-10-31-as-known-on-2017-10-05: the dataset, what it is, the window asked
    for, and the day up to which what was published counts."""
    start, end = selection.window
    window = [f"from-{start}"] if start and not end else [f"{start}"] * bool(start)
    window += [f"to-{end}"] if end else []
    known = [f"as-known-on-{selection.as_of}"] if selection.as_of else []
    return "-".join([selection.dataset.slug, what, *window, *known])


@asks
def incidents_json(request, selection):
    """A page of the list as data: the same rows, the same order, and the address of the next page."""
    found = page(selection)
    following = found.after and request.build_absolute_uri(selection.address(after=found.after))
    rows = [incident_row(incident, request.build_absolute_uri) for incident in found.incidents]
    return JsonResponse({"selection": selection.sentence, "incidents": rows, "next": following})


@asks
def chart(request, selection, name, form):
    """One chart as data: its figure and table as JSON, or its table as CSV."""
    drawn = one_chart(selection, name, timezone.now())
    if drawn is None:
        raise Http404
    if form == "json":
        table = {"columns": drawn.columns, "rows": drawn.rows}
        said = {"title": drawn.title, "caption": drawn.caption, "left_out": drawn.left_out, "unit": drawn.unit}
        named = {"picture": drawn.payload["picture"] | {"name": file_name(selection, f"chart-{name}")}}
        return JsonResponse(said | table | drawn.payload | named)
    file = StringIO()
    csv.writer(file).writerows([drawn.columns, *([safe_cell(cell) for cell in row] for row in drawn.rows)])
    response = HttpResponse(file.getvalue(), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, f"chart-{name}")}.csv"'
    return response
