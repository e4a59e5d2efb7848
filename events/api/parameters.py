"""The parameters of the address contract as the schema tells them, written from the forms that read them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter

from events.selection.fields import CodesField, DatasetField, IsoDateField, NamedListField
from events.selection.filters import FilterForm, PresentationForm
from events.selection.question import SINGLE

NAME = {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,80}$"}
SAYS = {
    "dataset": _("Whose coding, by its permanent name; the default dataset without it. Two are never added together."),
    "from": _("First day, inclusive, as 2017-10-31. An incident counts when its interval overlaps the window."),
    "to": _("Last day, inclusive, as 2017-10-31."),
    "actor": _("Actors by permanent name, each with everything under it."),
    "role": _("The role that the actors have; perpetrator without it. A denied role never counts."),
    "place": _("Places by permanent name or p-code, each with everything under it."),
    "category": _("Families of incidents."),
    "type": _("Types of incidents."),
    "grade": _("Civilian-harm grades."),
    "harm": _("The harm whose numbers are given; killed without it."),
    "victims": _("The group of victims whose numbers are given; all without it."),
    "casualties": _("What is known of that harm: a number, a stated none, or nothing."),
    "claimant": _("Sources that speak of the incident, by permanent name."),
    "status": _("States of the workflow, for those who are signed in and enter incidents; published without it."),
    "code": _("Codes of incidents, in any case, with spaces or commas between them; at most 100."),
    "q": _("Words that stand in the title, the summary, the code, a name or a quote; all of them must."),
    "as_of": _("As known on this day, today at the latest: only what was published by then counts."),
    "bucket": _("The unit of time; chosen by the span without it."),
    "sort": _("The order of the list; newest first without it."),
    "after": _("Where the page begins: take it from next, and change nothing else."),
    "lang": _("The language of sentences and of errors; the one the reader prefers without it."),
}


def filters() -> list[OpenApiParameter]:
    """Every filter, in the order of the contract."""
    return [_of(name, field) for name, field in FilterForm.base_fields.items()]


def presented(*names: str) -> list[OpenApiParameter]:
    """Parameters of presentation, by name."""
    return [_of(name, PresentationForm.base_fields[name]) for name in names]


def as_of() -> OpenApiParameter:
    """The day, alone."""
    return _of("as_of", FilterForm.base_fields["as_of"])


def code() -> OpenApiParameter:
    """The code of an incident, in its address."""
    says = _("Code of the incident, in any case; one that was merged leads on to the incident that was kept.")
    return OpenApiParameter("code", NAME, OpenApiParameter.PATH, required=True, description=says)


def _of(name: str, field: forms.Field) -> OpenApiParameter:
    one = _schema(field)
    said = one if name in SINGLE else {"type": "array", "items": one}
    explode = None if name in SINGLE else True
    return OpenApiParameter(name, said, OpenApiParameter.QUERY, description=SAYS[name], explode=explode)


def _schema(field: forms.Field) -> dict:
    """JSON schema of one value."""
    if isinstance(field, DatasetField):
        return NAME
    if isinstance(field, NamedListField):
        return {"type": "string", "minLength": 1, "maxLength": 80}
    if isinstance(field, CodesField):
        return {"type": "string"}
    if isinstance(field, IsoDateField):
        return {"type": "string", "format": "date"}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [value for value, _label in field.choices if value]}
    if isinstance(field, forms.RegexField):
        return {"type": "string", "pattern": field.regex.pattern}
    return {"type": "string", "maxLength": field.max_length}
