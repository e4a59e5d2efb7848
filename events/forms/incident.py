"""Section 2: what happened, where, when, and who was involved."""

from django import forms
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import dates
from events.choices import (
    TYPES_OF,
    Category,
    DatePrecision,
    Grade,
    IncidentType,
    LocationPrecision,
    PartOfDay,
    PlaceLevel,
    Role,
    Sharing,
    Status,
    Strength,
)
from events.forms import names
from events.forms.fields import EntryForm, NameField, WhenField, dress, kept
from events.models import Actor, Incident, Involvement

PRECISION_OF = {
    PlaceLevel.COUNTRY: LocationPrecision.COUNTRY,
    PlaceLevel.GOVERNORATE: LocationPrecision.GOVERNORATE,
    PlaceLevel.DISTRICT: LocationPrecision.DISTRICT,
    PlaceLevel.SUBDISTRICT: LocationPrecision.SUBDISTRICT,
    PlaceLevel.LOCALITY: LocationPrecision.EXACT,
    PlaceLevel.SITE: LocationPrecision.EXACT,
}
"""How exactly a place is known by naming it; whoever enters may know less."""


def type_choices() -> list:
    """Every type under its category."""
    return [
        ("", _("Choose …")),
        *(
            (Category(category).label, [(kind, IncidentType(kind).label) for kind in kinds])
            for category, kinds in TYPES_OF.items()
        ),
    ]


class IncidentForm(EntryForm, forms.ModelForm):
    """One incident without its involvements and claims. The date stays as recorded unless its words are changed."""

    when = WhenField(
        max_length=120,
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("In the report’s words: Thursday night, 5 Oct 2017, early October 2017, 2015."),
    )
    place = NameField("place", label=gettext_lazy("Place"))
    location_precision = forms.ChoiceField(required=False, label=gettext_lazy("Place precision"))
    grade = forms.ChoiceField(choices=Grade.choices, required=False, label=gettext_lazy("Grade"))
    because = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Why you change it"),
        help_text=gettext_lazy("It is public: readers are told why, where a number changes."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    class Meta:
        model = Incident
        fields = [
            *("dataset", "title", "type", "when", "place", "location_precision"),
            *("place_words", "latitude", "longitude", "summary", "grade"),
        ]
        widgets = {"summary": forms.Textarea(attrs={"class": "input short", "rows": 3, "dir": "auto"})}
        labels = {"place_words": gettext_lazy("Place, as reported")}
        error_messages = {
            "dataset": {"required": gettext_lazy("Choose the dataset that this incident belongs to.")},
            "type": {"required": gettext_lazy("Choose what happened; “unknown” is a type too.")},
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Leave it empty for type and place: “Air strike, Mayadeen”.")
        self.fields["type"].choices = type_choices()
        self.fields["dataset"].empty_label = _("Choose …")
        precisions = LocationPrecision.choices
        if self.instance.pk is None:
            precisions = [("", _("as exact as the place named")), *precisions]
            self.initial["location_precision"] = ""
        else:
            self.fields["dataset"].disabled = True  # the code says which dataset it is
            self._show_recorded()
        self.fields["location_precision"].choices = precisions
        if self.instance.status != Status.PUBLISHED:
            del self.fields["because"]
        dress(self)

    def _show_recorded(self) -> None:
        incident, when, place = self.instance, self.fields["when"], self.fields["place"]
        recorded = dates.When(
            incident.date_start,
            incident.date_end,
            DatePrecision(incident.date_precision),
            PartOfDay(incident.part_of_day) if incident.part_of_day else None,
            incident.date_words,
        )
        [described] = names.describe([incident.place])
        self.initial |= {
            "when": when.hold(dates.write(recorded), recorded, dates.echo(recorded)),
            "place": place.hold(names.words_for(incident.place), incident.place, described),
        }
        if incident.date_words:
            when.help_text = _("As reported: “%(words)s”.") % {"words": incident.date_words}

    def has_changed(self) -> bool:
        return any(name != "because" for name in self.changed_data)  # a reason alone changes nothing

    @property
    def opens_more(self) -> bool:
        """Whether what is seldom needed holds something to look at."""
        return any(self[name].errors or self[name].value() for name in ("place_words", "latitude", "longitude"))

    def clean(self):
        cleaned = super().clean()
        for name, mend in (
            ("when", _("Say when it happened, as exactly as the report does: a year is enough.")),
            ("place", _("Say where it happened, as exactly as the report does: a country is enough.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, mend)
        place, kind = cleaned.get("place"), cleaned.get("type")
        cleaned["grade"] = cleaned.get("grade") or Grade.UNGRADED
        if place and not cleaned.get("location_precision"):
            cleaned["location_precision"] = PRECISION_OF[place.level]
        if place and kind and not cleaned.get("title"):
            cleaned["title"] = f"{capfirst(str(IncidentType(kind).label))}, {place.name}"
        return cleaned

    def _post_clean(self) -> None:
        when = self.cleaned_data.get("when")
        if when and "when" in self.changed_data:
            self.instance.date_start, self.instance.date_end = when.start, when.end
            self.instance.date_precision, self.instance.part_of_day = when.precision, when.part_of_day or ""
            self.instance.date_words = when.words
        super()._post_clean()


class InvolvementForm(EntryForm, forms.ModelForm):
    """One actor's part in it. A row without a name is no row."""

    actor = NameField("actor", label=gettext_lazy("Actor"))

    class Meta:
        model = Involvement
        fields = ["actor", "role", "strength", "sharing"]
        labels = {"sharing": gettext_lazy("If several")}
        help_texts = {"sharing": ""}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            actor = self.instance.actor
            self.initial["actor"] = self.fields["actor"].hold(names.words_for(actor), actor)
        dress(self)

    def has_changed(self) -> bool:
        return super().has_changed() if self.instance.pk else "actor" in self.changed_data

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("actor") and "actor" not in self.errors:
            self.add_error("actor", _("Name the actor, or remove the row."))
        if cleaned.get("sharing") == Sharing.ALTERNATIVE and cleaned.get("role") != Role.PERPETRATOR:
            self.add_error("sharing", _("Only a perpetrator can stand instead of another: choose “jointly”."))
        return cleaned


class InvolvementRows(BaseInlineFormSet):
    def clean(self) -> None:
        seen = set()
        for form in self.kept():
            key = form.cleaned_data.get("actor"), form.cleaned_data.get("role")
            if key in seen:
                form.add_error("actor", _("This actor has this role above already: change the role, or empty the row."))
            seen.add(key)

    def kept(self) -> list[InvolvementForm]:
        """The rows that will be there: filled, and not to be removed."""
        return kept(self)

    def perpetrators(self) -> list[Actor]:
        """Those who are said to have done it, as typed; only of valid rows."""
        return [
            row["actor"]
            for row in (form.cleaned_data for form in self.kept())
            if row.get("actor") and row.get("role") == Role.PERPETRATOR and row.get("strength") != Strength.DENIED
        ]


def involvement_rows(*, removable: bool, blank: int) -> type[InvolvementRows]:
    return inlineformset_factory(
        Incident, Involvement, form=InvolvementForm, formset=InvolvementRows, extra=blank, can_delete=removable
    )
