"""The question a page answers, as its links and its filter form carry it."""

from datetime import date
from html import escape
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from events.choices import Harm, IncidentType, Role, VictimGroup
from events.selection.filters import PresentationForm

register = template.Library()


@register.simple_tag
def address(selection, page: str | None = None, **changes) -> str:
    """The address of a page, by its url name, for this selection with some parameters changed."""
    return selection.address(page, **changes)


@register.simple_tag(takes_context=True)
def in_language(context, language: str) -> str:
    """This page's address in another language."""
    request = context.get("request")
    if request is None:
        return f"?lang={language}"
    params = request.GET.copy()
    params["lang"] = language
    return f"{request.path}?{params.urlencode()}"


@register.simple_tag(takes_context=True)
def incident_address(context, incident) -> str:
    """An incident's page as known on the day that this page answers for."""
    return as_known(incident.get_absolute_url(), context.get("as_of"))


@register.filter
def as_known(path: str, day: date | None) -> str:
    """The address of a record as known on a day; of today without one."""
    return f"{path}?as_of={day.isoformat()}" if day else path


@register.simple_tag(takes_context=True)
def carried(context, page: str) -> str:
    """The address of a page, by its url name, from the page of a record: of its dataset, as known on the same day."""
    record, day = context.get("incident"), context.get("as_of")
    asked = {"dataset": record.dataset.slug} if record else {}
    asked |= {"as_of": day.isoformat()} if day else {}
    return f"{reverse(page)}?{urlencode(asked)}" if asked else reverse(page)


@register.simple_tag(takes_context=True)
def nav_links(context) -> list[dict]:
    """The pages of the site, each carrying the selection on; `current` is the value of aria-current, or ""."""
    request, selection = context.get("request"), context.get("selection")
    here = request.resolver_match.url_name if request and request.resolver_match else ""
    links = [
        {
            "label": label,
            "address": selection.address(pages[0]) if selection else carried(context, pages[0]),
            "current": ("page" if here == pages[0] else "true") if here in pages else "",
        }
        for label, pages in (
            (_("Dashboard"), ("dashboard",)),
            (_("Incidents"), ("incident_list", "incident_detail")),
            (_("Timeline"), ("timeline",)),
            (_("Actors"), ("actor_list", "actor_detail")),
            (_("Sources"), ("source_list", "source_detail")),
        )
    ]
    desk = reverse("admin:index")
    is_desk = request is not None and request.path.startswith(desk)
    return [*links, {"label": _("Entry desk"), "address": desk, "current": "true" if is_desk else ""}]


# --- filters and tables ----------------------------------------------------------------------------------------------
SHORTLIST = 8
SEARCHABLE = {"actor", "place", "claimant"}
KEPT = ("sort", "columns", "bucket", "claimant", "status")
SINGLE = {"harm": (Harm, Harm.KILLED), "victims": (VictimGroup, VictimGroup.ALL), "role": (Role, Role.PERPETRATOR)}


@register.filter
def typed(selection, parameter: str) -> str:
    """What was typed for a parameter that takes one value."""
    return selection.data.get(parameter, [""])[0]


@register.filter
def kept_hidden(selection, facets) -> list[tuple[str, str]]:
    """Parameters that the filter form has no field for and must not lose, as (name, value)."""
    shown = {facet.parameter for facet in facets or ()}
    return [(name, value) for name in KEPT if name not in shown for value in selection.data.get(name, [])]


@register.filter
def shortlist(facet) -> list:
    """The options shown at once: all of a short vocabulary; of actors and places the chosen and the first few."""
    if facet.parameter not in SEARCHABLE:
        return facet.options
    return [option for index, option in enumerate(facet.options) if index < SHORTLIST or option.chosen]


@register.filter
def beyond_shortlist(facet) -> SafeString:
    """The others, as a datalist holds them; "" where there are none. Made here because they are hundreds, each dear as
    template nodes."""
    shown = {option.value for option in shortlist(facet)}
    others = [option for option in facet.options if option.value not in shown]
    listed = [f'<option value="{escape(one.value)}" label="{escape(one.label)}"></option>' for one in others]
    return mark_safe("".join(listed))  # noqa: S308 — both are escaped


@register.simple_tag
def sort_state(sort: str, key: str) -> SafeString:
    """The aria-sort of a column that the list is sorted by."""
    if sort.lstrip("-") != key:
        return mark_safe("")
    return format_html('aria-sort="{}"', "descending" if sort.startswith("-") else "ascending")


@register.simple_tag
def next_sort(addresses: dict, sort: str, first: str, other: str) -> str:
    """Where a column's heading leads: its first order, or the other one when that is in force."""
    return addresses[other if sort == first else first]


@register.filter
def with_query(path: str, selection) -> str:
    """An address that answers the same question."""
    return f"{path}?{selection.query}" if selection.query else path


@register.simple_tag
def actor_address(slug: str, selection) -> str:
    """An actor's page under the other filters of the selection."""
    _path, _mark, query = selection.address("actor_list", actor=None, role=None).partition("?")
    path = reverse("actor_detail", args=[slug])
    return f"{path}?{query}" if query else path


@register.simple_tag
def file_address(selection, table: str, form: str, **changes) -> str:
    """The address of the selection as a file: incidents, claims or reports, in a format."""
    _path, mark, query = selection.address(**changes).partition("?")
    return f"{reverse('download', args=[table, form])}{mark}{query}"


@register.simple_tag
def choices_of(selection, parameter: str) -> list[tuple[str, str, bool]]:
    """(value, label, chosen) of a filter that takes one value; its default's value is empty, so that it asks nothing."""
    vocabulary, default = SINGLE[parameter]
    chosen = typed(selection, parameter) or default
    return [("" if one == default else one.value, str(one.label), one == chosen) for one in vocabulary]


@register.simple_tag
def types_of(selection) -> list[tuple[str, str, bool]]:
    """(value, label, chosen) of every type of incident."""
    return [(one.value, str(one.label), one.value in selection.data.get("type", [])) for one in IncidentType]


@register.filter
def all_but(selection, parameter: str) -> list[tuple[str, str]]:
    """Every parameter of the question save one and the page, as (name, value), for a small form of its own."""
    left_out = {parameter, "after", "lang"}
    return [(name, value) for name, values in selection.data.items() if name not in left_out for value in values]


@register.simple_tag
def column_choices(columns: list[str]) -> list[tuple[str, str, bool]]:
    """(name, label, shown) of each column that the list can show besides its own."""
    return [(name, str(label), name in columns) for name, label in PresentationForm.COLUMNS.items()]


@register.filter
def column_label(name: str) -> str:
    return str(PresentationForm.COLUMNS[name])


@register.simple_tag
def list_order(sort: str) -> str:
    """How the list is sorted, in words."""
    return str(PresentationForm.SORTS[sort])


@register.simple_tag
def bucket_links(selection) -> list[tuple[str, str, bool]]:
    """(label, address, chosen) of the intervals that charts over time can be drawn in."""
    chosen = typed(selection, "bucket")
    return [
        (str(label), selection.address(bucket=name), name == chosen) for name, label in PresentationForm.BUCKETS.items()
    ]
