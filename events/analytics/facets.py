"""The counts beside the options of each filter: how many incidents it would leave under the other filters."""

from collections import defaultdict
from functools import partial

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.analytics.chosen import Part, Row, Sql, counted
from events.analytics.columnar import options
from events.analytics.columnar.codes import CODES
from events.analytics.columnar.counting import Chosen
from events.analytics.columnar.trees import Tree
from events.analytics.overview import Overview
from events.analytics.rows import Facet, Option
from events.choices import Casualties, Category, Grade, Status
from events.models.named import in_language

MOST = 400
"""Options of one filter; whoever wants a smaller place or actor than these finds it by words, or by its own address."""

PLAIN = {"category": Category, "grade": Grade, "casualties": Casualties}
COLUMN = {"category": "category", "grade": "grade", "casualties": "casualty_state", "status": "status"}

REST = "NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint, NULL::bigint"
PLAIN_SELECT = """SELECT 'facets', 0, NULL::date, NULL::date, '{name}', {column}::text, NULL::text, NULL::text, NULL::text,
    count(*), {rest} FROM {chosen} GROUP BY {column}"""
NAMED_SELECT = {
    "actor": """SELECT 'facets', cardinality(a.lineage), NULL::date, NULL::date, 'actor', a.slug, a.name, a.name_local, NULL::text,
        count(*), {rest}
        FROM (SELECT DISTINCT i.incident_id, unnest(involved.lineage) AS actor_id
            FROM {chosen} c JOIN events_involvement i ON i.incident_id = c.id
            JOIN events_actor involved ON involved.id = i.actor_id
            WHERE i.role = '{role}' AND i.strength <> 'denied') took_part
        JOIN events_actor a ON a.id = took_part.actor_id GROUP BY a.id""",
    "place": """SELECT 'facets', cardinality(p.lineage), NULL::date, NULL::date, 'place', p.slug, p.name, p.name_local, NULL::text,
        sum(at.incidents)::bigint, {rest}
        FROM (SELECT place_id, count(*) AS incidents FROM {chosen} c GROUP BY place_id) at
        JOIN events_place place ON place.id = at.place_id JOIN events_place p ON p.id = ANY (place.lineage)
        GROUP BY p.id""",
}


def part(selection, *, with_status: bool) -> Part:
    """Counts for actors and places, and for each plain filter in use, every one counted without itself."""
    asked = [name for name in PLAIN if name in selection.data] + [*NAMED_SELECT] + ["status"] * with_status
    return Part("facets", partial(_counted, asked=asked), lambda: _sql(selection, asked))


def _sql(selection, asked: list[str]) -> Sql:
    selects, others = [], {}
    for name in asked:
        table = "chosen"
        if name in selection.data or name == "status":  # which always narrows: to published, unless asked otherwise
            table = f"chosen_without_{name}"
            others[table] = selection.incidents(without=name)
        words = {"chosen": table, "rest": REST, "role": selection.role.value, "name": name, "column": COLUMN.get(name)}
        selects.append(NAMED_SELECT.get(name, PLAIN_SELECT).format(**words))
    return Sql(" UNION ALL ".join(selects), others=others)


def _counted(chosen: Chosen, *, asked: list[str]) -> list[Row]:
    rows = []
    for name in asked:
        if name == "actor":
            counts = options.with_actors(chosen, chosen.without(name))
            rows += _nodes(name, chosen.view.actors, counts, chosen.question.actors)
        elif name == "place":
            counts = options.in_places(chosen, chosen.without(name))
            rows += _nodes(name, chosen.view.places, counts, chosen.question.places)
        else:
            rows += [Row(total=counted(n), number=0, a=name, b=word) for word, n in _words(chosen, name).items()]
    return rows


def _words(chosen: Chosen, name: str) -> dict[str, int]:
    if name == "casualties":
        return options.of_each_state(chosen.question.whose, chosen.without(name))
    if name == "status":
        by_code = options.of_each_status(chosen.without(name))
        return {word: by_code[code] for word, code in CODES["status"].items() if by_code[code]}
    return options.of_each(chosen, name, without=name)


def _nodes(name: str, tree: Tree, counts: np.ndarray, chosen: tuple[int, ...]) -> list[Row]:
    """Those that hold incidents; of more than are shown those that can be among them, outermost and largest first."""
    found = np.flatnonzero(counts)
    if len(found) > MOST:
        ranks = tree.depth[found].astype(np.int64) * (counts.max() + 1) - counts[found]
        last = np.partition(ranks, MOST - 1)[MOST - 1]
        found = found[(ranks <= last) | np.isin(tree.ids[found], chosen)]
    each = zip(found.tolist(), tree.depth[found].tolist(), counts[found].tolist(), strict=True)
    return [Row(depth, None, None, name, *tree.names(number), None, counted(count)) for number, depth, count in each]


def read(selection, rows: list[Row], overview: Overview, *, with_status: bool) -> list[Facet]:
    """The rows of `part` → facets in the order of the page: category, deaths, actor, place, grade, and status for staff."""
    found = defaultdict(list)
    for row in rows:
        found[row.a].append(row)
    facets = [
        _plain(selection, "category", _("Category"), Category, overview, found),
        _plain(selection, "casualties", _("Deaths"), Casualties, overview, found),
        _named("actor", _("Attributed to"), found, selection.actors),
        _named("place", _("Place"), found, selection.places),
        _plain(selection, "grade", _("Grade"), Grade, overview, found),
    ]
    if with_status:
        shown = [status for status in Status if status is not Status.MERGED]
        facets.append(_plain(selection, "status", _("Status"), shown, overview, found))
    return facets


def _plain(selection, parameter: str, label: str, vocabulary, overview: Overview, found: dict) -> Facet:
    counts = overview.counts.get(parameter, {})
    if parameter in found:
        counts = {row.b: row.total.incidents for row in found[parameter]}
    chosen = selection.data.get(parameter, [])
    options = [Option(one.value, str(one.label), counts.get(one.value, 0), one.value in chosen) for one in vocabulary]
    return Facet(parameter, label, options)


def _named(parameter: str, label: str, found: dict, chosen: list) -> Facet:
    """Actors or places: what is chosen first, then whatever has incidents, outermost and largest first."""
    slugs = [one.slug for one in chosen]
    rows = sorted(
        found[parameter], key=lambda row: (row.b not in slugs, row.number, -row.total.incidents, row.c, row.b)
    )
    language = get_language()
    counted = [
        Option(row.b, in_language(row.c, row.d, language), row.total.incidents, row.b in slugs) for row in rows[:MOST]
    ]
    there = {row.b for row in rows}
    empty = [Option(one.slug, one.spoken, 0, True) for one in chosen if one.slug not in there]
    return Facet(parameter, label, empty + counted)
