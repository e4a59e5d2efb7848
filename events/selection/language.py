"""What the address of something that no filter narrows may ask: its language."""

from django import forms

from events.selection.filters import PresentationForm
from events.selection.reading import cleaned


class LanguageForm(forms.Form):
    """The parameter of every page."""

    lang = PresentationForm.base_fields["lang"]


def read_language(request) -> None:
    """Nothing may be asked but the language. Raises BadQuestion naming what is not understood."""
    cleaned(LanguageForm, request)
