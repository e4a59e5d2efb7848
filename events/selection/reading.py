"""What every reading of an address does: take what was typed, and name each thing that is not understood (C13)."""

from collections.abc import Collection

from django.forms import BaseForm, ChoiceField, Form, ModelChoiceField, MultipleChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _


class BadQuestion(Exception):
    """The address asks something we do not understand (C13). `problems` pairs each parameter with what is wrong."""

    def __init__(self, problems: list[tuple[str, str]]):
        super().__init__("; ".join(f"{parameter}: {message}" for parameter, message in problems))
        self.problems = problems


def typed(params: QueryDict) -> dict[str, list[str]]:
    """What was typed, blanks left out: an empty input of a form asks nothing."""
    typed = {name: [value.strip() for value in values if value.strip()] for name, values in params.lists()}
    return {name: values for name, values in typed.items() if values}


def as_query(data: dict[str, list[str]]) -> QueryDict:
    """The same as forms take it."""
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def problems_of(form: BaseForm) -> list[tuple[str, str]]:
    """Each parameter that a form does not understand, with what is wrong."""
    if not form.is_valid():
        _tell_choices(form)
        form.full_clean()
    return [(name, message) for name, messages in form.errors.items() for message in messages]


def cleaned(form_class: type[Form], request) -> dict:
    """What the address asks, as a form with a field for each parameter reads it. Raises BadQuestion naming what is not
    understood."""
    data = typed(request.GET)
    form = form_class(as_query(data))
    problems = misused(data, form.fields, form.fields) + problems_of(form)
    if problems:
        raise BadQuestion(problems)
    return form.cleaned_data


def misused(data: dict[str, list[str]], known: Collection[str], single: Collection[str]) -> list[tuple[str, str]]:
    """Parameters that are unknown, or given twice where one answer is possible."""
    problems = [(name, _("there is no such parameter")) for name in data if name not in known]
    return problems + [
        (name, _("give it once; two answers cannot be added"))
        for name, values in data.items()
        if name in single and len(set(values)) > 1
    ]


def _tell_choices(form) -> None:
    """An error names what could have been written instead."""
    for field in form.fields.values():
        values = (
            [str(value) for value, _label in getattr(field, "choices", []) if value] if _is_vocabulary(field) else []
        )
        if values:
            said = _("“%(value)s” is not one of: %(choices)s")
            field.error_messages["invalid_choice"] = said.replace("%(choices)s", ", ".join(values))


def _is_vocabulary(field) -> bool:
    return isinstance(field, ChoiceField | MultipleChoiceField) and not isinstance(field, ModelChoiceField)
