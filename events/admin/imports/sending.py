"""The list of imports, and sending a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events import actions, tasks
from events.admin.imports.shown import must, recognised
from events.datasets.presets import NoSuchDataset, start_dataset
from events.exports import template
from events.exports.formats import whole
from events.forms.batch import UploadForm, file_of
from events.models import Batch
from events.words import Unreadable

PAGE = 25


@require_safe
def list_view(request: HttpRequest, site) -> HttpResponse:
    """Every import with its state, the latest first."""
    must(request, "events.view_batch")
    page = Paginator(Batch.objects.with_people(), PAGE).get_page(request.GET.get("page"))
    context = site.each_context(request) | {
        "title": _("Imports"),
        "page": page,
        "worker_is_alive": tasks.worker_is_alive(),
    }
    return render(request, "admin/imports/list.html", context)


@require_safe
def template_view(request: HttpRequest, site, form: str) -> FileResponse:
    """Our own template, empty."""
    must(request, "events.add_batch")
    if form not in template.WRITE:
        raise Http404
    return FileResponse(whole(template.WRITE[form]), as_attachment=True, filename=f"template.{form}")


def upload_view(request: HttpRequest, site) -> HttpResponse:
    """GET asks for a file, POST keeps it, has it checked, and leads to its page."""
    must(request, "events.add_batch")
    form = UploadForm(request.POST or None, request.FILES or None, label_suffix="", initial={"publish": False})
    if request.method == "POST":
        batch = _taken(request, form)
        if batch is not None:
            return HttpResponseRedirect(batch.get_absolute_url())
    context = site.each_context(request) | {"title": _("Import a file"), "form": form}
    return render(request, "admin/imports/new.html", context, status=400 if form.is_bound and form.errors else 200)


def _taken(request: HttpRequest, form: UploadForm) -> Batch | None:
    """The batch of a file that is kept; None where the form says why it is not."""
    too_large = getattr(request, "upload_too_large", False)
    if too_large:
        form.add_error("files", actions.too_large())
    if not form.is_valid():
        return None
    try:
        batch = _kept(request, form.cleaned_data)
    except actions.UploadRefused as why:
        form.add_error("files", _with_link(why))
    except (Unreadable, NoSuchDataset) as why:
        form.add_error("new_dataset" if isinstance(why, NoSuchDataset) else "files", str(why))
    else:
        messages.success(request, _("The file is here, and is being checked."))
        return batch
    return None


@transaction.atomic
def _kept(request: HttpRequest, given: dict) -> Batch:
    name, chunks = file_of(given["files"])
    read_as = given["format"] or recognised(given["files"])
    dataset = given["dataset"] or start_dataset(format=read_as, name=given["new_dataset"], by=request.user)
    batch = actions.upload(
        dataset=dataset,
        file_name=name,
        chunks=chunks,
        format=read_as,
        release=given["release"],
        released_on=given["released_on"],
        publish=given["publish"],
        by=request.user,
    )
    tasks.check_later(batch=batch, by=request.user)
    return batch


def _with_link(why: actions.UploadRefused) -> str:
    if why.earlier is None:
        return str(why)
    return format_html('{} <a href="{}">{}</a>', str(why), why.earlier.get_absolute_url(), _("Look at it"))
