"""Section 1: the report that the words come from, chosen among those recorded or described on the spot."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms import names
from events.forms.fields import DayField, EntryForm, NameField, dress
from events.models import Report

DESCRIBES = ("publisher", "published_on", "headline", "url", "archive_url", "text")


class AddressField(forms.URLField):
    """The address of a report or of its copy."""

    widget = forms.URLInput(attrs={"class": "input", "dir": "ltr", "autocomplete": "off"})
    default_error_messages = {"invalid": gettext_lazy("Write the whole address, beginning with https://.")}

    def __init__(self, **options):
        super().__init__(**{"required": False, "max_length": 1000, "assume_scheme": "https"} | options)


class ReportForm(EntryForm, forms.ModelForm):
    """Either `chosen` or a description of a new one, or neither; `report` is what came of it."""

    chosen = NameField(
        "report",
        max_length=600,
        label=gettext_lazy("A report recorded already"),
        help_text=gettext_lazy("Words of its headline, its address or its publisher. Or describe a new one below."),
    )
    publisher = NameField("source", label=gettext_lazy("Publisher"))
    published_on = DayField(label=gettext_lazy("Published on"))
    url = AddressField(label=gettext_lazy("Address"))
    archive_url = AddressField(label=gettext_lazy("Archived copy"))

    class Meta:
        model = Report
        fields = ["publisher", "published_on", "headline", "url", "language", "text", "archive_url", "sensitivity"]
        widgets = {
            "text": forms.Textarea(attrs={"class": "input short", "rows": 4, "dir": "auto"}),
            "headline": forms.TextInput(attrs={"class": "input", "dir": "auto"}),
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        dress(self)
        for name in ("headline", "language", "sensitivity"):
            self.fields[name].required = False

    def carry(self, recorded: Report | None, *, url: str, headline: str) -> None:
        """Show what is known of the report that a blank entry is begun from: the recorded one, or its address."""
        if recorded is not None:
            self.initial["chosen"] = names.words_for(recorded)
        else:
            self.initial |= {"url": url, "headline": headline}

    @property
    def is_described(self) -> bool:
        return any(name in self.changed_data for name in DESCRIBES)

    @property
    def report(self) -> Report | None:
        """The chosen report, or the described one, not saved yet; None for neither. Only of a valid form."""
        return self.cleaned_data.get("chosen") or (self.instance if self.is_described else None)

    @property
    def reported_on(self) -> date | None:
        """The report's date as far as it was understood."""
        chosen = self.cleaned_data.get("chosen")
        return chosen.published_on if chosen else self.cleaned_data.get("published_on")

    def clean(self):
        cleaned = super().clean()
        cleaned["language"] = cleaned.get("language") or "en"
        cleaned["sensitivity"] = cleaned.get("sensitivity") or Report._meta.get_field("sensitivity").default
        if self.is_described:
            if cleaned.get("chosen"):
                self.add_error(
                    "chosen", _("Choose a recorded report or describe a new one, not both: empty one of them.")
                )
            self._complain_of_gaps(cleaned)
        return cleaned

    def _complain_of_gaps(self, cleaned: dict) -> None:
        for name, mend in (
            ("publisher", _("Say who published the report.")),
            ("published_on", _("Say when the report was published, for example 7 Oct 2017.")),
            ("headline", _("Give the report’s headline; without one, a few words that tell it from others.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, mend)

    def _post_clean(self) -> None:
        if not self.is_described:
            return
        super()._post_clean()
        url = self.cleaned_data.get("url")
        recorded = Report.objects.select_related("publisher").filter(url=url).first() if url else None
        if recorded and recorded.pk != self.instance.pk:
            self.errors.pop("__all__", None)
            self.errors.pop("url", None)
            self.add_error(
                "url",
                _("This address is recorded already. Empty this description and choose “%(report)s” above.")
                % {"report": names.words_for(recorded)},
            )
