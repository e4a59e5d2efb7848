"""What the address of one record may ask: as known on which day, and in which language."""

from datetime import date

from events.selection.fields import KnownOnField
from events.selection.language import LanguageForm
from events.selection.reading import cleaned


class RecordForm(LanguageForm):
    """The parameters of a page about one record."""

    as_of = KnownOnField(required=False)


def read_as_of(request) -> date | None:
    """The day up to which what was published counts; None is today. Raises BadQuestion naming what is not understood."""
    return cleaned(RecordForm, request)["as_of"]
