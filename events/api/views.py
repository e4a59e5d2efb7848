"""The addresses of the API: a question, what analytics make of it, and the fields it is told in."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.analytics import answers, directory, evidence, statements
from events.analytics.listing import dressed
from events.analytics.listing import page as page_of_incidents
from events.analytics.overview import overview
from events.api import fields
from events.api.answering import Answering, following, framed
from events.api.problems import Gone, NotKnownYet
from events.choices import Attribution, Harm, VictimGroup
from events.exports.json import incident_row
from events.models import Dataset, Incident
from events.selection import read_as_of
from events.selection.language import read_language


def measured(selection, **found) -> dict:
    """What is found, with the harm and the victims whose numbers are in it."""
    return framed(selection, harm=selection.harm, victims=selection.victims, **found)


class Incidents(Answering):
    operation = "incidents"
    summary = _("Incidents")
    says = _("The list behind every number: the incidents chosen, each with its range of the harm asked for.")
    fields = fields.Incidents
    own = ("sort", "after")
    examples = ("casualties=reported&sort=-killed", "from=2017-10-01&to=2017-10-31&category=strike")

    def answer(self, request, selection):
        page = page_of_incidents(selection)
        rows = [incident_row(one, request.build_absolute_uri) for one in page.incidents]
        return measured(selection, incidents=rows, next=following(request, selection, page.after))


class OneIncident(Answering):
    operation = "incident"
    summary = _("One incident")
    says = _(
        "An incident with everybody involved, every number that stands, and every claim with its report and its words."
    )
    fields = fields.WholeIncident
    has_filters = False
    is_of_one = True

    def read(self, request):
        return read_as_of(request)

    def answer(self, request, as_of, code):
        found = Incident.objects.coded(code)
        shown = found.visible_to(request.user).unmerged()
        chosen = dressed(shown.with_figure(Harm.KILLED, VictimGroup.ALL, as_of), as_of)
        incident = chosen.first()
        if incident is None:
            return elsewhere(request, found)
        if as_of and not found.known_by(as_of).exists():
            raise NotKnownYet(incident.code)
        return incident_row(incident, request.build_absolute_uri) | laid_open(request, incident, as_of)


def laid_open(request, incident, as_of) -> dict:
    """Everything about one incident that the list has no room for."""
    said = statements.with_use(incident.claims.published_by(as_of), as_of)
    return {
        "summary": incident.summary,
        "date_words": incident.date_words,
        "part_of_day": incident.part_of_day,
        "place_words": incident.place_words,
        "as_of": as_of,
        "involved": incident.involvements.select_related("actor"),
        "estimates": evidence.estimates(incident, as_of),
        "said": said,
        "reports": incident.reports.published_by(as_of).select_related("publisher").order_by("published_on", "pk"),
    }


def elsewhere(request, found):
    """Where a code leads that shows no incident: 301 where it was merged, 410 with the reason where it was retracted."""
    merged = found.leading_on(request.user).first()
    if merged:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(reverse("api_incident", args=[merged.kept.code]) + query)
    retracted = found.retracted().first()
    if retracted is None:
        raise Http404
    raise Gone(retracted.code, retracted.retracted_because)


class Claims(Answering):
    operation = "claims"
    summary = _("Claims")
    says = _("Every claim about the incidents chosen, with its words, its claimant and its report.")
    fields = fields.Claims
    own = ("after",)
    examples = ("", "q=children")

    def answer(self, request, selection):
        page = statements.page(selection)
        return framed(selection, claims=page.claims, next=following(request, selection, page.after))


class Actors(Answering):
    operation = "actors"
    summary = _("Actors")
    says = _("Actors with a role in the incidents chosen, and what they are part of.")
    fields = fields.Actors
    own = ("after",)
    examples = ("", "role=target")

    def answer(self, request, selection):
        page = directory.actors(selection)
        return framed(selection, actors=page.rows, next=following(request, selection, page.after))


class Places(Answering):
    operation = "places"
    summary = _("Places")
    says = _("Places of the incidents chosen, and what they lie in.")
    fields = fields.Places
    own = ("after",)

    def answer(self, request, selection):
        page = directory.places(selection)
        return framed(selection, places=page.rows, next=following(request, selection, page.after))


class Sources(Answering):
    operation = "sources"
    summary = _("Sources")
    says = _("Who speaks of the incidents chosen, who prints it, and how their numbers held.")
    fields = fields.Sources
    own = ("after",)

    def answer(self, request, selection):
        page = directory.voices(selection)
        return framed(selection, sources=page.rows, next=following(request, selection, page.after))


class Datasets(Answering):
    operation = "datasets"
    summary = _("Datasets")
    says = _("Whose codings there are, with their terms of use. They stand side by side and are never added together.")
    fields = fields.Datasets
    has_filters = False

    def read(self, request):
        return read_language(request)

    def answer(self, request, nothing):
        return {"datasets": Dataset.objects.visible_to(request.user).select_related("coder")}


class Totals(Answering):
    operation = "totals"
    summary = _("Totals")
    says = _("What the incidents chosen come to: honest sums, which say what is open, lent, not known and uncounted.")
    fields = fields.Totals
    examples = ("", "harm=injured", "victims=civilians&category=strike")

    def answer(self, request, selection):
        headline, _suffered = answers.harm_told(selection)
        return measured(
            selection,
            total=headline.main,
            civilians=headline.civilians,
            not_stated=headline.not_stated,
            children=headline.children,
            injured=headline.injured,
            recorded=headline.recorded,
            none=headline.none,
            unknown=headline.unknown,
            rules={"total" if name == "main" else name: rules for name, rules in headline.rules.items()},
        )


class Series(Answering):
    operation = "series"
    summary = _("Over time")
    says = _(
        "Incidents and harm by day, week, month or year; what is dated less exactly stands apart, and nothing is lost."
    )
    fields = fields.Series
    own = ("bucket",)
    examples = ("bucket=month", "bucket=year&category=ground")

    def answer(self, request, selection):
        seen = overview(selection).timeline
        return measured(
            selection, bucket=seen.bucket, slots=seen.slots, strips=seen.strips, not_in_slots=seen.not_drawn
        )


class Attributions(Answering):
    operation = "attribution"
    summary = _("By actor")
    says = _(
        "Harm attributed to each actor and suffered by its combatants, and the line that reconciles it with the total."
    )
    fields = fields.AttributionByActor
    examples = ("", "victims=civilians")

    def answer(self, request, selection):
        blamed, suffered = answers.by_actor(selection)
        names = ("slug", "name", "name_local", "incidents")
        rows = [{name: getattr(row, name) for name in names} | {"parts": by_how(row.parts)} for row in blamed.rows]
        return measured(
            selection, total=blamed.whole, parts=by_how(blamed.parts), attributed=rows, suffered=suffered.rows
        )


def by_how(parts: dict) -> dict:
    """Each attribution by name; None of no incident."""
    return {how.value: parts.get(how) for how in Attribution}
