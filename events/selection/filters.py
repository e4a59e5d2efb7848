"""The one FilterSet: every filter of the address contract, each narrowing incidents in one way."""

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, MultipleChoiceFilter

from events.choices import (
    Casualties,
    Category,
    Grade,
    Harm,
    IncidentType,
    Role,
    Status,
    Strength,
    VictimGroup,
)
from events.models import Actor, Claim, Dataset, Incident, Involvement, Place, Source
from events.selection.fields import CodesFilter, DatasetFilter, IsoDateFilter, KnownOnFilter, NamedListFilter


class AskedForm(forms.Form):
    """Reads what an address asks of the filters. `user`: who asks; `datasets`: those that they may see (C7)."""

    def __init__(self, data: QueryDict, user):
        super().__init__(data)
        self.datasets = list(Dataset.objects.visible_to(user))
        self.fields["dataset"].datasets = self.datasets
        self.fields["code"].user = user


class IncidentFilter(FilterSet):
    """Filters over incidents that carry their figure (`with_figure`). To-many relations are asked by EXISTS, so that no
    incident is counted twice (C10), and none has to be told from another: DISTINCT sorts a whole record for nothing.

    asked: what was read of an address, by parameter. An address is read without a set of its own, as making one takes longer.
    """

    dataset = DatasetFilter(label=_("Dataset"))
    # `from` is a word of Python; the contract's name is kept all the same.
    vars()["from"] = IsoDateFilter(method="narrow_from", label=_("From"))
    to = IsoDateFilter(method="narrow_to", label=_("To"))
    actor = NamedListFilter(model=Actor, method="narrow_actor", label=_("Actor"))
    role = ChoiceFilter(choices=Role.choices, method="narrow_nothing", label=_("Role"))
    place = NamedListFilter(model=Place, keys=("slug", "pcode"), method="narrow_place", label=_("Place"))
    category = MultipleChoiceFilter(choices=Category.choices, distinct=False, label=_("Category"))
    type = MultipleChoiceFilter(choices=IncidentType.choices, distinct=False, label=_("Type"))
    grade = MultipleChoiceFilter(choices=Grade.choices, distinct=False, label=_("Grade"))
    harm = ChoiceFilter(choices=Harm.choices, method="narrow_nothing", label=_("Harm"))
    victims = ChoiceFilter(choices=VictimGroup.choices, method="narrow_nothing", label=_("Victims"))
    casualties = MultipleChoiceFilter(
        choices=[("any", _("any")), *Casualties.choices], method="narrow_casualties", label=_("Deaths")
    )
    claimant = NamedListFilter(model=Source, method="narrow_claimant", label=_("Claimant"))
    status = MultipleChoiceFilter(choices=Status.shown(), method="narrow_nothing", label=_("Status"))
    code = CodesFilter(method="narrow_code", label=_("Codes"))
    q = CharFilter(method="narrow_words", max_length=200, label=_("Words"))
    as_of = KnownOnFilter(method="narrow_known", label=_("As known on"))

    class Meta:
        model = Incident
        fields = []
        form = AskedForm

    def __init__(self, asked: dict):
        super().__init__()
        self.asked = asked

    def narrow_nothing(self, incidents, name, value):
        """Read by another filter or by the figure, not a condition of its own."""
        return incidents

    @property
    def claims(self):
        """The claims of each incident that may be asked: those published by the day as of which is asked."""
        return Claim.objects.filter(incident=OuterRef("pk")).published_by(self.asked["as_of"])

    def narrow_known(self, incidents, name, day):
        return incidents.known_by(day)

    def narrow_from(self, incidents, name, value):
        return incidents.overlapping(value, None)

    def narrow_to(self, incidents, name, value):
        return incidents.overlapping(None, value)

    def narrow_actor(self, incidents, name, actors):
        if not actors:
            return incidents
        role = self.asked["role"] or Role.PERPETRATOR
        involved = Involvement.objects.filter(
            incident=OuterRef("pk"), role=role, actor__in=Actor.objects.under(actor.pk for actor in actors)
        ).exclude(strength=Strength.DENIED)
        return incidents.filter(Exists(involved))

    def narrow_place(self, incidents, name, places):
        if not places:
            return incidents
        return incidents.filter(place__in=Place.objects.under(place.pk for place in places))

    def narrow_casualties(self, incidents, name, wanted):
        if not wanted or "any" in wanted:
            return incidents
        return incidents.filter(casualty_state__in=wanted)

    def narrow_claimant(self, incidents, name, sources):
        if not sources:
            return incidents
        return incidents.filter(Exists(self.claims.spoken_by(sources)))

    def narrow_code(self, incidents, name, named):
        return incidents.filter(pk__in=[one.pk for one in named]) if named else incidents

    def narrow_words(self, incidents, name, words):
        return incidents.filter(pk__in=self.ids_with(words))

    def ids_with(self, words: str):
        """The ids of incidents, of whatever dataset, with every word in a text of theirs or of their claims, at the beginning
        of their code, or in the name of their place or of an actor in them.

        A union of what each index finds: an OR across tables reads all of them.
        """
        found = [self._holding(word) for word in words.split()]
        return found[0].intersection(*found[1:]) if len(found) > 1 else found[0]

    def _holding(self, word: str):
        """The ids of incidents with a word."""
        said = Claim.objects.published_by(self.asked["as_of"]).filter(incident__isnull=False)
        named = Place.objects.like(word).order_by().values("pk")
        actors = Actor.objects.like(word).order_by().values("pk")
        every = Incident.objects.order_by()
        return (
            every.filter(title__icontains=word)
            .values_list("pk", flat=True)
            .union(
                every.filter(summary__icontains=word).values_list("pk"),
                every.filter(code__startswith=word.upper()).values_list("pk"),
                every.filter(place__in=named).values_list("pk"),
                said.filter(quote__icontains=word).order_by().values_list("incident"),
                Involvement.objects.filter(actor__in=actors).order_by().values_list("incident"),
            )
        )


FilterForm: type[AskedForm] = IncidentFilter({}).get_form_class()
"""A field for each filter: made once, for all addresses."""


class PresentationForm(forms.Form):
    """Parameters that change how an answer is shown, never what it counts."""

    SORTS = {
        "-date": _("newest first"),
        "date": _("oldest first"),
        "-killed": _("most people first"),
        "killed": _("fewest people first"),
        "code": _("by code"),
        "-code": _("by code, last first"),
    }
    COLUMNS = {
        "type": _("Type"),
        "civilians": _("Civilians killed"),
        "injured": _("Injured"),
        "place-precision": _("Place precision"),
        "status": _("Status"),
    }
    BUCKETS = {"day": _("day"), "week": _("week"), "month": _("month"), "year": _("year")}

    bucket = forms.ChoiceField(choices=list(BUCKETS.items()), required=False, label=_("Bucket"))
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False, label=_("Order"))
    after = forms.RegexField(r"^[A-Za-z0-9_=-]{1,200}$", required=False, label=_("Page"))
    columns = forms.MultipleChoiceField(choices=list(COLUMNS.items()), required=False, label=_("Columns"))
    lang = forms.ChoiceField(choices=[("en", "English"), ("ar", "العربية")], required=False, label=_("Language"))
    excel = forms.ChoiceField(choices=[("1", _("for Excel"))], required=False, label=_("for Excel"))
    hxl = forms.ChoiceField(choices=[("1", _("with HXL tags"))], required=False, label=_("with HXL tags"))
