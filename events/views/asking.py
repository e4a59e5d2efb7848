"""What every reader's page shares: a selection read from the address, refused with 400 where it cannot be (C13)."""

from functools import partial, wraps

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.freshness import kept
from events.models import Dataset
from events.selection import BadQuestion, Selection, is_foreign_mark, read_as_of
from events.selection.corrections import read_corrections


def asks(view):
    """Give the view a `selection`. Marks of other sites and blank inputs are dropped by a redirect; a bad question gets
    a page with the parameter's name and no number."""
    return asking(view, Selection.read)


def asks_as_of(view):
    """Give the view of one record the day up to which its claims count, None for today; as strict as `asks`."""
    return asking(view, read_as_of)


def asks_of_corrections(view):
    """Give the view which corrections are asked for; as strict as `asks`."""
    return asking(view, read_corrections)


def asking(view, read, also=tuple):
    """Give the view what `read` makes of the request; where it raises BadQuestion, the answer is a page that says so. Nothing
    is read for somebody whose copy of the answer still stands; `also` as in freshness.kept."""

    @partial(kept, also=also)
    @wraps(view)
    def strictly(request, *args, **kwargs):
        try:
            return view(request, read(request), *args, **kwargs)
        except BadQuestion as bad:
            return refused(request, bad.problems)

    @require_safe
    @wraps(view)
    def answered(request, *args, **kwargs):
        clean = _without_noise(request)
        return strictly(request, *args, **kwargs) if clean is None else HttpResponseRedirect(clean)

    return answered


def _without_noise(request) -> str | None:
    """The address without foreign marks and blank values, or None if it has none."""
    query = request.GET.copy()
    for name, values in list(query.lists()):
        kept = [] if is_foreign_mark(name) else [value for value in values if value.strip()]
        if kept != values:
            query.setlist(name, kept) if kept else query.pop(name)
    if query == request.GET:
        return None
    return f"{request.path}?{query.urlencode()}" if query else request.path


def refused(request, problems: list[tuple[str, str]]):
    """HTTP 400: each parameter and what is wrong with it; no number on the page."""
    context = {"status": 400, "title": _("This address asks something we do not understand"), "problems": problems}
    return render(request, "events/problem.html", page_context(request) | context, status=400)


def answered(request, status: int, title: str, said: str):
    """A question that is understood and cannot be answered so: what to do stands on the page."""
    context = {"status": status, "title": title, "said": said}
    return render(request, "events/problem.html", page_context(request) | context, status=status)


def page_context(request, selection: Selection | None = None) -> dict:
    """What base.html needs on every page. `as_of` is the day up to which claims count, `answered_at` the moment of the
    answer."""
    return {
        "selection": selection,
        "datasets": selection.datasets if selection else list(Dataset.objects.visible_to(asker(request))),
        "as_of": selection.as_of if selection else None,
        "answered_at": timezone.now(),
    }


def asker(request):
    """Whoever asks; nobody known where a request was refused before that was looked up, as one to a host not ours."""
    return getattr(request, "user", AnonymousUser())


def may_enter(request) -> bool:
    return request.user.has_perm("events.add_incident")
