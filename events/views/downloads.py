import csv
from io import StringIO

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone

from events.analytics.listing import ordered, page
from events.exports import rows
from events.exports.csv import csv_of
from events.exports.json import incident_row
from events.formulas import safe_cell
from events.views.asking import asks
from events.views.panels import one_chart

CSV = "text/csv; charset=utf-8"


@asks
def incidents(request, selection):
    """The incidents of the list as CSV."""
    return _streamed(request, selection, rows.incidents)


@asks
def claims(request, selection):
    """Every claim about the incidents of the list as CSV."""
    return _streamed(request, selection, rows.claims)


@asks
def reports(request, selection):
    """The reports that tell of the incidents of the list, or carry their claims, as CSV."""
    return _streamed(request, selection, rows.reports)


def _streamed(request, selection, asked):
    site = f"{request.scheme}://{request.get_host()}"
    found = asked(ordered(selection), site=site, as_of=selection.as_of)
    shown = selection.shown
    pieces = csv_of(found, for_excel=shown["excel"] == "1", with_tags=shown["hxl"] == "1")
    response = StreamingHttpResponse(pieces, content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, asked.__name__)}.csv"'
    return response


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
        return JsonResponse(said | table | drawn.payload)
    file = StringIO()
    csv.writer(file).writerows([drawn.columns, *([safe_cell(cell) for cell in row] for row in drawn.rows)])
    response = HttpResponse(file.getvalue(), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{file_name(selection, f"chart-{name}")}.csv"'
    return response
