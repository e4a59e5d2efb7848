"""Questions to measure on: some by name, as people ask them, and any number of random ones, drawn from what is there.

A question is the parameters of an address. Random ones are seeded; those that figures are published of are held out: nothing
was tuned on their seed.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from urllib.parse import urlencode

from django.db.models import Count, F

from events.choices import Casualties, Category, Grade, Harm, IncidentType, Role, VictimGroup
from events.models import Actor, Dataset, Incident, Involvement, Place
from events.selection import Selection

Question = dict[str, list[str]]
HELD_OUT = 20_261_127
WHILE_DEVELOPING = 1
STRUCTURED = frozenset({"from", "to", "actor", "place", "category", "type", "grade"})
"""What every rival's flat table can be asked for."""


def selection(question: Question) -> Selection:
    """As a reader asks it."""
    return Selection.of_readers(urlencode(question, doseq=True))


def named() -> dict[str, Question]:
    """The questions that have names, about what there is most of in the default dataset."""
    public = Incident.objects.public().filter(dataset=Dataset.objects.public().first())
    last = public.order_by("-date_start").values_list("date_start", flat=True)[0]
    actor = _most(Involvement.objects.perpetrators().filter(incident__in=public), "actor__lineage__0")
    country = _most(public, "place__lineage__0")
    kinds = _ranked(public, "type")
    named = {
        "unfiltered": {},
        "last 12 months": {"from": [_years_before(last, 1)], "to": [last.isoformat()]},
        "top actor and its parts": {"actor": [Actor.objects.get(pk=actor).slug]},
        "three broad filters": {
            "from": [_years_before(last, 16)],
            "type": kinds[:10],
            "grade": [Grade.FAIR, Grade.UNGRADED, Grade.WEAK, Grade.CONFIRMED],
        },
        "country, 5 years, 3 types": {
            "place": [Place.objects.get(pk=country).slug],
            "from": [_years_before(last, 5)],
            "type": kinds[:3],
        },
        "words": {"q": [_word(public)]},
        "last 12 months, as known at their end": {
            "from": [_years_before(last, 1)],
            "to": [last.isoformat()],
            "as_of": [last.isoformat()],
        },
        "all, as known a year before": {"as_of": [_years_before(last, 1)]},
    }
    return {name: {key: [str(value) for value in values] for key, values in one.items()} for name, one in named.items()}


def _years_before(day, years: int) -> str:
    return (day - timedelta(days=round(365.25 * years) - 1)).isoformat()


def _ranked(rows, field: str) -> list:
    return [value for value, _n in rows.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)]


def _most(rows, field: str):
    return _ranked(rows, field)[0]


def _word(public) -> str:
    """A word that some summaries have, and most have not."""
    told = public.exclude(summary="").order_by("pk").values_list("summary", flat=True)[:200]
    words = sorted({word for summary in told for word in summary.split() if len(word) > 6})
    return words[len(words) // 2] if words else "market"


# --- random ones -------------------------------------------------------------------------------------------------------
def random(seed: int, *, only: frozenset[str] | None = None) -> Iterator[Question]:
    """One after the other, without end, each narrowed in one way at least; `only` leaves other parameters out."""
    rng, number = Random(f"questions {seed}"), 0
    first, last = Incident.objects.order_by("pk")[0].pk, Incident.objects.order_by("-pk")[0].pk
    while True:
        number += 1
        about = (
            Incident.objects.filter(pk__gte=rng.randint(first, last))
            .select_related("place", "dataset")
            .order_by("pk")[0]
        )
        found = {name: values for draw in DRAWS for name, values in draw(rng, about).items()}
        if only is not None:
            found = {name: values for name, values in found.items() if name in only}
        if found:
            yield found if only is not None else {"dataset": [about.dataset.slug]} | found


def _days(rng: Random, about: Incident) -> Question:
    if rng.random() > 0.45:
        return {}
    length = rng.choice([30, 200, 365, 3 * 365, 10 * 365])
    start = about.date_start - timedelta(days=rng.randint(0, length))
    ends = {"from": [start.isoformat()], "to": [(start + timedelta(days=length)).isoformat()]}
    return {name: ends[name] for name in rng.choices([("from",), ("to",), ("from", "to")], [2, 1, 5])[0]}


def _actor(rng: Random, about: Incident) -> Question:
    involved = list(about.involvements.select_related("actor").order_by("pk"))
    if rng.random() > 0.35 or not involved:
        return {}
    one = rng.choice(involved)
    found = {"actor": [Actor.objects.get(pk=rng.choice(one.actor.lineage)).slug]}
    return found | ({"role": [rng.choice([one.role, *Role.values])]} if rng.random() < 0.3 else {})


def _place(rng: Random, about: Incident) -> Question:
    if rng.random() > 0.35:
        return {}
    return {"place": [Place.objects.get(pk=rng.choice(about.place.lineage)).slug]}


def _kinds(rng: Random, about: Incident) -> Question:
    found = {}
    for name, values, mine, often, most in (
        ("category", Category.values, about.category, 0.2, 2),
        ("type", IncidentType.values, about.type, 0.25, 5),
        ("grade", Grade.values, about.grade, 0.25, 3),
        ("casualties", Casualties.values, Casualties.REPORTED.value, 0.15, 2),
    ):
        if rng.random() < often:
            found[name] = list(dict.fromkeys([mine, *rng.choices(values, k=rng.randrange(most))]))
    return found


def _figure(rng: Random, about: Incident) -> Question:
    found = {"harm": [rng.choice(Harm.values)]} if rng.random() < 0.12 else {}
    found |= {"victims": [rng.choice(VictimGroup.values)]} if rng.random() < 0.15 else {}
    return found | ({"bucket": [rng.choice(["week", "month", "year"])]} if rng.random() < 0.2 else {})


def _said(rng: Random, about: Incident) -> Question:
    found = {}
    claims = list(about.claims.filter(claimant=F("claimant")).select_related("claimant").order_by("pk"))
    if claims and rng.random() < 0.06:
        found["claimant"] = [rng.choice(claims).claimant.slug]
    if rng.random() < 0.06:
        found["as_of"] = [(about.date_end + timedelta(days=rng.choice([1, 20, 70]))).isoformat()]
    if rng.random() < 0.04:
        found["q"] = [rng.choice(f"{about.title} {about.summary}".split())]
    return found


DRAWS: tuple[Callable[[Random, Incident], Question], ...] = (_days, _actor, _place, _kinds, _figure, _said)
