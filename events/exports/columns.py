"""The columns of every export, in the order of the address contract, each with its line in the codebook.

An allow-list: what is not named here is never exported (private texts of reports, who entered what).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from events.choices import Harm, VictimGroup


@dataclass(frozen=True, slots=True)
class Column:
    """`sql` makes it from the tables of its export; `is_text` cells are made safe against formulas."""

    name: str
    sql: str
    says: str
    is_text: bool = True


# prefix of three columns → the harm and group of victims whose current estimate they hold
ESTIMATED = {
    "killed": (Harm.KILLED, VictimGroup.ALL),
    "civilians_killed": (Harm.KILLED, VictimGroup.CIVILIANS),
    "injured": (Harm.INJURED, VictimGroup.ALL),
}


def _bounds(prefix: str, says) -> list[Column]:
    return [
        Column(
            f"{prefix}_low", f"e.{prefix}_low", _("%s: lowest; empty is not known, 0 is stated") % says, is_text=False
        ),
        Column(
            f"{prefix}_best", f"e.{prefix}_best", _("%s: best; empty if nobody gave a number") % says, is_text=False
        ),
        Column(
            f"{prefix}_high",
            f"e.{prefix}_high",
            _("%s: highest; empty beside a low is open above") % says,
            is_text=False,
        ),
    ]


INCIDENTS = [
    Column("dataset", "d.slug", _("whose coding; never sum two datasets")),
    Column("code", "i.code", _("permanent code of the incident")),
    Column("title", "i.title", _("what happened, in a line")),
    Column("date_start", "i.date_start", _("first day of the interval, inclusive"), is_text=False),
    Column("date_end", "i.date_end", _("last day of the interval, inclusive"), is_text=False),
    Column("date_precision", "i.date_precision", _("day, few-days, week, month or longer")),
    Column("category", "i.category", _("family of incident")),
    Column("type", "i.type", _("type of incident")),
    Column("place", "p.name", _("place")),
    Column("admin1", "g.governorate", _("governorate of the place")),
    Column("country", "g.country", _("country of the place")),
    Column("latitude", "coalesce(i.latitude, p.latitude)", _("decimal degrees, WGS 84"), is_text=False),
    Column("longitude", "coalesce(i.longitude, p.longitude)", _("decimal degrees, WGS 84"), is_text=False),
    Column("location_precision", "i.location_precision", _("how exactly the place is known")),
    Column("perpetrators", "b.names", _("actors blamed and not denied, separated by semicolons")),
    Column("attribution", "coalesce(b.attribution, 'none')", _("sole, joint, contested or none")),
    Column("grade", "i.grade", _("civilian-harm grade")),
    *_bounds("killed", _("people killed")),
    *_bounds("civilians_killed", _("civilians killed")),
    *_bounds("injured", _("people injured")),
    Column("claims", "coalesce(s.claims, 0)", _("number of claims recorded"), is_text=False),
    Column("claimants", "coalesce(s.claimants, 0)", _("number of different claimants"), is_text=False),
    Column("status", "i.status", _("state in the workflow")),
    Column("url", "%(site)s || '/incidents/' || i.code || '/'", _("address of the incident’s page"), is_text=False),
]

CLAIMS = [
    Column("dataset", "d.slug", _("whose coding")),
    Column("incident", "i.code", _("code of the incident")),
    Column("claim", "m.id", _("number of the claim"), is_text=False),
    Column("claimed_on", "m.claimed_on", _("date of the claim"), is_text=False),
    Column("claimant", "claimant.name", _("whose number it is; empty where the report names nobody")),
    Column("publisher", "publisher.name", _("who published the report")),
    Column("report", "r.headline", _("headline of the report")),
    Column("report_date", "r.published_on", _("date of the report"), is_text=False),
    Column("report_url", "r.url", _("address of the report")),
    Column("harm", "m.harm", _("kind of harm")),
    Column("victims", "m.victims", _("group of victims")),
    Column("combatants_of", "whose.name", _("whose combatants, where said")),
    Column("minimum", "m.minimum", _("lowest number stated; empty is not known"), is_text=False),
    Column("maximum", "m.maximum", _("highest number stated; empty is open or not known"), is_text=False),
    Column("qualifier", "m.qualifier", _("how the source bounds its number")),
    *[
        Column(f"{subset}_{bound}", f"m.{subset}_{bound}", _("part of the number, never added to it"), is_text=False)
        for subset in ("children", "women", "men")
        for bound in ("minimum", "maximum")
    ],
    Column("blames", "stances.said", _("actors, with alleges, admits or denies")),
    Column("quote", "m.quote", _("the words that carry the number")),
    Column("use", "coalesce(u.use, 'not used')", _("used in the estimate of all victims, or why it was set aside")),
    Column(
        "url", "%(site)s || '/incidents/' || i.code || '/#claim-' || m.id", _("address of the claim"), is_text=False
    ),
]

CORRECTIONS = [
    Column("day", "(n.made_at AT TIME ZONE 'UTC')::date", _("day of the correction (UTC)"), is_text=False),
    Column("dataset", "d.slug", _("whose coding")),
    Column("incident", "i.code", _("code of the incident")),
    Column("harm", "n.harm", _("kind of harm")),
    Column("victims", "n.victims", _("group of victims")),
    Column("combatants_of", "whose.name", _("whose combatants, where said")),
    *[
        Column(f"was_{bound}", f"n.was_{bound}", _("what readers saw before; empty is not known"), is_text=False)
        for bound in ("low", "best", "high")
    ],
    *[
        Column(bound, f"n.{bound}", _("what they were told instead; all three empty is withdrawn"), is_text=False)
        for bound in ("low", "best", "high")
    ],
    Column("because", "n.because", _("the reason")),
    Column("url", "%(site)s || '/incidents/' || i.code || '/'", _("address of the incident’s page"), is_text=False),
]
