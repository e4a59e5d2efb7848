"""Selection: reads the address, refuses what it does not know, and answers with incidents."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from events.choices import Harm, Role, Status, VictimGroup
from events.models import Actor, Dataset, Incident, Place, Source
from events.models.named import Named
from events.selection import sentence
from events.selection.filters import FilterForm, IncidentFilter, PresentationForm
from events.selection.reading import BadQuestion, as_query, misused, problems_of, typed

SINGLE = {
    "dataset",
    "from",
    "to",
    "role",
    "harm",
    "victims",
    "code",
    "q",
    "as_of",
    "bucket",
    "sort",
    "after",
    "lang",
    "excel",
}
KNOWN = {*IncidentFilter.base_filters, *PresentationForm.base_fields}


def is_foreign_mark(parameter: str) -> bool:
    """Marks that other sites add to links; dropped by a redirect, not refused."""
    return parameter.startswith("utm_") or parameter in {"fbclid", "gclid"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter value, in words, with the address that leaves it out."""

    label: str
    value: str
    remove: str


class Selection:
    """A cleaned question about one dataset. Made by `Selection.read`, which refuses a bad one.

    data: parameter → list of values as typed, blanks left out, in the order of the contract.
    datasets: all that whoever asks may ask about.
    """

    def __init__(self, *, data: dict[str, list[str]], cleaned: dict, shown: dict, datasets: list[Dataset], path: str):
        self.data, self.cleaned, self.shown, self.datasets, self.path = data, cleaned, shown, datasets, path
        self.dataset: Dataset = cleaned["dataset"]
        self.once: dict = {}
        """What was worked out of it for all of a page, so that all of it is of one moment."""

    @classmethod
    def read(cls, request) -> "Selection":
        """The selection that a request asks for. Raises BadQuestion naming each parameter that is not understood."""
        data = typed(request.GET)
        query = as_query(data)
        filters, presentation = FilterForm(query, request.user), PresentationForm(query)
        problems = misused(data, KNOWN, SINGLE) + _not_for(request.user, data)
        problems += [problem for form in (filters, presentation) for problem in problems_of(form)]
        if problems:
            raise BadQuestion(problems)
        cleaned, datasets = filters.cleaned_data, filters.datasets
        if cleaned["from"] and cleaned["to"] and cleaned["from"] > cleaned["to"]:
            raise BadQuestion([("from", _("the first day is after the last"))])
        if not datasets:
            raise BadQuestion([("dataset", _("no dataset is public yet"))])
        cleaned["dataset"] = cleaned["dataset"] or datasets[0]
        elsewhere = [one for one in cleaned["code"] if one.dataset_id != cleaned["dataset"].pk]
        if elsewhere:
            said = _("“%(code)s” is of another dataset, %(dataset)s; ask for it there")
            raise BadQuestion([("code", said % {"code": elsewhere[0].code, "dataset": elsewhere[0].dataset.slug})])
        return cls(data=data, cleaned=cleaned, shown=presentation.cleaned_data, datasets=datasets, path=request.path)

    @classmethod
    def of_readers(cls, query: str) -> "Selection":
        """The selection of a query string as somebody asks it who has no account, and finds no draft (C7)."""
        request = HttpRequest()
        request.GET, request.user, request.path = QueryDict(query), AnonymousUser(), reverse("incident_list")
        return cls.read(request)

    def narrowed(self, **named: Named) -> "Selection":
        """The same question about one actor or one claimant only, as its own page asks it."""
        data = self.data | {parameter: [one.slug] for parameter, one in named.items()}
        cleaned = self.cleaned | {parameter: [one] for parameter, one in named.items()}
        return type(self)(data=data, cleaned=cleaned, shown=self.shown, datasets=self.datasets, path=self.path)

    @cached_property
    def _filters(self) -> IncidentFilter:
        return IncidentFilter(self.cleaned)

    # --- what is asked -------------------------------------------------------------------------------------------
    def incidents(self, *, without: str | None = None):
        """The incidents asked for, each with its figure; `without` leaves one filter out, to count its options."""
        found = self.with_figures(Incident.objects.filter(dataset=self.dataset))
        for name, value in self.cleaned.items():
            if name not in ("dataset", without):
                found = self._filters.filters[name].filter(found, value)
        # not by a filter of the set: django-filter calls none for an empty value, and readers would see drafts (C7)
        return found if without == "status" else found.filter(status__in=self.statuses)

    def with_figures(self, incidents):
        """Each with the figure that is asked for."""
        return incidents.with_figure(self.harm, self.victims, self.as_of)

    def found(self) -> set[int] | None:
        """The ids of incidents, of whatever dataset, that the codes and words asked for find; None where none are asked for."""
        code, words = self.cleaned["code"], self.cleaned["q"]
        coded = {one.pk for one in code} if code else None
        if not words:
            return coded
        worded = set(self._filters.ids_with(words))
        return worded if coded is None else worded & coded

    @property
    def harm(self) -> Harm:
        return Harm(self.cleaned["harm"] or Harm.KILLED)

    @property
    def victims(self) -> VictimGroup:
        return VictimGroup(self.cleaned["victims"] or VictimGroup.ALL)

    @property
    def role(self) -> Role:
        return Role(self.cleaned["role"] or Role.PERPETRATOR)

    @property
    def actors(self) -> list[Actor]:
        return self.cleaned["actor"]

    @property
    def places(self) -> list[Place]:
        return self.cleaned["place"]

    @property
    def claimants(self) -> list[Source]:
        return self.cleaned["claimant"]

    @property
    def window(self) -> tuple[date | None, date | None]:
        return self.cleaned["from"], self.cleaned["to"]

    @property
    def as_of(self) -> date | None:
        """The day up to which what was published counts; None is today, with everything (C3)."""
        return self.cleaned["as_of"]

    @property
    def statuses(self) -> list[Status]:
        return [Status(status) for status in self.cleaned["status"]] or [Status.PUBLISHED]

    @property
    def includes_unpublished(self) -> bool:
        return set(self.statuses) != {Status.PUBLISHED}

    @property
    def is_narrowed(self) -> bool:
        return any(name != "dataset" and name in IncidentFilter.base_filters for name in self.data)

    # --- how it says itself --------------------------------------------------------------------------------------
    @cached_property
    def measure(self) -> str:
        """What is counted, in words: "killed", "civilians killed", "injured"."""
        return sentence.measure(self.harm, self.victims)

    @cached_property
    def title(self) -> str:
        return sentence.title(self)

    @cached_property
    def sentence(self) -> str:
        return sentence.whole(self)

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(label, value, self.address(remove=(parameter, typed)))
            for parameter, typed, label, value in sentence.parts(self)
        ]

    # --- its addresses -------------------------------------------------------------------------------------------
    @property
    def query(self) -> str:
        """The canonical query string: the same question always has the same address."""
        return self._query({name: values for name, values in self.data.items() if name not in ("lang", "after")})

    @cached_property
    def canonical(self) -> str:
        """What is asked, without how it is shown: one text for every way of asking the same. Named things go by their slug,
        several by the alphabet, and what is assumed anyway is left out."""
        asked = {name: values for name, values in self.data.items() if name in IncidentFilter.base_filters}
        asked |= {name: [one.slug for one in self.cleaned[name]] for name in ("actor", "place", "claimant")}
        asked["dataset"] = [self.dataset.slug]
        asked["code"] = [one.code for one in self.cleaned["code"]]
        asked["casualties"] = [] if "any" in self.cleaned["casualties"] else self.cleaned["casualties"]
        return self._query({name: sorted(set(values) - {ASSUMED.get(name)}) for name, values in asked.items()})

    @property
    def clear_address(self) -> str:
        kept = {name: values for name, values in self.data.items() if name == "dataset"}
        return self._at(self.path, self._query(kept))

    def address(self, page: str | None = None, *, remove: tuple[str, str] | None = None, **changes) -> str:
        """The address of a page (url name, default this one) for this selection with parameters changed.

        A change to None leaves the parameter out; `from_` stands for `from`. `remove` takes away one typed value.
        """
        data = {name: list(values) for name, values in self.data.items() if name not in ("after", "lang")}
        if remove:
            parameter, typed = remove
            data[parameter] = [value for value in data[parameter] if value != typed]
        for name, value in changes.items():
            values = value if isinstance(value, list) else [value]
            data[name.rstrip("_")] = [str(one) for one in values if one is not None]
        return self._at(self.path if page is None else reverse(page), self._query(data))

    @staticmethod
    def _query(data: dict[str, list[str]]) -> str:
        ordered = [(name, value) for name in ORDER if name in data for value in data[name]]
        return urlencode(ordered)

    @staticmethod
    def _at(path: str, query: str) -> str:
        return f"{path}?{query}" if query else path


ASSUMED = {"harm": Harm.KILLED, "victims": VictimGroup.ALL, "role": Role.PERPETRATOR}
ORDER = [*IncidentFilter.base_filters, *PresentationForm.base_fields]


def _not_for(user, data: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Parameters that are not for this person."""
    if "status" in data and not user.has_perm("events.add_incident"):
        return [("status", _("sign in to see incidents that are not published"))]
    return []
