"""/api/: the schema read out on a page of ours, with addresses to try; and the schema itself."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.api.answering import Answering
from events.api.parameters import filters
from events.api.schema import JSON, schema, written
from events.freshness import kept
from events.models import Dataset, Incident
from events.selection.language import read_language


class Description(Answering):
    """/api/schema.json"""

    def read(self, request):
        return read_language(request)

    def answer(self, request, nothing):
        return HttpResponse(written(get_language()), content_type=JSON)


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter or a field: `kind` in words; `thing`, the kind of thing it holds, told further down; `values` it can have."""

    name: str
    says: str
    kind: str
    thing: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API. `own`: parameters beside the filters, which are told once."""

    path: str
    operation: str
    summary: str
    says: str
    own: list[Named]
    has_filters: bool
    fields: list[Named]
    examples: list[str]


@require_safe
@partial(kept, also=lambda: (settings.API_REQUESTS_PER_MINUTE,))
def page(request):
    """Every address with its parameters, its fields, and examples for the default dataset."""
    from events.api.urls import answering

    told = schema()
    views = {one.callback.view_class.operation: one.callback.view_class for one in answering}
    addresses = [
        _address(path, found["get"], views[found["get"]["operationId"]], told) for path, found in told["paths"].items()
    ]
    order = list(views)
    things = told["components"]["schemas"]
    whole = {view.fields.__name__ for view in views.values()}
    context = {
        "addresses": sorted(addresses, key=lambda one: order.index(one.operation)),
        "filters": [
            named for named in _parameters(told["paths"][reverse("api_totals")]["get"]) if named.name != "lang"
        ],
        "things": {name: _fields(thing) for name, thing in things.items() if name not in whole - {"WholeIncident"}},
        "about": told["info"]["description"],
        "limit": settings.API_REQUESTS_PER_MINUTE,
    }
    return render(request, "events/api.html", context)


def _address(path: str, operation: dict, view: type[Answering], told: dict) -> Address:
    general = {parameter.name for parameter in filters()} if view.has_filters else set()
    return Address(
        path=path,
        operation=view.operation,
        summary=operation["summary"],
        says=operation["description"],
        own=[named for named in _parameters(operation) if named.name not in general],
        has_filters=view.has_filters,
        fields=_fields(told["components"]["schemas"][view.fields.__name__]),
        examples=_examples(path, view),
    )


def _parameters(operation: dict) -> list[Named]:
    return [_named(one["name"], one["schema"], one["description"]) for one in operation["parameters"]]


def _fields(thing: dict) -> list[Named]:
    return [_named(name, one, one.get("description", "")) for name, one in thing["properties"].items()]


def _examples(path: str, view: type[Answering]) -> list[str]:
    """Addresses that answer on this site, for its default dataset."""
    dataset = Dataset.objects.public().first()
    if dataset is None:
        return []
    if view.is_of_one:
        newest = Incident.objects.public().of(dataset).first()
        return [path.replace("{code}", newest.code)] if newest else []
    if not view.has_filters:
        return [path]
    of = urlencode({"dataset": dataset.slug})
    return [f"{path}?{of}&{query}" if query else f"{path}?{of}" for query in view.examples]


def _named(name: str, one: dict, says: str) -> Named:
    inner, thing = _inner(one)
    values = tuple(value for value in inner.get("enum", ()) if value is not None)
    return Named(name, says, _kind(one, inner), thing, values)


def _inner(one: dict) -> tuple[dict, str]:
    """The schema of one value, out of lists and leaves to be null; and the kind of thing it refers to, or ""."""
    for wrapped in (one.get("items"), one.get("additionalProperties"), *one.get("oneOf", ()), *one.get("allOf", ())):
        if wrapped:
            return _inner(wrapped)
    return one, one.get("$ref", "").rpartition("/")[2]


def _kind(one: dict, inner: dict) -> str:
    """In words: "whole number, or null", "list of texts"."""
    kinds = inner.get("type", "object")
    plain = kinds if isinstance(kinds, str) else kinds[0]
    words = {
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("true or false"),
        "string": _("day") if inner.get("format") == "date" else _("text"),
        "object": "",
    }[plain]
    may_be_null = "null" in kinds if isinstance(kinds, list) else {"type": "null"} in one.get("oneOf", ())
    several = _("several") if one.get("type") in ("array", "object") else ""
    return _(", ").join(word for word in (words, several, _("or null") if may_be_null else "") if word)
