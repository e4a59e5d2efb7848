"""Names of a file that nobody has told apart yet: which of ours each means, many at once, or a new one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from events import actions
from events.admin.imports.shown import batch_of
from events.choices import NamedKind, NameState
from events.figures import grouped
from events.forms import names as typed_names
from events.models import Batch, BatchName

PAGE = 25
NEW, OPEN, OTHER = "new", "open", "other"


@never_cache
def names_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """GET lists, by `state`, `kind` and `q`; POST `name-<id>` is the id of one of ours, new, open or other (typed beside)."""
    batch = batch_of(request, pk, "events.change_batch" if request.method == "POST" else "events.view_batch")
    asked = _asked(request)
    if request.method == "POST":
        if batch.may_be_decided:
            _decide(request, batch, asked)
        else:
            messages.error(request, _("Its names are decided between the check and the loading; it is elsewhere now."))
        return HttpResponseRedirect(f"{request.path}?{_query(asked)}")
    listed = _listed(batch, asked)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = site.each_context(request) | {
        "title": _("Names to decide"),
        "batch": batch,
        "asked": asked,
        "query": _query(asked),
        "page": page,
        "like_none": listed.like_none().count(),
        "rows": [_row(name) for name in page],
        "kinds": [(kind, kind.label, batch.names.listed(asked["state"], kind).count()) for kind in NamedKind],
        "states": [(state, state.label, batch.names.listed(state).count()) for state in NameState],
    }
    return render(request, "admin/imports/names.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    given = request.GET
    state = given.get("state", "")
    kind = given.get("kind", "")
    return {
        "state": state if state in NameState.values else NameState.OPEN.value,
        "kind": kind if kind in NamedKind.values else "",
        "q": given.get("q", "").replace("\0", "")[:100].strip(),
    }


def _query(asked: dict[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value})


def _listed(batch: Batch, asked: dict[str, str]):
    return batch.names.listed(asked["state"], asked["kind"], asked["q"])


def _row(name: BatchName) -> dict:
    """A name, and which of ours it means already."""
    meant = typed_names.MODELS[name.kind].objects.filter(pk=name.meant).first() if name.meant else None
    return {"name": name, "meant": meant}


def _decide(request: HttpRequest, batch: Batch, asked: dict[str, str]) -> None:
    """All that was decided on the page, or, for `all-new`, everything listed that looks like none of ours, as new ones."""
    if request.POST.get("do") == "all-new":
        listed = _listed(batch, asked | {"state": NameState.OPEN})
        _take(request, list(listed.like_none()), with_lookalikes=False)
        return
    given = {key[5:]: value for key, value in request.POST.items() if key.startswith("name-") and value}
    ids = [int(pk) for pk in given if pk.isascii() and pk.isdecimal() and len(pk) < 19]
    decided, new = 0, []
    for name in batch.names.filter(pk__in=ids).select_related("batch"):
        choice = given[str(name.pk)]
        if choice == NEW:
            new.append(name)
        elif choice == OPEN:
            actions.reopen_name(name=name, by=request.user)
        else:
            decided += _decide_one(request, name, choice)
    if new:
        _take(request, new)
    if decided:
        said = ngettext("%(count)s name decided.", "%(count)s names decided.", decided)
        messages.success(request, said % {"count": grouped(decided)})


def _decide_one(request: HttpRequest, name: BatchName, choice: str) -> int:
    """1 when it was decided."""
    model = typed_names.MODELS[name.kind]
    try:
        if choice == OTHER:
            meant = typed_names.find(model, request.POST.get(f"typed-{name.pk}", "").replace("\0", "")[:300])
        else:
            meant = model.objects.get(pk=int(choice))
        with transaction.atomic():
            actions.decide_name(name=name, meant=meant, by=request.user)
    except (typed_names.Unfound, ValueError, OverflowError, model.DoesNotExist) as why:
        said = why if isinstance(why, typed_names.Unfound) else _("Choose again.")
        messages.error(request, f"{name.words}: {said}")
        return 0
    return 1


def _take(request: HttpRequest, names: list[BatchName], *, with_lookalikes: bool = True) -> None:
    try:
        taken = actions.take_as_new(names=names, by=request.user, with_lookalikes=with_lookalikes)
    except actions.NameRefused as why:
        messages.error(request, str(why))
        return
    said = ngettext("%(count)s name is a new one.", "%(count)s names are new ones.", taken)
    said %= {"count": grouped(taken)}
    made = _("They are made when the file is loaded.")
    messages.success(request, f"{said} {made}")
