"""Links pasted into the reading inbox, one a line, a headline after the address where there is one."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.forms.report import AddressField
from events.models import Lead, Report
from events.words import quoted

AT_ONCE = 200
LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Known:
    """A pasted address that is there already: as a link in the inbox, or as a recorded report."""

    url: str
    lead: Lead | None = None
    report: Report | None = None


class LinksForm(forms.Form):
    """`fresh`: (address, headline) of links to add; `known`: those that are there already, told by name."""

    links = forms.CharField(
        label=gettext_lazy("Addresses"),
        help_text=gettext_lazy("One a line; a headline after the address, if you like."),
        widget=forms.Textarea(attrs={"class": "input short", "rows": 4, "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Paste at least one address.")},
    )
    is_mine = forms.BooleanField(required=False, label=gettext_lazy("I read them"))

    def clean_links(self) -> str:
        text = self.cleaned_data["links"]
        lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
        if len(lines) > AT_ONCE:
            raise forms.ValidationError(_("At most %(count)s addresses at once.") % {"count": AT_ONCE})
        pasted, wrong = {}, []
        for url, *headline in lines:
            try:
                pasted.setdefault(AddressField().clean(url), " ".join(headline)[:LONGEST_HEADLINE])
            except forms.ValidationError:
                wrong.append(quoted(url))
        if wrong:
            said = _("Not an address: %(lines)s. Write the whole of it, beginning with https://.")
            raise forms.ValidationError(said % {"lines": ", ".join(wrong)})
        self._tell_apart(pasted)
        return text

    def _tell_apart(self, pasted: dict[str, str]) -> None:
        leads = {lead.url: lead for lead in Lead.objects.with_people().at(pasted)}
        reports = {report.url: report for report in Report.objects.select_related("publisher").filter(url__in=pasted)}
        found = leads.keys() | reports.keys()
        self.known = [Known(url, leads.get(url), reports.get(url)) for url in pasted if url in found]
        self.fresh = [(url, headline) for url, headline in pasted.items() if url not in found]
