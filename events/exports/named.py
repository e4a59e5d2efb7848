"""Who and what a selection names: the sources, actors and places that occur in it, beside its incidents and claims."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from events.exports.columns import Column, Kind
from events.exports.rows import Rows


def _names(hxl: str) -> list[Column]:
    return [
        Column("slug", "n.slug", _("its name in addresses"), f"{hxl}+code"),
        Column("name", "n.name", _("name"), f"{hxl}+name"),
        Column("name_local", "n.name_local", _("name in local script"), f"{hxl}+name+local"),
        Column(
            "aliases",
            "array_to_string(n.aliases, '; ')",
            _("other spellings, separated by semicolons"),
            f"{hxl}+name+alt+list",
        ),
    ]


SOURCES = [
    *_names("#org"),
    Column("kind", "n.kind", _("kind of source"), "#org+type"),
    Column("reliability", "n.reliability", _("how far its numbers have proved right, a to f"), "#org+reliability"),
    Column("reliability_because", "n.reliability_because", _("why this reliability"), "#org+reliability+reason"),
    Column("speaks_for", "spoken_for.name", _("the actor whose own voice it is"), "#group+name"),
    Column("url", "%(site)s || '/sources/' || n.slug || '/'", _("address of its page"), "#meta+url", Kind.ADDRESS),
]

ACTORS = [
    *_names("#group"),
    Column("kind", "n.kind", _("kind of actor"), "#group+type"),
    Column("parent", "above.slug", _("slug of what it is part of; that stands in the file too"), "#group+parent+code"),
    Column("url", "%(site)s || '/actors/' || n.slug || '/'", _("address of its page"), "#meta+url", Kind.ADDRESS),
]

PLACES = [
    *_names("#loc"),
    Column("level", "n.level", _("country, governorate, district, subdistrict, locality or site"), "#loc+type"),
    Column("pcode", "n.pcode", _("p-code"), "#loc+pcode"),
    Column("parent", "above.slug", _("slug of what it is part of; that stands in the file too"), "#loc+parent+code"),
    Column("latitude", "n.latitude", _("decimal degrees, WGS 84"), "#geo+lat", Kind.DECIMAL),
    Column("longitude", "n.longitude", _("decimal degrees, WGS 84"), "#geo+lon", Kind.DECIMAL),
]

TOLD = """
SELECT m.id, m.claimant_id, m.combatants_of_id, r.publisher_id FROM chosen JOIN events_claim m ON m.incident_id = chosen.id
JOIN events_report r ON r.id = m.report_id AND r.published_on <= (SELECT day FROM known)
"""
# Each is ordered by bytes, so that the order does not hang on the collation of a server.
SOURCES_FROM = f"""
FROM (
    SELECT unnest(ARRAY[m.claimant_id, m.publisher_id]) AS id FROM ({TOLD}) m
    UNION SELECT r.publisher_id FROM chosen JOIN events_incident_reports x ON x.incident_id = chosen.id
        JOIN events_report r ON r.id = x.report_id AND r.published_on <= (SELECT day FROM known)
) occurs JOIN events_source n ON n.id = occurs.id LEFT JOIN events_actor spoken_for ON spoken_for.id = n.actor_id
ORDER BY n.slug COLLATE "C"
"""
ACTORS_FROM = f"""
FROM (
    SELECT DISTINCT unnest(a.lineage) AS id FROM (
        SELECT v.actor_id AS id FROM chosen JOIN events_involvement v ON v.incident_id = chosen.id
        UNION SELECT m.combatants_of_id FROM ({TOLD}) m
        UNION SELECT t.actor_id FROM ({TOLD}) m JOIN events_claimstance t ON t.claim_id = m.id
    ) named JOIN events_actor a ON a.id = named.id
) occurs JOIN events_actor n ON n.id = occurs.id LEFT JOIN events_actor above ON above.id = n.parent_id
ORDER BY n.slug COLLATE "C"
"""
PLACES_FROM = """
FROM (
    SELECT DISTINCT unnest(p.lineage) AS id FROM chosen JOIN events_incident i ON i.id = chosen.id
        JOIN events_place p ON p.id = i.place_id
) occurs JOIN events_place n ON n.id = occurs.id LEFT JOIN events_place above ON above.id = n.parent_id
ORDER BY n.slug COLLATE "C"
"""


def sources(ordered, *, site: str, as_of: date | None = None) -> Rows:
    """Every source that claims a number about these incidents or published a report that tells of them by `as_of`."""
    return Rows(SOURCES, SOURCES_FROM, ordered, site, as_of, is_listed=False)


def actors(ordered, *, site: str, as_of: date | None = None) -> Rows:
    """Every actor with a part in these incidents or named in a claim about them, and everything it is part of."""
    return Rows(ACTORS, ACTORS_FROM, ordered, site, as_of, is_listed=False)


def places(ordered, *, site: str, as_of: date | None = None) -> Rows:
    """Every place of these incidents, and everything it is part of."""
    return Rows(PLACES, PLACES_FROM, ordered, site, as_of, is_listed=False)
