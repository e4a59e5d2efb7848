"""The columns of every export, each with its line in the codebook. Longer than 250 lines: lists, read and cited as they are.

They stand in the order of the address contract. An allow-list: what is not named here is never exported (private texts of
reports, who entered what). To add a column, put a `Column` at the end of its list: published ones keep their place.
Whatever its SQL reads must stand in the tables of its export; every format, the XLSX and docs/codebook.md
(`manage.py codebook`) then have it.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.choices import Harm, VictimGroup


class Kind(TextChoices):
    """What the cells of a column hold, so that each format can write them as what they are."""

    TEXT = "text", _("text")
    """Written by people, or by a vocabulary; made safe against formulas in CSV and XLSX."""
    WHOLE = "whole", _("whole number")
    DECIMAL = "decimal", _("decimal number")
    DATE = "date", _("date")
    ADDRESS = "address", _("address")
    """Of a page of this site, which starts no formula. An address that people typed is text."""


@dataclass(frozen=True, slots=True)
class Column:
    """`name`: the header, which never changes. `sql`: makes it from the tables of its export, NULL for unknown; may hold
    `%(site)s` once, the scheme and host of this site. `says`: its sentence in the codebook. `hxl`: its tag in the row under
    the header, by the HXL standard 1.1: a hashtag and attributes, unlike any other of the same file."""

    name: str
    sql: str
    says: str
    hxl: str
    kind: Kind = Kind.TEXT


LATITUDE, LONGITUDE = "coalesce(i.latitude, p.latitude)", "coalesce(i.longitude, p.longitude)"
# prefix of three columns → the harm and group of victims whose current estimate they hold
ESTIMATED = {
    "killed": (Harm.KILLED, VictimGroup.ALL),
    "civilians_killed": (Harm.KILLED, VictimGroup.CIVILIANS),
    "injured": (Harm.INJURED, VictimGroup.ALL),
}


def _bounds(prefix: str, whom, hxl: str) -> list[Column]:
    says = {
        "low": _("lowest; empty is not known, 0 is stated"),
        "best": _("best; empty if nobody gave a number"),
        "high": _("highest; empty beside a low is open above"),
    }
    return [
        Column(
            f"{prefix}_{bound}",
            f"e.{prefix}_{bound}",
            format_lazy("{whom}: {sentence}", whom=whom, sentence=sentence),
            f"{hxl}+{HXL_BOUND[bound]}",
            Kind.WHOLE,
        )
        for bound, sentence in says.items()
    ]


HXL_BOUND = {"low": "min", "best": "best", "high": "max", "minimum": "min", "maximum": "max"}
HXL_SUBSET = {"children": "children", "women": "f", "men": "m"}

INCIDENTS = [
    Column("dataset", "d.slug", _("whose coding; never sum two datasets"), "#meta+dataset"),
    Column("code", "i.code", _("permanent code of the incident"), "#event+code"),
    Column("title", "i.title", _("what happened, in a line"), "#event+title"),
    Column("date_start", "i.date_start", _("first day of the interval, inclusive"), "#date+event+start", Kind.DATE),
    Column("date_end", "i.date_end", _("last day of the interval, inclusive"), "#date+event+end", Kind.DATE),
    Column("date_precision", "i.date_precision", _("day, few-days, week, month or longer"), "#date+event+precision"),
    Column("category", "i.category", _("family of incident"), "#event+category"),
    Column("type", "i.type", _("type of incident"), "#event+type"),
    Column("place", "p.name", _("place"), "#loc+name"),
    Column("admin1", "g.governorate", _("governorate of the place"), "#adm1+name"),
    Column("country", "g.country", _("country of the place"), "#country+name"),
    Column("latitude", LATITUDE, _("decimal degrees, WGS 84"), "#geo+lat", Kind.DECIMAL),
    Column("longitude", LONGITUDE, _("decimal degrees, WGS 84"), "#geo+lon", Kind.DECIMAL),
    Column("location_precision", "i.location_precision", _("how exactly the place is known"), "#geo+precision"),
    Column(
        "perpetrators",
        "b.names",
        _("actors blamed and not denied, separated by semicolons"),
        "#group+perpetrator+name+list",
    ),
    Column(
        "attribution",
        "coalesce(b.attribution, 'none')",
        _("sole, joint, contested or none"),
        "#group+perpetrator+attribution",
    ),
    Column("grade", "i.grade", _("civilian-harm grade"), "#meta+grade"),
    *_bounds("killed", _("people killed"), "#affected+killed"),
    *_bounds("civilians_killed", _("civilians killed"), "#affected+killed+civilians"),
    *_bounds("injured", _("people injured"), "#affected+injured"),
    Column("claims", "coalesce(s.claims, 0)", _("number of claims recorded"), "#meta+claims+num", Kind.WHOLE),
    Column(
        "claimants",
        "coalesce(s.claimants, 0)",
        _("number of different claimants"),
        "#meta+claimants+num",
        Kind.WHOLE,
    ),
    Column("status", "i.status", _("state in the workflow"), "#status"),
    Column(
        "url",
        "%(site)s || '/incidents/' || i.code || '/'",
        _("address of the incident’s page"),
        "#meta+url",
        Kind.ADDRESS,
    ),
    Column("summary", "i.summary", _("what happened, in the words of whose coding it is"), "#description+summary"),
    Column("date_words", "i.date_words", _("the date as reported"), "#date+event+words"),
    Column("part_of_day", "i.part_of_day", _("night, morning and so on, as reported"), "#date+event+part"),
    Column("place_slug", "p.slug", _("permanent name of the place in addresses"), "#loc+id"),
    Column("pcode", "p.pcode", _("p-code of the place, where it has one"), "#loc+code"),
    Column("place_words", "i.place_words", _("the place as reported"), "#loc+words"),
    Column(
        "point_of",
        "CASE WHEN i.latitude IS NOT NULL THEN 'incident' WHEN p.latitude IS NOT NULL THEN 'place' END",
        _("whose point latitude and longitude are: the incident’s own, or its place’s"),
        "#geo+point",
    ),
    Column(
        "involved",
        "n.said",
        _("everybody with a part in it, as “slug: role, strength, sharing”, separated by semicolons"),
        "#group+involved+list",
    ),
    Column(
        "reports",
        "coalesce(t.reports, CASE WHEN s.claims > 0 THEN 'none' END)",
        _("numbers of the reports that tell of it, separated by semicolons; “none” beside claims whose reports do not"),
        "#meta+report+list",
    ),
    Column("rule", "i.rule", _("rule of its own by which its numbers are made; empty is the dataset’s"), "#meta+rule"),
    Column("rule_because", "i.rule_because", _("why it has a rule of its own"), "#meta+rule+reason"),
    Column("retracted_because", "i.retracted_because", _("why it was retracted"), "#status+reason"),
]

CLAIMS = [
    Column("dataset", "d.slug", _("whose coding"), "#meta+dataset"),
    Column("incident", "i.code", _("code of the incident"), "#event+code"),
    Column("claim", "m.id", _("number of the claim"), "#meta+claim+id", Kind.WHOLE),
    Column("claimed_on", "m.claimed_on", _("date of the claim"), "#date+claim", Kind.DATE),
    Column(
        "claimant",
        "claimant.name",
        _("whose number it is; empty where the report names nobody"),
        "#org+claimant+name",
    ),
    Column("publisher", "publisher.name", _("who published the report"), "#org+publisher+name"),
    Column("report", "r.headline", _("headline of the report"), "#meta+report+title"),
    Column("report_date", "r.published_on", _("date of the report"), "#date+report", Kind.DATE),
    Column("report_url", "r.url", _("address of the report"), "#meta+report+url"),
    Column("harm", "m.harm", _("kind of harm"), "#impact+type"),
    Column("victims", "m.victims", _("group of victims"), "#population+type"),
    Column("combatants_of", "whose.name", _("whose combatants, where said"), "#group+combatants+name"),
    Column("minimum", "m.minimum", _("lowest number stated; empty is not known"), "#affected+min", Kind.WHOLE),
    Column("maximum", "m.maximum", _("highest number stated; empty is open or not known"), "#affected+max", Kind.WHOLE),
    Column("qualifier", "m.qualifier", _("how the source bounds its number"), "#affected+qualifier"),
    *[
        Column(
            f"{subset}_{bound}",
            f"m.{subset}_{bound}",
            _("part of the number, never added to it"),
            f"#affected+{attribute}+{HXL_BOUND[bound]}",
            Kind.WHOLE,
        )
        for subset, attribute in HXL_SUBSET.items()
        for bound in ("minimum", "maximum")
    ],
    Column("blames", "stances.said", _("actors, with alleges, admits or denies"), "#group+blamed+list"),
    Column("quote", "m.quote", _("the words that carry the number"), "#description+quote"),
    Column(
        "use",
        "coalesce(u.use, 'not used')",
        _("used in the estimate of all victims, or why it was set aside"),
        "#meta+use",
    ),
    Column(
        "url",
        "%(site)s || '/incidents/' || i.code || '/#claim-' || m.id",
        _("address of the claim"),
        "#meta+url",
        Kind.ADDRESS,
    ),
    Column("best", "m.best", _("number between the bounds that the claimant holds best"), "#affected+best", Kind.WHOLE),
    Column("claimant_slug", "claimant.slug", _("permanent name of the claimant"), "#org+claimant+id"),
    Column("publisher_slug", "publisher.slug", _("permanent name of the publisher"), "#org+publisher+id"),
    Column("report_number", "r.id", _("number of the report"), "#meta+report+id", Kind.WHOLE),
    Column("combatants_of_slug", "whose.slug", _("permanent name of whose combatants"), "#group+combatants+id"),
    Column(
        "stances",
        "stances.exactly",
        _("what is said of whom, as “slug: stance”, separated by semicolons"),
        "#group+blamed+id+list",
    ),
    Column(
        "supersedes", "m.supersedes_id", _("number of the claim in whose place it is"), "#meta+claim+before", Kind.WHOLE
    ),
    Column(
        "derives_from",
        "m.derives_from_id",
        _("number of the claim of which it is a copy"),
        "#meta+claim+origin",
        Kind.WHOLE,
    ),
    Column("set_aside_because", "m.set_aside_because", _("why an analyst set it aside"), "#meta+use+reason"),
]

REPORTS = [
    Column("report_number", "r.id", _("number of the report"), "#meta+report+id", Kind.WHOLE),
    Column("publisher", "publisher.name", _("who published the report"), "#org+publisher+name"),
    Column("publisher_slug", "publisher.slug", _("permanent name of the publisher"), "#org+publisher+id"),
    Column("report", "r.headline", _("headline of the report"), "#meta+report+title"),
    Column("report_date", "r.published_on", _("date of the report"), "#date+report", Kind.DATE),
    Column("language", "r.language", _("language of the report, as a tag"), "#meta+report+language"),
    Column("report_url", "r.url", _("address of the report"), "#meta+report+url"),
    Column("archive_url", "r.archive_url", _("address of an archived copy"), "#meta+report+archive"),
]
"""The documents that tell of the incidents chosen or carry their claims. Never their private texts."""

CORRECTIONS = [
    Column(
        "day", "(n.made_at AT TIME ZONE 'UTC')::date", _("day of the correction (UTC)"), "#date+correction", Kind.DATE
    ),
    Column("dataset", "d.slug", _("whose coding"), "#meta+dataset"),
    Column("incident", "i.code", _("code of the incident"), "#event+code"),
    Column("harm", "n.harm", _("kind of harm"), "#impact+type"),
    Column("victims", "n.victims", _("group of victims"), "#population+type"),
    Column("combatants_of", "whose.name", _("whose combatants, where said"), "#group+combatants+name"),
    *[
        Column(
            f"was_{bound}",
            f"n.was_{bound}",
            _("what readers saw before; empty is not known"),
            f"#affected+before+{HXL_BOUND[bound]}",
            Kind.WHOLE,
        )
        for bound in ("low", "best", "high")
    ],
    *[
        Column(
            bound,
            f"n.{bound}",
            _("what they were told instead; all three empty is withdrawn"),
            f"#affected+{HXL_BOUND[bound]}",
            Kind.WHOLE,
        )
        for bound in ("low", "best", "high")
    ],
    Column("because", "n.because", _("the reason"), "#description+reason"),
    Column(
        "url",
        "%(site)s || '/incidents/' || i.code || '/'",
        _("address of the incident’s page"),
        "#meta+url",
        Kind.ADDRESS,
    ),
]
