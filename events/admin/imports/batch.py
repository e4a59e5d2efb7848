"""One import: what was understood of the file, what stands in the way, what would change, and how it went."""

from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import actions, tasks
from events.admin.imports.shown import batch_of, counts_of_problems, seal, steps
from events.choices import BatchState
from events.figures import grouped
from events.forms.reading import DELIMITERS, ReadingForm
from events.models import Batch, Incident

SHOWN = 10


@require_safe
@never_cache
def detail_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """The page that carries a person from the file to the record."""
    batch = batch_of(request, pk)
    context = site.each_context(request) | _context(batch) | _of_check(request, batch)
    return render(request, "admin/imports/detail.html", context)


@require_safe
@never_cache
def progress_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """The fragment that moves; once there is nothing to wait for, the whole page is asked for."""
    batch = batch_of(request, pk)
    answer = render(request, "admin/imports/_progress.html", _context(batch))
    if not batch.is_moving:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def read_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """Check again, reading the file as the form says."""
    batch = batch_of(request, pk, "events.change_batch")
    form = ReadingForm(request.POST, batch=batch)
    if not form.is_valid():
        for said in form.errors.values():
            messages.error(request, " ".join(said))
    else:
        _try(request, lambda: _read_anew(request, batch, form), _("It is being checked again."))
    return HttpResponseRedirect(batch.get_absolute_url())


@require_POST
def confirm_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """Load it, all or nothing; `rows` good leaves out those with errors, `gone` retract withdraws what is gone."""
    batch = batch_of(request, pk, "events.change_batch")
    refused = _stands_in_the_way(request, batch)
    if refused:
        messages.error(request, refused)
    else:
        chosen = {
            "good_rows_only": request.POST.get("rows") == "good",
            "retract_gone": request.POST.get("gone") == "retract" and request.user.has_perm("events.publish_incident"),
        }
        load = partial(_load_as_seen, batch, request.POST.get("seal", ""), by=request.user, **chosen)
        _try(request, load, _("It is being loaded."))
    return HttpResponseRedirect(batch.get_absolute_url())


@require_POST
def cancel_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """Stop what is at work, or take back what nobody has begun."""
    batch = batch_of(request, pk, "events.change_batch")
    _try(request, lambda: actions.cancel(batch=batch, by=request.user), _("It is being cancelled."))
    return HttpResponseRedirect(batch.get_absolute_url())


def undo_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """GET asks for the reason, POST has what the file did taken back."""
    batch = batch_of(request, pk, "events.change_batch")
    because, problem = request.POST.get("because", "").strip(), ""
    if request.method == "POST":
        problem = _why_not_undone(request, batch, because)
        if not problem:
            return HttpResponseRedirect(batch.get_absolute_url())
    title = _("Undo an import")
    given = {"title": title, "batch": batch, "because": because, "problem": problem}
    context = (
        site.each_context(request) | given | {"counts": [(label, number) for _n, label, number in _counted(batch)]}
    )
    return render(request, "admin/imports/undo.html", context, status=400 if problem else 200)


# --- pieces ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def _read_anew(request: HttpRequest, batch: Batch, form: ReadingForm) -> None:
    """Asked for first: where the import is somewhere else by now, what was confirmed is not read in another way."""
    tasks.check_later(batch=batch, by=request.user)
    form.save(by=request.user)


@transaction.atomic
def _load_as_seen(batch: Batch, seen: str, **how) -> None:
    """Asked for first, which reads the import afresh; where it is not what was looked at, nothing was asked for."""
    tasks.load_later(batch=batch, **how)
    if seal(batch) != seen:
        raise actions.BatchBusy(_("This import has changed since you looked at it: look at it again, then confirm."))


def _context(batch: Batch) -> dict:
    return {
        "title": batch.file_name,
        "batch": batch,
        "state": batch.stands,
        "steps": steps(batch),
        "worker_is_alive": tasks.worker_is_alive(),
    }


def _of_check(request: HttpRequest, batch: Batch) -> dict:
    """What a check found, for the states that have it."""
    problems, form = counts_of_problems(batch), ReadingForm(batch=batch)
    undecided, why_not = batch.names.undecided(), _stands_in_the_way(request, batch)
    return {
        "problems": problems,
        "by_kind": batch.problems.by_kind()[:SHOWN],
        "refused": batch.counts.get("refused", 0),
        "undecided": undecided.count(),
        "counted": _counted(batch),
        "would": _would(batch),
        "found": _found(batch),
        "columns": form.columns(),
        "died": actions.died(),
        "names": batch.names.count(),
        "form": form,
        "incidents": Incident.objects.of_batch(batch)[:SHOWN] if batch.state == BatchState.LOADED else [],
        "why_not": why_not,
        "seal": "" if why_not or batch.state != BatchState.CHECKED else seal(batch),
    }


COUNTED = {
    "added": gettext_lazy("new incidents"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "back": gettext_lazy("come back"),
    "gone": gettext_lazy("gone from the file"),
    "kept": gettext_lazy("edited by a person since, so kept as they are"),
    "refused": gettext_lazy("rows with errors"),
    "left": gettext_lazy("left as a person changed them"),
}


def _counted(batch: Batch) -> list[tuple[str, str, int]]:
    """(name, label, number) of what the file does to the record, without those that are none."""
    return [(name, label, batch.counts[name]) for name, label in COUNTED.items() if batch.counts.get(name)]


def _would(batch: Batch) -> list[tuple[str, str, list[dict]]]:
    """(name, label, a few rows) of what the file would do, as the last check kept them."""
    kept = batch.reading.get("found", {}).get("would", {})
    return [(name, label, kept[name]) for name, label in COUNTED.items() if kept.get(name)]


def _found(batch: Batch) -> dict:
    """How the file was read, as a person chose or as was found, in words."""
    found = batch.reading.get("found", {}) | {
        name: batch.reading[name] for name in ("encoding", "delimiter") if name in batch.reading
    }
    return found | {"delimiter_words": dict(DELIMITERS).get(found.get("delimiter", ""), found.get("delimiter", ""))}


def _stands_in_the_way(request: HttpRequest, batch: Batch) -> str:
    """Why this person may not have it loaded now; "" when they may."""
    undecided = batch.names.undecided().count()
    if undecided:
        return _("Names are still to be decided: %(count)s.") % {"count": grouped(undecided)}
    if batch.publish and not request.user.has_perm("events.publish_incident"):
        return _("Its incidents are to be published: an editor confirms that.")
    if batch.publish and batch.uploaded_by_id == request.user.pk:
        return _("You uploaded this file; somebody else confirms that it is published.")
    return ""


def _why_not_undone(request: HttpRequest, batch: Batch, because: str) -> str:
    if not because:
        return _("Say why: the reason stays with the import.")
    try:
        tasks.undo_later(batch=batch, by=request.user, why=because)
    except actions.BatchBusy as why:
        return str(why)
    messages.success(request, _("It is being undone."))
    return ""


def _try(request: HttpRequest, ask, said: str) -> None:
    """Ask for something, and say what came of it."""
    actions.fail_dead_batches()
    try:
        ask()
    except actions.BatchBusy as why:
        messages.error(request, str(why))
    else:
        messages.success(request, said)
