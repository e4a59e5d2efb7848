"""What the address of one record may ask: as known on which day, and in which language."""

from datetime import date

from django import forms

from events.selection.fields import KnownOnField
from events.selection.filters import PresentationForm
from events.selection.reading import BadQuestion, as_query, misused, problems_of, typed


class RecordForm(forms.Form):
    """The parameters of a page about one record."""

    as_of = KnownOnField(required=False)
    lang = PresentationForm.base_fields["lang"]


def read_as_of(request) -> date | None:
    """The day up to which what was published counts; None is today. Raises BadQuestion naming what is not understood."""
    data = typed(request.GET)
    form = RecordForm(as_query(data))
    problems = misused(data, RecordForm.base_fields, RecordForm.base_fields) + problems_of(form)
    if problems:
        raise BadQuestion(problems)
    return form.cleaned_data["as_of"]
