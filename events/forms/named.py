"""Plain forms for what incidents refer to: actors, places, sources, reports, claims over several incidents."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import dates
from events.choices import ClaimKind, DatePrecision, Status
from events.forms import names
from events.forms.claim import ClaimForm
from events.forms.fields import EntryForm, LinesField, NameField, WhenField, dress
from events.forms.report import ReportForm
from events.models import Actor, Incident, Place, Source
from events.models.named import Named

NAMES = ["name", "name_local", "aliases"]


class NamedForm(EntryForm, forms.ModelForm):
    """A thing with names. Its slug, left empty, is made of its name."""

    aliases = LinesField(
        longest=200,
        label=gettext_lazy("Other spellings"),
        help_text=gettext_lazy("One on each line, in any language. Every search finds them."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        slug = self.fields["slug"]
        slug.required = False
        slug.help_text = _("Its name in addresses, in Latin letters. Left empty, it is made of the name; then keep it.")
        self.fields["name_local"].widget.attrs["dir"] = "auto"
        for name in ("parent", "actor"):
            if name in self.fields and self.instance.pk:
                other = getattr(self.instance, name)
                self.initial[name] = self.fields[name].hold(names.words_for(other), other)
        dress(self)

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("name", ""))[:76]
        if not slug and self.cleaned_data.get("name"):
            raise forms.ValidationError(_("Write one in Latin letters: it cannot be made of this name."))
        return slug if self.cleaned_data["slug"] else self._free(slug)

    def _free(self, slug: str) -> str:
        others = self._meta.model.objects.exclude(pk=self.instance.pk)
        taken = set(others.filter(slug__startswith=slug).values_list("slug", flat=True))
        return next(one for one in (slug, *(f"{slug}-{number}" for number in range(2, 1000))) if one not in taken)

    def clean_parent(self) -> Named | None:
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk in parent.lineage:
            raise forms.ValidationError(
                _("%(parent)s is part of %(child)s: choose what this is part of, not what is part of it.")
                % {"parent": parent, "child": self.instance}
            )
        return parent


class ActorForm(NamedForm):
    parent = NameField("actor", label=gettext_lazy("Part of"))

    class Meta:
        model = Actor
        fields = [*NAMES, "kind", "parent", "description", "slug"]
        widgets = {"description": forms.Textarea(attrs={"class": "input short", "rows": 3, "dir": "auto"})}


class PlaceForm(NamedForm):
    parent = NameField("place", label=gettext_lazy("Part of"))

    class Meta:
        model = Place
        fields = [*NAMES, "level", "parent", "latitude", "longitude", "pcode", "slug"]


class SourceForm(NamedForm):
    actor = NameField(
        "actor",
        label=gettext_lazy("Speaks for"),
        help_text=gettext_lazy("The actor whose own voice it is, if it is one."),
    )

    class Meta:
        model = Source
        fields = [*NAMES, "kind", "actor", "reliability", "reliability_because", "slug"]


class RecordedReportForm(ReportForm):
    """A report on a page of its own."""

    chosen = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.pk:
            day, publisher = self.instance.published_on, self.instance.publisher
            words = dates.write(dates.When(day, day, DatePrecision.DAY))
            self.initial["publisher"] = self.fields["publisher"].hold(names.words_for(publisher), publisher)
            self.initial["published_on"] = self.fields["published_on"].hold(words, day)

    @property
    def is_described(self) -> bool:
        return True


class AggregateForm(ClaimForm):
    """A claim over several incidents (C5): with a place, dates and a status of its own."""

    when = WhenField(max_length=120, label=gettext_lazy("Dates it covers"))
    place = NameField("place", label=gettext_lazy("Place"))
    covers = LinesField(
        longest=32,
        label=gettext_lazy("Incidents it covers"),
        help_text=gettext_lazy("Their codes, one on each line. They are shown beside it and never summed with it."),
    )

    class Meta(ClaimForm.Meta):
        fields = [
            *("dataset", "report", "claimant", "is_unnamed", "number", "harm", "victims", "combatants_of"),
            *("children", "women", "men", "quote", "claimed_on", "when", "place", "covers", "status"),
        ]

    def __init__(self, *args, may_publish: bool = False, **options):
        super().__init__(*args, **options)
        self.instance.kind = ClaimKind.AGGREGATE
        self.fields["report"].help_text = ""
        self.fields["children"].help_text = _("Of those above.")
        self.fields["when"].reported_on = None
        for name in self.pairs[-1]:
            del self.fields[name]
        self.pairs = self.pairs[:-1]
        offered = [Status.DRAFT, Status.IN_REVIEW, *((Status.PUBLISHED, Status.RETRACTED) if may_publish else ())]
        if self.instance.status and self.instance.status not in offered:
            offered.append(Status(self.instance.status))
        self.fields["status"] = forms.ChoiceField(
            choices=[(one, one.label) for one in offered], initial=Status.DRAFT, label=_("Status")
        )
        self.fields["dataset"].required = True
        if self.instance.pk:
            self._show_whole()
        dress(self)

    def _show_whole(self) -> None:
        claim = self.instance
        when = dates.When(claim.date_start, claim.date_end, dates.precision_of(claim.date_start, claim.date_end))
        self._hold("when", dates.write(when), when, dates.echo(when))
        self._hold("place", names.words_for(claim.place), claim.place)
        self.initial["covers"] = [incident.code for incident in claim.covers.all()]

    def clean_covers(self) -> list[Incident]:
        codes = [code.upper() for code in self.cleaned_data["covers"]]
        found = {incident.code: incident for incident in Incident.objects.filter(code__in=codes)}
        unknown = [code for code in codes if code not in found]
        if unknown:
            raise forms.ValidationError(_("No incident has the code %(codes)s.") % {"codes": ", ".join(unknown)})
        return list(dict.fromkeys(found[code].kept for code in codes))

    def clean(self):
        report = self.cleaned_data.get("report")
        self.perpetrators = ()
        cleaned = super().clean()
        for name, mend in (
            ("report", _("Name the report that says it.")),
            ("when", _("Say which days it covers.")),
            ("place", _("Say where: the smallest place that holds all it covers.")),
        ):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, mend)
        if report and not cleaned.get("claimed_on"):
            cleaned["claimed_on"] = report.published_on
        dataset = cleaned.get("dataset")
        strangers = [one.code for one in cleaned.get("covers") or () if dataset and one.dataset_id != dataset.pk]
        if strangers:
            self.add_error("covers", _("%(codes)s belongs to another dataset.") % {"codes": ", ".join(strangers)})
        return cleaned

    def _post_clean(self) -> None:
        when = self.cleaned_data.get("when")
        if when:
            self.instance.date_start, self.instance.date_end = when.start, when.end
        super()._post_clean()

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.save_stances()
