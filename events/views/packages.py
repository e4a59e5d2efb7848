"""Packages: the list, one of them, its file, a new one from a selection, and two compared."""

import csv
from functools import wraps
from io import StringIO

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST

from events.analytics.overview import overview
from events.formulas import safe_cell
from events.models import Package
from events.packages import cite
from events.packages.again import Differs, made_again
from events.packages.compare import compare, written_out
from events.packages.make import NotMade, make, version_of
from events.packages.past import Busy
from events.packages.tables import chosen
from events.packages.version import has_changed_since
from events.selection import BadQuestion
from events.selection.language import read_language
from events.selection.packages import read_after, read_pair
from events.views.asking import asking, asks, page_context, refused
from events.views.downloads import CSV

PAGE = 30
MOST_TO_CHOOSE = 50
TRY_AGAIN = 30  # seconds


def asks_within_bounds(read):
    """As `asks`, of what `read` reads; what cannot be made or made again now is a page that says so."""

    def decorated(view):
        @wraps(view)
        def bounded(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except Differs as differs:
                return not_the_same(request, differs.package)
            except Busy:
                return busy(request)

        return asking(bounded, read, also=Package.objects.made_so_far)

    return decorated


@asks_within_bounds(read_after)
def package_list(request, after):
    """Every package of a public dataset, newest first."""
    found = list(Package.objects.public().before(after)[: PAGE + 1])
    context = page_context(request) | {
        "packages": found[:PAGE],
        "next_address": f"{request.path}?after={found[PAGE - 1].pk}" if len(found) > PAGE else None,
        "previous_address": request.path if after else None,
    }
    return render(request, "events/package_list.html", context)


@asks_within_bounds(read_language)
def package_detail(request, _asked, public_id):
    """What is in one, how it is cited and checked, and whether the record has changed since."""
    package = _public(public_id)
    context = page_context(request) | {
        "package": package,
        "citation": cite.with_digest(package),
        "bibtex": cite.as_bibtex(package),
        "csl": cite.as_csl(package),
        "has_changed": has_changed_since(version_of(package), package.dataset_id),
        "others": Package.objects.comparable(package)[:MOST_TO_CHOOSE],
    }
    return render(request, "events/package_detail.html", context)


def _public(public_id: str) -> Package:
    return get_object_or_404(Package.objects.public().select_related("dataset"), public_id=public_id)


def _digest(request, *args, public_id) -> str:
    return f'"{_public(public_id).sha256}"'


@asks_within_bounds(read_language)
@condition(etag_func=_digest)
def package_zip(request, _asked, *, public_id):
    """The file, made again from the history; never any other bytes than those on record."""
    package = _public(public_id)
    if request.method == "HEAD":
        answer = HttpResponse(content_type="application/zip", headers={"Content-Length": package.size})
    else:
        answer = FileResponse(made_again(package), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{package.public_id}.zip"'
    answer["Cache-Control"] = "no-cache"  # kept, and asked for again: a dataset may be closed
    return answer


@asks
def package_new(request, selection):
    """What a package of this selection would be, and the button that makes it."""
    question = _of_readers(selection)
    asked = {"selection": question, "total": overview(question).total, "query": question.canonical}
    context = page_context(request, selection) | asked
    return render(request, "events/package_new.html", context)


def _of_readers(selection):
    """The selection as a package asks it. Raises BadQuestion where there is none for readers (C7)."""
    if "status" in selection.data:
        raise BadQuestion([("status", _("a package holds published incidents only; leave the status out"))])
    return chosen(selection.canonical)


@require_POST
def package_make(request):
    """Make it, or find the one that there is; then its page."""
    try:
        selection = chosen(request.POST.get("query", ""))
        site = f"{request.scheme}://{request.get_host()}"
        package = make(selection, language=get_language(), site=site)
    except BadQuestion as bad:
        return refused(request, bad.problems)
    except NotMade as why:
        return problem(request, _("This package was not made"), str(why), why.status)
    except Busy:
        return busy(request)
    return HttpResponseRedirect(package.get_absolute_url())


@asks_within_bounds(read_pair)
def package_compare(request, pair):
    """What was added, changed and withdrawn between two, and why."""
    context = page_context(request) | {"pair": pair, "others": Package.objects.comparable(pair.a)[:MOST_TO_CHOOSE]}
    if pair.b:
        context["comparison"] = compare(pair.a, pair.b)
    return render(request, "events/package_compare.html", context)


@asks_within_bounds(read_pair)
def package_compare_file(request, pair):
    """The same as CSV, whole."""
    if pair.b is None:
        raise BadQuestion([("b", _("name the other package"))])
    file = StringIO()
    rows = written_out(compare(pair.a, pair.b))
    csv.writer(file).writerows([safe_cell(cell) for cell in row] for row in rows)
    answer = HttpResponse(file.getvalue(), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{pair.a}-and-{pair.b}.csv"'
    return answer


# --- what cannot be answered now -------------------------------------------------------------------------------------
def not_the_same(request, package: Package):
    """HTTP 500: what was made again is not what was cited. It is in the log; nobody gets other bytes under that name."""
    said = _(
        "%(id)s could not be made again as it was cited, so it is not given out. Whoever runs this site finds why in its log."
    )
    return problem(request, _("This file would not be the one that was cited"), said % {"id": package.public_id}, 500)


def busy(request):
    """HTTP 503: as many as may be are being made."""
    answer = problem(request, _("Try again in a moment"), _("Other packages are being made just now."), 503)
    answer["Retry-After"] = TRY_AGAIN
    return answer


def problem(request, title: str, said: str, status: int):
    """A page that says why there is no file."""
    context = page_context(request) | {"title": title, "said": said, "status": status}
    return render(request, "events/package_problem.html", context, status=status)
