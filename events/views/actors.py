from django.shortcuts import get_object_or_404, render

from events.analytics.attribution import attribution
from events.analytics.listing import latest
from events.analytics.overview import overview
from events.models import Actor
from events.views.asking import asks, page_context
from events.views.panels import panels


@asks
def actor_list(request, selection):
    seen = overview(selection)
    panel = attribution(selection, seen.total)
    context = page_context(request, selection) | {"attribution": panel, "total": seen.total}
    return render(request, "events/actor_list.html", context)


@asks
def actor_detail(request, selection, slug):
    actor = get_object_or_404(Actor.objects.select_related("parent"), slug=slug)
    theirs = selection.narrowed(actor=slug)
    context = page_context(request, selection)
    made = panels(theirs, context["as_of"], within=actor)
    context |= {
        "actor": actor,
        "children": list(actor.children.all()),
        "theirs": theirs,
        "headline": made.headline,
        "attribution": made.attribution,
        "charts": made.charts,
        "latest": latest(theirs),
    }
    return render(request, "events/actor_detail.html", context)
