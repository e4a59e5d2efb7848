"""What happens in Velmar, before anybody reports it: where, who, and how many really came to harm. Pure."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from events.choices import CATEGORY_OF, TYPES_OF, Category, IncidentType, LocationPrecision, PlaceLevel
from events.datasets.demonstration import seasons
from events.datasets.demonstration.draw import happens, pick, pick_several
from events.datasets.demonstration.parties import ACTIVE, FIGHTING
from events.dates import When
from events.drafts import DraftPlace

CATEGORIES = {Category.STRIKE: 38, Category.GROUND: 25, Category.EXPLOSIVE: 12, Category.AGAINST: 17, Category.OTHER: 8}
GOVERNORATES = {"velmar-belcar": 8, "velmar-ostrel": 7, "velmar-halem": 6, "velmar-miren": 3, "velmar-tevra": 3}
ATTRIBUTIONS = {"sole": 58, "joint": 9, "contested": 13, "none": 20}
TOLLS = {"reported": 64, "none": 17, "unknown": 16, "uncounted": 3}
TOLLS_OF_OTHER = {"reported": 10, "none": 40, "unknown": 50}
TOLLS_OF_DEATHS = {"reported": 85, "unknown": 12, "uncounted": 3}
DEADLY = (IncidentType.KILLING, IncidentType.EXECUTION)
LONGER_PLACES = {
    LocationPrecision.EXACT: 66,
    LocationPrecision.NEAR: 18,
    LocationPrecision.DISTRICT: 6,
    LocationPrecision.GOVERNORATE: 5,
    LocationPrecision.SUBDISTRICT: 2,
    LocationPrecision.LINE: 2,
    LocationPrecision.COUNTRY: 0.6,
    LocationPrecision.SEA: 0.4,
}
VAGUE_LEVELS = {
    LocationPrecision.DISTRICT: PlaceLevel.DISTRICT,
    LocationPrecision.SUBDISTRICT: PlaceLevel.SUBDISTRICT,
    LocationPrecision.GOVERNORATE: PlaceLevel.GOVERNORATE,
    LocationPrecision.LINE: PlaceLevel.GOVERNORATE,
    LocationPrecision.COUNTRY: PlaceLevel.COUNTRY,
    LocationPrecision.SEA: PlaceLevel.COUNTRY,
}
MOST_KILLED = 140


@dataclass(frozen=True, slots=True)
class Toll:
    """What nobody in Velmar knows exactly. `kind`: people were counted, nobody was harmed, nobody says, nobody counted."""

    kind: str
    civilians: int = 0
    combatants: int = 0
    injured: int = 0
    missing: int = 0
    detained: int = 0
    displaced: int = 0

    @property
    def killed(self) -> int:
        return self.civilians + self.combatants


@dataclass(frozen=True, slots=True)
class Scene:
    """One incident as it was. `attribution` says how its perpetrators will be reported; `others` are on the other side."""

    key: str
    day: date
    when: When
    type: IncidentType
    place: DraftPlace
    location_precision: LocationPrecision
    attribution: str
    toll: Toll
    perpetrators: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def category(self) -> Category:
        return CATEGORY_OF[self.type]


class Land:
    """The gazetteer as places to draw from: governorate → its towns and sites, and the nodes above them."""

    def __init__(self, places: list[DraftPlace]):
        self.places = {place.slug: place for place in places}
        self.spots = {governorate: {} for governorate in GOVERNORATES}
        for place in places:
            if place.level in (PlaceLevel.LOCALITY, PlaceLevel.SITE):
                spots = self.spots[self.above(place, PlaceLevel.GOVERNORATE).slug.removesuffix("-governorate")]
                spots[place.slug] = (1 if place.level == PlaceLevel.LOCALITY else 0.25) * 12 / (3 + len(spots))

    def above(self, place: DraftPlace, level: PlaceLevel) -> DraftPlace | None:
        while place is not None and place.level != level:
            place = self.places.get(place.parent)
        return place

    def spot(self, rng: Random, day: date) -> tuple[DraftPlace, LocationPrecision]:
        """Where: the front moves from Belcar to Halem in the second year; some reports say no more than the district."""
        weights = dict(GOVERNORATES)
        weights["velmar-halem" if day.year == 2025 else "velmar-belcar"] += 7
        place = self.places[pick(rng, self.spots[pick(rng, weights)])]
        precision = pick(rng, LONGER_PLACES)
        if precision not in VAGUE_LEVELS:
            return place, precision
        vaguer = self.above(place, VAGUE_LEVELS[precision])
        return (place, LocationPrecision.NEAR) if vaguer is None else (vaguer, precision)


def scenes(rng: Random, land: Land, count: int) -> list[Scene]:
    """Everything that happens, in the order in which it is invented."""
    drawn = [_scene(rng, land, day, f"velmar-{at:04d}") for at, day in enumerate(seasons.days(rng, count), start=1)]
    return sorted(drawn, key=lambda scene: scene.when.start)


def _scene(rng: Random, land: Land, day: date, key: str) -> Scene:
    category = pick(rng, CATEGORIES)
    types = TYPES_OF[category]
    kind = IncidentType(pick(rng, {one: len(types) - at for at, one in enumerate(types)}))
    place, precision = land.spot(rng, day)
    attribution = pick(rng, ATTRIBUTIONS)
    count = {"sole": 1, "joint": 2, "contested": 2 + happens(rng, 0.1), "none": 0}[attribution]
    perpetrators = pick_several(rng, ACTIVE[category], count)
    opponents = {actor: weight for actor, weight in FIGHTING.items() if actor not in perpetrators}
    others = pick_several(rng, opponents, 2) if category == Category.GROUND else pick_several(rng, opponents, 1)
    return Scene(
        key=key,
        day=day,
        when=seasons.when(rng, day),
        type=kind,
        place=place,
        location_precision=precision,
        attribution=attribution,
        toll=_toll(rng, kind),
        perpetrators=perpetrators,
        others=others,
    )


def _toll(rng: Random, kind: IncidentType) -> Toll:
    category = CATEGORY_OF[kind]
    tolls = TOLLS_OF_OTHER if category == Category.OTHER else TOLLS_OF_DEATHS if kind in DEADLY else TOLLS
    known = pick(rng, tolls)
    return Toll(
        known,
        **(_deaths(rng, category) if known in ("reported", "uncounted") else {}),
        injured=int(rng.triangular(0, 18, 3)) if known == "reported" and happens(rng, 0.6) else 0,
        missing=1 + rng.randrange(9) if kind == IncidentType.ABDUCTION or happens(rng, 0.02) else 0,
        detained=2 + rng.randrange(40) if kind in (IncidentType.ARRESTS, IncidentType.RAID) else 0,
        displaced=rng.randrange(150, 9000) if kind == IncidentType.DISPLACEMENT or happens(rng, 0.015) else 0,
    )


def _deaths(rng: Random, category: Category) -> dict[str, int]:
    """Mostly a few people, seldom very many (a heavy tail); who they are depends on what happened."""
    heavy = happens(rng, 0.72)
    killed = min(MOST_KILLED, max(1, int(rng.paretovariate(1.15) if heavy else rng.triangular(4, 26, 7))))
    fighters = {Category.GROUND: (0.5, 0.8, 1), Category.STRIKE: (0, 0, 0.3, 0.6)}.get(category, (0, 0, 0, 0.2))
    combatants = int(killed * rng.choice(fighters))
    return {"civilians": killed - combatants, "combatants": combatants}
