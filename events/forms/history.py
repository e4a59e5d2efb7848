from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.fields import EntryForm, dress
from events.forms.number import ReasonField

LONGEST = 200  # "Revert of change 12: " stands before it


class RevertForm(EntryForm, forms.Form):
    """Why a change is taken back."""

    because = ReasonField(max_length=LONGEST, help_text=_("Readers see it where a published number changes."))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        dress(self)
