"""JSON lines, made by PostgreSQL and streamed: an object for each row. Unknown is null, 0 is stated."""

from collections.abc import Iterator

from events.exports.csv import gathered
from events.exports.rows import Rows, value

# JSON escapes every control character, so that a row of one column comes out of COPY bare, whatever it holds
BARE = r"FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'"


def jsonl_of(rows: Rows) -> Iterator[bytes]:
    """One object a line, with the columns as its names."""
    whole = "SELECT row_to_json(r) FROM ({rows}) r"
    return gathered(line for copy in rows.read(value, BARE, whole) for line in copy)
