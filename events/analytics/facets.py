"""The counts beside the options of each filter: how many incidents it would leave under the other filters."""

from django.utils.translation import gettext as _

from events.analytics.chosen import Chosen, fetch
from events.analytics.overview import Overview
from events.analytics.rows import Facet, Option
from events.choices import Casualties, Category, Grade, Status

PLAIN = {"category": Category, "grade": Grade, "casualties": Casualties}
EXPRESSION = {"category": "category", "grade": "grade", "casualties": "casualty_state", "status": "status"}

NAMED = {
    "actor": """SELECT 'actor', a.slug, a.name, count(DISTINCT i.incident_id), cardinality(a.lineage)
        FROM {chosen} c JOIN events_involvement i ON i.incident_id = c.id JOIN events_actor involved ON involved.id = i.actor_id
        JOIN events_actor a ON a.id = ANY (involved.lineage)
        WHERE i.role = '{role}' AND i.strength <> 'denied' GROUP BY a.id""",
    "place": """SELECT 'place', p.slug, p.name, sum(at.incidents)::bigint, cardinality(p.lineage)
        FROM (SELECT place_id, count(*) AS incidents FROM {chosen} c GROUP BY place_id) at
        JOIN events_place place ON place.id = at.place_id JOIN events_place p ON p.id = ANY (place.lineage)
        GROUP BY p.id""",
}


def facets(selection, overview: Overview, *, with_status: bool) -> list[Facet]:
    """Facets in the order of the page: category, casualties, actor, place, grade, and status for staff. One query."""
    asked = [name for name in PLAIN if name in selection.data] + ["actor", "place"] + ["status"] * with_status
    found = _counted(selection, asked)
    facets = [_plain(selection, "category", _("Category"), Category, overview, found)]
    facets.append(_plain(selection, "casualties", _("Deaths"), Casualties, overview, found))
    facets.append(_named(selection, "actor", _("Attributed to"), found, selection.actors))
    facets.append(_named(selection, "place", _("Place"), found, selection.places))
    facets.append(_plain(selection, "grade", _("Grade"), Grade, overview, found))
    if with_status:
        facets.append(_plain(selection, "status", _("Status"), Status, overview, found))
    return facets


def _counted(selection, parameters: list[str]) -> dict[str, list[tuple]]:
    """parameter → (value, name, incidents, depth in its tree), each counted without its own filter."""
    tables, unions, params = [], [], []
    for name in parameters:
        chosen = Chosen.of(selection.incidents(without=name))
        tables.append(chosen.cte(f"chosen_{name}"))
        params += chosen.params
        plain = f"SELECT '{name}', {EXPRESSION.get(name)}, '', count(*), 0 FROM chosen_{name} GROUP BY 2"  # noqa: S608
        unions.append(NAMED.get(name, plain).format(chosen=f"chosen_{name}", role=selection.role.value))
    found = {name: [] for name in parameters}
    for name, *row in fetch(f"WITH {', '.join(tables)} {' UNION ALL '.join(unions)}", params):
        found[name].append(row)
    return found


def _plain(selection, parameter: str, label: str, vocabulary, overview: Overview, found: dict) -> Facet:
    counts = {value: count for value, _name, count, _depth in found[parameter]} if parameter in found else None
    counts = overview.counts[parameter] if counts is None else counts
    chosen = selection.data.get(parameter, [])
    options = [Option(one.value, str(one.label), counts.get(one.value, 0), one.value in chosen) for one in vocabulary]
    return Facet(parameter, label, options)


def _named(selection, parameter: str, label: str, found: dict, chosen: list) -> Facet:
    """Actors or places: what is chosen first, then whatever has incidents, outermost and largest first."""
    slugs = [one.slug for one in chosen]
    rows = sorted(found[parameter], key=lambda row: (row[0] not in slugs, row[3], -row[2], row[1]))
    counted = [Option(slug, name, count, slug in slugs) for slug, name, count, _depth in rows]
    empty = [Option(one.slug, one.name, 0, True) for one in chosen if one.slug not in {row[0] for row in rows}]
    return Facet(parameter, label, empty + counted)
