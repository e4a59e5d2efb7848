"""GeoJSON (RFC 7946), made by PostgreSQL and streamed: a point for each incident. Unknown is null, 0 is stated."""

import json
from collections.abc import Iterator

from events.exports.about import About
from events.exports.csv import gathered
from events.exports.jsonl import BARE
from events.exports.rows import Rows, value

FEATURE = """
SELECT json_build_object('type', 'Feature', 'id', r.code, 'geometry', CASE WHEN r.latitude IS NOT NULL THEN
    json_build_object('type', 'Point', 'coordinates', json_build_array(r.longitude, r.latitude)) END, 'properties', row_to_json(r))
FROM ({rows}) r"""


def geojson_of(rows: Rows, about: About) -> Iterator[bytes]:
    """A FeatureCollection of incidents. One without a point has a null geometry; how exactly a point is known stands in
    `location_precision`. Which incidents they are, and whose coding, is said beside the features."""
    return gathered(_features(rows, about))


def _features(rows: Rows, about: About) -> Iterator[bytes]:
    head = json.dumps({"type": "FeatureCollection"} | about.parts, ensure_ascii=False)[:-1]
    before, between = f'{head}, "features": [\n'.encode(), b",\n"
    for copy in rows.read(value, BARE, FEATURE):
        for line in copy:
            yield before + bytes(line).rstrip(b"\n")
            before = between
    yield (b"" if before == between else before) + b"\n]}\n"
