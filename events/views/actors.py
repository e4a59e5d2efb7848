from django.shortcuts import get_object_or_404, render

from events.analytics.answers import blame, panels
from events.analytics.listing import latest
from events.models import Actor
from events.views.asking import asks, page_context
from events.views.panels import charts


@asks
def actor_list(request, selection):
    """What is attributed to each actor, with everything under it."""
    seen, blamed = blame(selection)
    context = page_context(request, selection) | {"attribution": blamed, "total": seen.total, "rules": seen.rules}
    return render(request, "events/actor_list.html", context)


@asks
def actor_detail(request, selection, slug):
    """One actor: what is attributed to it, broken down into its parts."""
    actor = get_object_or_404(Actor.objects.select_related("parent"), slug=slug)
    theirs = selection.narrowed(actor=actor)
    context = page_context(request, selection)
    seen = panels(theirs, within=actor)
    context |= {
        "actor": actor,
        "children": list(actor.children.all()),
        "theirs": theirs,
        "headline": seen.headline,
        "charts": charts(theirs, seen, context["answered_at"]),
        "latest": latest(theirs),
    }
    return render(request, "events/actor_detail.html", context)
