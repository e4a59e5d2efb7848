"""A brute-force count: every row read once with `.all()`, every question answered in plain Python by the words of the rules.

It shares nothing with selection, analytics and the rules: what claims come to is counted by tests/oracle.py, over those
published by the day of the question. A question is what an address carries: parameter → list of values.
"""

from collections import defaultdict
from datetime import date

from events.models import Actor, Claim, Dataset, Incident, Involvement, Place, Report, Source
from tests.parity.estimates import Number, Numbers
from tests.parity.sums import Sum, summed

Question = dict[str, list[str]]


class Record:
    """All rows of the database."""

    def __init__(self) -> None:
        self.datasets = {row.slug: row for row in Dataset.objects.all()}
        self.places = {row.pk: row for row in Place.objects.all()}
        self.actors = {row.pk: row for row in Actor.objects.all()}
        self.sources = {row.pk: row for row in Source.objects.all()}
        self.reports = {row.pk: row for row in Report.objects.all()}
        self.incidents = list(Incident.objects.select_related("dataset"))
        self.involvements = grouped(Involvement.objects.all())
        self.claims = grouped(Claim.objects.all())
        self.aggregates = [row for row in self.claims[None] if row.kind == "aggregate"]
        self.told = defaultdict(list)
        for row in Incident.reports.through.objects.all():
            self.told[row.incident_id].append(self.reports[row.report_id])
        self.numbers = Numbers(self.claims, self.reports)
        self._kept: dict[str, list[Incident]] = {}

    # --- C3: what was known when ---------------------------------------------------------------------------------
    def said(self, incident: Incident, asked: Question) -> list[Claim]:
        """Claims about it whose report was out by the day asked for."""
        day = day_of(asked)
        return [one for one in self.claims[incident.pk] if self.reports[one.report_id].published_on <= day]

    def _known(self, incident: Incident, asked: Question) -> bool:
        reports = [*self.told[incident.pk], *(self.reports[one.report_id] for one in self.claims[incident.pk])]
        return "as_of" not in asked or any(report.published_on <= day_of(asked) for report in reports)

    # --- C10: trees ----------------------------------------------------------------------------------------------
    def above(self, nodes: dict, pk: int) -> list[int]:
        """The node and everything it is part of, innermost first."""
        chain = []
        while pk is not None:
            chain.append(pk)
            pk = nodes[pk].parent_id
        return chain

    def root(self, actor: int) -> Actor:
        return self.actors[self.above(self.actors, actor)[-1]]

    # --- who did it ----------------------------------------------------------------------------------------------
    def holders(self, incident: Incident, role: str) -> list[Involvement]:
        """Involvements in a role; a denied one is shown and never counted."""
        return [one for one in self.involvements[incident.pk] if one.role == role and one.strength != "denied"]

    def attribution(self, incident: Incident) -> str:
        blamed = self.holders(incident, "perpetrator")
        if len(blamed) < 2:
            return "sole" if blamed else "none"
        return "contested" if any(one.sharing == "alternative" for one in blamed) else "joint"

    # --- the filters ---------------------------------------------------------------------------------------------
    def chosen(self, question: Question, *, without: str = "") -> list[Incident]:
        """Incidents of one dataset that pass every filter of the question but `without`. Kept: one question asks it often."""
        asked = {name: values for name, values in question.items() if name != without}
        key = repr(sorted(asked.items()))
        if key not in self._kept:
            self._kept[key] = self._found(asked)
        return self._kept[key]

    def _found(self, asked: Question) -> list[Incident]:
        dataset = self.datasets[asked["dataset"][0]]
        statuses = asked.get("status", ["published"])
        return [
            one
            for one in self.incidents
            if one.dataset_id == dataset.pk and one.status in statuses and self._passes(one, asked)
        ]

    def _passes(self, incident: Incident, asked: Question) -> bool:
        return (
            self._known(incident, asked)
            and self._in_window(incident, asked)
            and all(getattr(incident, name) in asked[name] for name in ("category", "type", "grade") if asked.get(name))
            and self._in_places(incident, asked.get("place", []))
            and self._with_actors(incident, asked)
            and self._with_casualties(incident, asked)
            and self._claimed_by(incident, asked)
            and self._coded(incident, asked)
            and all(self._says(incident, word.lower(), asked) for word in " ".join(asked.get("q", [])).split())
        )

    def _in_window(self, incident: Incident, asked: Question) -> bool:
        """C11: the interval overlaps the window, both ends of both inclusive."""
        first = date.fromisoformat(asked["from"][0]) if asked.get("from") else date.min
        last = date.fromisoformat(asked["to"][0]) if asked.get("to") else date.max
        return incident.date_end >= first and incident.date_start <= last

    def _in_places(self, incident: Incident, names: list[str]) -> bool:
        around = [self.places[pk] for pk in self.above(self.places, incident.place_id)]
        return not names or any(place.slug in names or place.pcode in names for place in around)

    def _with_actors(self, incident: Incident, asked: Question) -> bool:
        names = asked.get("actor", [])
        held = self.holders(incident, asked.get("role", ["perpetrator"])[0])
        return not names or any(
            self.actors[pk].slug in names for one in held for pk in self.above(self.actors, one.actor_id)
        )

    @staticmethod
    def _coded(incident: Incident, asked: Question) -> bool:
        codes = " ".join(asked.get("code", [])).upper().replace(",", " ").split()
        return not codes or incident.code in codes

    def state(self, incident: Incident, asked: Question) -> str:
        figure = self.figure(incident, asked)
        if figure is None:
            return "unknown"
        return "none" if figure.low == 0 and figure.high == 0 else "reported"

    def _with_casualties(self, incident: Incident, asked: Question) -> bool:
        wanted = asked.get("casualties", ["any"])
        return "any" in wanted or self.state(incident, asked) in wanted

    def _claimed_by(self, incident: Incident, asked: Question) -> bool:
        """C2: whose number it is; where nobody is named, the publisher speaks."""
        names = asked.get("claimant", [])
        return not names or any(self.sources[self.voice(one)].slug in names for one in self.said(incident, asked))

    def voice(self, claim: Claim) -> int:
        return claim.claimant_id or self.reports[claim.report_id].publisher_id

    def _says(self, incident: Incident, word: str, asked: Question) -> bool:
        texts = [incident.title, incident.summary, *(claim.quote for claim in self.said(incident, asked))]
        named = [self.places[incident.place_id], *(self.actors[one.actor_id] for one in self.involvements[incident.pk])]
        for thing in named:
            texts += [thing.slug, thing.name, thing.name_local, *thing.aliases]
        return incident.code.lower().startswith(word) or any(word in text.lower() for text in texts)

    # --- the figures ---------------------------------------------------------------------------------------------
    def figure(self, incident: Incident, asked: Question) -> Number | None:
        """The number of the harm and the victims asked for, as known on the day asked for."""
        harm, victims = asked.get("harm", ["killed"])[0], asked.get("victims", ["all"])[0]
        return self._told(incident, asked).get((harm, victims, None))

    def _told(self, incident: Incident, asked: Question) -> dict:
        return self.numbers.of(incident, day_of(asked) if "as_of" in asked else None)

    def total(self, incidents: list[Incident], asked: Question) -> Sum:
        return summed([self.figure(one, asked) for one in incidents])

    # --- C11: time -----------------------------------------------------------------------------------------------
    def over_time(self, incidents: list[Incident], bucket: str) -> dict[tuple[date, date], list[Incident]]:
        """Intervals of the chart → incidents: the bucket where it holds the whole interval, else the interval itself."""
        drawn = defaultdict(list)
        for one in incidents:
            slot = bucket_of(bucket, one.date_start)
            inside = slot[0] <= one.date_start and one.date_end <= slot[1]
            drawn[slot if inside else (one.date_start, one.date_end)].append(one)
        return dict(drawn)

    # --- C9: actors ----------------------------------------------------------------------------------------------
    def by_actor(self, incidents: list[Incident]) -> dict[tuple[str, str], list[Incident]]:
        """(name of the top actor, attribution) → incidents, each once; and ("Not attributed", "none")."""
        rows = defaultdict(list)
        for one in incidents:
            how = self.attribution(one)
            tops = {self.root(held.actor_id).name for held in self.holders(one, "perpetrator")}
            for name in tops or {"Not attributed"}:
                rows[name, how].append(one)
        return dict(rows)

    def suffered(self, incidents: list[Incident], asked: Question) -> dict[str, tuple[int, Sum]]:
        """Name of the top actor → (incidents, sum over its combatants' estimates), where claims say whose they were."""
        parts, where = defaultdict(list), defaultdict(set)
        for one in incidents:
            for (harm, _victims, whose), number in self._told(one, asked).items():
                if whose and harm == asked.get("harm", ["killed"])[0]:
                    name = self.root(whose).name
                    parts[name].append(number)
                    where[name].add(one.pk)
        return {name: (len(where[name]), summed(estimates)) for name, estimates in parts.items()}

    # --- counts beside options -----------------------------------------------------------------------------------
    def options(self, question: Question, parameter: str) -> dict[str, int]:
        """Value of a filter → incidents it would leave under the other filters."""
        counts = defaultdict(int)
        for one in self.chosen(question, without=parameter):
            for value in self.values_of(one, question, parameter):
                counts[value] += 1
        return dict(counts)

    def values_of(self, incident: Incident, question: Question, parameter: str) -> set[str]:
        if parameter == "casualties":
            return {self.state(incident, question)}
        if parameter == "place":
            return {self.places[pk].slug for pk in self.above(self.places, incident.place_id)}
        if parameter == "actor":
            held = self.holders(incident, question.get("role", ["perpetrator"])[0])
            return {self.actors[pk].slug for one in held for pk in self.above(self.actors, one.actor_id)}
        return {getattr(incident, parameter)}


def grouped(rows) -> dict[int | None, list]:
    """Rows by their incident, in the order they were entered."""
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.pk):
        found[row.incident_id].append(row)
    return found


def day_of(asked: Question) -> date:
    """The day up to which what was published counts."""
    return date.fromisoformat(asked["as_of"][0]) if "as_of" in asked else date.max


def bucket_of(bucket: str, day: date) -> tuple[date, date]:
    """First and last day of the bucket that holds the day; weeks run from Monday."""
    if bucket == "day":
        return day, day
    if bucket == "week":
        monday = day.toordinal() - day.weekday()
        return date.fromordinal(monday), date.fromordinal(monday + 6)
    if bucket == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), date.fromordinal(following.toordinal() - 1)
