from django.shortcuts import get_object_or_404, render

from events.analytics.answers import framing
from events.analytics.listing import latest
from events.analytics.sources import ENOUGH, one_source, sources
from events.models import Source
from events.views.asking import asks, page_context


@asks
def source_list(request, selection):
    """Who speaks of the incidents chosen, and who prints it."""
    seen, _facets = framing(selection, with_status=False)
    context = page_context(request, selection) | {
        "sources": sources(selection),
        "total": seen.total,
        "enough": ENOUGH,
    }
    return render(request, "events/source_list.html", context)


@asks
def source_detail(request, selection, slug):
    """One source: of what it speaks, and how its numbers held."""
    source = get_object_or_404(Source.objects.heard_by(request.user).select_related("actor"), slug=slug)
    theirs = selection.narrowed(claimant=source)
    context = page_context(request, selection) | {
        "source": source,
        "row": one_source(selection, source),
        "theirs": theirs,
        "latest": latest(theirs),
        "enough": ENOUGH,
    }
    return render(request, "events/source_detail.html", context)
