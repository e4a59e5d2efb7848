"""Random questions, most of them about something that is there: every filter is drawn from an incident, or from anywhere."""

from datetime import date, timedelta
from random import Random

from events.choices import Casualties, Category, Grade, Harm, IncidentType, Role, VictimGroup
from events.models import Incident
from tests.parity.counter import Question, Record


def question(record: Record, dataset: str, seed: int) -> Question:
    """The question number `seed` about a dataset, the same in every run."""
    rng = Random(f"{dataset} {seed}")
    inside = [one for one in record.incidents if one.dataset.slug == dataset]
    about, other = rng.choice(inside), rng.choice(inside)
    asked = {"dataset": [dataset]}
    asked |= _window(rng, about)
    asked |= _trees(rng, record, about, other)
    for name, values, mine, often in (
        ("category", Category.values, about.category, 0.2),
        ("type", IncidentType.values, about.type, 0.1),
        ("grade", Grade.values, about.grade, 0.15),
        ("casualties", ["any", *Casualties.values], "reported", 0.25),
    ):
        if rng.random() < often:
            asked[name] = list(dict.fromkeys([mine, rng.choice(values)]))[: rng.choice([1, 2])]
    if rng.random() < 0.15:
        asked["harm"] = [rng.choice([Harm.INJURED.value, rng.choice(Harm.values)])]
    if rng.random() < 0.2:
        asked["victims"] = [rng.choice(VictimGroup.values)]
    if rng.random() < 0.35:
        asked["as_of"] = [_day(rng, record, about).isoformat()]
    if rng.random() < 0.3:
        asked["bucket"] = [rng.choice(["week", "month", "year"])]
    return asked


def _day(rng: Random, record: Record, about: Incident) -> date:
    """On, just before or after a day on which something was said of an incident; of most incidents less is known then."""
    said = [record.reports[one.report_id].published_on for one in record.claims[about.pk]] or [about.date_end]
    return rng.choice(said) + timedelta(days=rng.choice([-1, 0, 0, 1, 40]))


def _window(rng: Random, about: Incident) -> Question:
    first = about.date_start + timedelta(days=rng.choice([-400, -40, -3, 0, 0, 1]))
    last = max(first, about.date_end + timedelta(days=rng.choice([-1, 0, 0, 2, 30, 200])))
    ends = {"from": [first.isoformat()], "to": [last.isoformat()]}
    kept = rng.choices([(), ("from",), ("to",), ("from", "to")], [5, 1, 1, 4])[0]
    return {name: ends[name] for name in kept}


def _trees(rng: Random, record: Record, about: Incident, other: Incident) -> Question:
    """Actors, places, claimants and words, of this incident or of another one."""
    asked = {}
    if rng.random() < 0.4:
        held = record.involvements[about.pk] + record.involvements[other.pk]
        nodes = [pk for one in held for pk in record.above(record.actors, one.actor_id)] or list(record.actors)
        asked["actor"] = _some(rng, [record.actors[pk].slug for pk in nodes])
        if rng.random() < 0.3:
            asked["role"] = [rng.choice([held[0].role if held else "target", *Role.values])]
    if rng.random() < 0.35:
        nodes = [record.places[pk] for one in (about, other) for pk in record.above(record.places, one.place_id)]
        asked["place"] = _some(rng, [rng.choice([node.slug, node.pcode or node.slug]) for node in nodes])
    if rng.random() < 0.12:
        named = [one.claimant_id for one in record.claims[about.pk] if one.claimant_id] or list(record.sources)
        asked["claimant"] = _some(rng, [record.sources[pk].slug for pk in named])
    public = [one.code for one in (about, other) if one.status == "published" and one.dataset.is_public]
    if rng.random() < 0.1 and public:
        asked["code"] = [rng.choice([" ", ",", "\n"]).join([*public, rng.choice(public).lower()])]
    if rng.random() < 0.15:
        quotes = [claim.quote for claim in record.claims[about.pk]]
        words = " ".join([about.title, about.summary, record.places[about.place_id].name, about.code, *quotes]).split()
        asked["q"] = [" ".join(_some(rng, [word.upper() for word in words]))[:200]]
    return asked


def _some(rng: Random, values: list[str]) -> list[str]:
    """One or two of them, each once."""
    return list(dict.fromkeys(rng.choices(values, k=rng.choice([1, 1, 2]))))
