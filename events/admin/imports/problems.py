"""Everything that is wrong with a file, row by row: to be read here, or in the file itself."""

from collections import defaultdict
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.admin.imports.shown import batch_of, counts_of_problems
from events.choices import Gravity
from events.imports.marked import Marks, mark
from events.models import Batch

PAGE = 50
IN_MEMORY = 2**21
PIECE = 2**16


@require_safe
def problems_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """Errors before notes; `gravity`, `column` and `problem` narrow the list to one kind."""
    batch = batch_of(request, pk)
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("gravity", "column", "problem")}
    found = batch.problems.listed(**asked)
    context = site.each_context(request) | {
        "title": _("Problems of the file"),
        "batch": batch,
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "counts": [(gravity, gravity.label, number) for gravity, number in _counted(batch)],
        "kinds": batch.problems.by_kind(),
    }
    return render(request, "admin/imports/problems.html", context)


@require_safe
def report_view(request: HttpRequest, site, pk: int) -> StreamingHttpResponse:
    """The file as it came, with one column more that says what is wrong in each row; 404 for a file that no check has read
    to its end, as it may be damaged or a bomb."""
    batch = batch_of(request, pk)
    if not batch.problems.exists():
        raise Http404
    target = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    found = batch.reading.get("found", {}) | {name: v for name, v in batch.reading.items() if name != "found"}
    with batch.open() as source:
        ending = mark(
            source,
            target,
            marks=_marks(batch),
            title=_("Problems"),
            encoding=found.get("encoding", ""),
            delimiter=found.get("delimiter", ""),
        )
    target.seek(0)
    what = _("problems")
    name = f"{batch.file_name.rpartition('.')[0] or batch.file_name}-{what}{ending}"
    response = StreamingHttpResponse(_read(target), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _read(file: BinaryIO) -> Iterator[bytes]:
    """All of the file, which is closed behind it."""
    with file:
        while piece := file.read(PIECE):
            yield piece


@require_safe
def file_view(request: HttpRequest, site, pk: int) -> FileResponse:
    """The file as it came."""
    batch = batch_of(request, pk)
    return FileResponse(
        batch.open(), as_attachment=True, filename=batch.file_name, content_type="application/octet-stream"
    )


def _counted(batch: Batch) -> list[tuple[Gravity, int]]:
    return [(Gravity(name), number) for name, number in counts_of_problems(batch).items()]


def _marks(batch: Batch) -> Marks:
    """All that is said of a row in one cell, errors first."""
    marks: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in batch.problems.errors_first().exclude(row=None).iterator():
        table, colon, column = problem.column.partition(": ")
        where = (table, column) if colon else ("", problem.column)
        words = f"{problem.get_gravity_display()}: {where[1]}: {problem.problem} {problem.mend}".replace(": : ", ": ")
        marks[where[0], problem.row].append(words.strip())
    return {where: " | ".join(said) for where, said in marks.items()}
