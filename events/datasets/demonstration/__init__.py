"""5,000 invented incidents in a country that does not exist: every hard case of real data, the same rows every time. Pure."""

from random import Random

from events.choices import PlaceLevel
from events.datasets.contents import Contents, DraftDataset
from events.datasets.demonstration.accounts import incident
from events.datasets.demonstration.land import gazetteer
from events.datasets.demonstration.parties import ACTORS, SOURCES
from events.datasets.demonstration.press import Press
from events.datasets.demonstration.scenes import Land, scenes
from events.datasets.demonstration.tallies import tallies

SEED = 41
INCIDENTS = 5_000
DATASET = DraftDataset(
    slug="demonstration",
    name="Demonstration (generated)",
    description=(
        "Invented from beginning to end: 5,000 incidents of 2024 and 2025 in Velmar, a country that does not exist, "
        "placed in the open Atlantic. People, parties, places, sources and reports are made up by a program, which makes "
        "the same ones every time. It shows what the product does with many incidents; it says nothing about any war."
    ),
    code_prefix="VEL",
    licence="CC0 1.0",
    citation="Conflict Tracker, generated demonstration data, version 1. Not an account of real events.",
    is_public=True,
    is_generated=True,
)


def contents() -> Contents:
    """The whole dataset, from one seeded generator: neither the clock nor the order of sets has a part in it."""
    rng, press, places = Random(SEED), Press(), gazetteer()  # noqa: S311 - invented data, not a secret
    land = Land(places)
    happened = scenes(rng, land, INCIDENTS)
    incidents = [incident(rng, press, scene) for scene in happened]
    governorates = {place.slug: land.above(place, PlaceLevel.GOVERNORATE) for place in places}
    governorate_of = {slug: above.slug for slug, above in governorates.items() if above is not None}
    aggregates = tallies(rng, press, happened, governorate_of)
    reports = sorted(press.reports.values(), key=lambda report: (report.published_on, report.key))
    return Contents(DATASET, places, ACTORS, SOURCES, reports, incidents, aggregates)
