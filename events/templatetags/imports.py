"""What the pages of imports say of a candidate."""

from django import template
from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.choices import ActorKind, PlaceLevel, SourceKind
from events.models.named import in_language

register = template.Library()
SORTS = {sort.value: sort.label for kinds in (SourceKind, ActorKind, PlaceLevel) for sort in kinds}


@register.filter
def offered(candidate: dict) -> str:
    """A candidate in one line: its name, what it is part of, what it is, its likeness, and how far its point is."""
    names = [(candidate["name"], candidate["name_local"]), *candidate["above"]]
    said = [_(", ").join(in_language(*name, get_language()) for name in names), str(SORTS.get(candidate["sort"], ""))]
    said.append(_("likeness %(score)s") % {"score": f"{candidate['score']:.2f}"})
    if candidate["km"] is not None:
        said.append(_("%(km)s km away") % {"km": localize(candidate["km"])})
    return " · ".join(part for part in said if part)
