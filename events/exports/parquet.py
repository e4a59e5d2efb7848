"""Parquet: typed columns with the selection and the codebook in the file. pyarrow, which writes it, is an optional extra."""

import importlib.util
import json
from itertools import islice
from typing import IO

from events.exports.about import About
from events.exports.columns import Column, Kind
from events.exports.rows import Rows, typed, value

GROUP = 25_000
"""Rows that are in memory at once."""


def is_available() -> bool:
    return importlib.util.find_spec("pyarrow") is not None


def write_parquet(file: IO[bytes], rows: Rows, about: About) -> None:
    """An empty text is null, which is unknown."""
    from pyarrow import RecordBatch, array
    from pyarrow.parquet import ParquetWriter

    schema = _schema(rows.columns, about)
    found = typed(rows, value)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(found, GROUP)):
            columns = [array(cells, field.type) for cells, field in zip(zip(*some, strict=True), schema, strict=True)]
            writer.write_batch(RecordBatch.from_arrays(columns, schema=schema))


def _schema(columns: list[Column], about: About):
    import pyarrow

    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.ADDRESS: pyarrow.string(),
        Kind.WHOLE: pyarrow.int64(),
        Kind.DECIMAL: pyarrow.float64(),
        Kind.DATE: pyarrow.date32(),
    }
    fields = [
        pyarrow.field(column.name, types[column.kind], metadata={"says": str(column.says), "hxl": column.hxl})
        for column in columns
    ]
    codebook = json.dumps({column.name: str(column.says) for column in columns}, ensure_ascii=False)
    return pyarrow.schema(fields, metadata=about.parts | {"codebook": codebook})
