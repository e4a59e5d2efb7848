"""Files with something wrong in them, of every format, and where it is: after what real files of this field had.

Each is a sound table with oddities put into known cells, or broken as a file; in several encodings, delimiters and wrappings.
The draws are the same each time.
"""

import csv
import gzip
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl

from tests.events.imports import examples

SOUND = {"ucdp-ged": examples.UCDP, "acled": examples.ACLED, "airwars": examples.AIRWARS, "gtd": examples.GTD}
KEY = {"ucdp-ged": "id", "acled": "event_id_cnty", "airwars": "unique_reference_code", "gtd": "eventid"}
ROWS = 9
NO_DAYS = ("0000-00-00", "2017-10-xx", "2017-02-30", "1753-01-01", "yesterday-ish", "43013", "5-10-17", "05/10/2017")
NO_POINTS = ("4239.00416", "north", "91", "35°99'", "35.8.2", "inf", "nan°")
NO_LONGITUDES = ("1810.5", "east of town", "-181", "39°61'10\"")
NO_NUMBERS = ("-7", "about a few", "1.5", "7 or 8", "99999999999", "1.234", "six months", "²")
NO_CODES = ("0", "9", "x", "-")
WRONG: dict[str, dict[str, tuple[str, ...]]] = {
    "ucdp-ged": {
        "date_start": ("", *NO_DAYS),
        "date_end": ("", *NO_DAYS, "2017-10-04"),
        "latitude": ("", *NO_POINTS),
        "longitude": ("", *NO_LONGITUDES),
        **dict.fromkeys(("best", "low", "high", "deaths_a", "deaths_civilians", "deaths_unknown"), NO_NUMBERS),
        **dict.fromkeys(("where_prec", "date_prec", "type_of_violence"), NO_CODES),
        "id": ("",),
        "country": ("", "  "),
    },
    "acled": {
        "event_date": ("", *NO_DAYS),
        "latitude": ("", *NO_POINTS),
        "longitude": ("", *NO_LONGITUDES),
        "fatalities": NO_NUMBERS,
        **dict.fromkeys(("time_precision", "geo_precision"), NO_CODES),
        "event_id_cnty": ("",),
        "country": ("",),
    },
    "airwars": {
        "incident_date": ("", *NO_DAYS),
        "latitude": ("", *NO_POINTS),
        "longitude": ("", *NO_LONGITUDES),
        **dict.fromkeys(
            ("killed_min", "killed_max", "injured_max", "children_min", "militants_killed_max"), NO_NUMBERS
        ),
        "civilian_harm_status": ("Sure", "1"),
        "unique_reference_code": ("",),
        "country": ("",),
    },
    "gtd": {
        "iday": ("32", "x", "", "-5"),
        "imonth": ("x", "", "-3"),
        "iyear": ("", "MMXVII"),
        "latitude": ("", *NO_POINTS),
        "longitude": ("", *NO_LONGITUDES),
        **dict.fromkeys(("nkill", "nkillter", "nwound", "nwoundte"), NO_NUMBERS),
        "specificity": NO_CODES,
        "doubtterr": ("perhaps",),
        "claimed": ("maybe",),
        "resolution": NO_DAYS,
        "eventid": ("",),
        "country_txt": ("",),
    },
}
LACKING = {"latitude", "longitude"}
"""An empty one of these two is missed beside the other."""


@dataclass(frozen=True)
class Malformed:
    """A file, the format that it is of, and (row, column) of every error that must be found; None: refused as a whole."""

    name: str
    format: str
    content: bytes
    errors: frozenset[tuple[int, str]] | None


def corpus() -> Iterator[Malformed]:
    """All of them, one by one."""
    yield from _one_wrong_cell()
    yield from _many_wrong_cells()
    yield from _broken_rows()
    yield from _broken_files()


def _rows(format: str) -> list[dict[str, str]]:
    return [SOUND[format] | {KEY[format]: f"{SOUND[format][KEY[format]]}{n}"} for n in range(ROWS)]


def _one_wrong_cell() -> Iterator[Malformed]:
    for format, columns in WRONG.items():
        for column, values in columns.items():
            for at, value in enumerate(values):
                rows, line = _rows(format), at % ROWS
                rows[line][column] = value
                content = WRAPPED[at % len(WRAPPED)](rows)
                yield Malformed(f"{format} {column} {value!r}", format, content, frozenset({(line + 2, column)}))


def _many_wrong_cells() -> Iterator[Malformed]:
    drawn = random.Random(4)
    for number in range(160):
        format = drawn.choice(list(WRONG))
        rows, errors = _rows(format), set()
        for line in drawn.sample(range(ROWS), drawn.randint(1, ROWS)):
            # one of a pair that is looked at together, so that each wrong cell is an error of its own
            columns = _apart(drawn.sample(list(WRONG[format]), drawn.randint(1, 5)))
            for column in columns:
                rows[line][column] = drawn.choice([value for value in WRONG[format][column] if value.strip()] or [""])
                errors.add((line + 2, column))
        content = drawn.choice(WRAPPED)(rows)
        yield Malformed(f"{format} drawn {number}", format, content, frozenset(errors))


def _apart(columns: list[str]) -> list[str]:
    """Without the second of two days, or of two bounds: an error of one hides that they do not fit each other."""
    pairs = ({"date_start", "date_end"}, {"iday", "imonth", "iyear", "resolution"}, {"killed_min", "killed_max"})
    kept: list[str] = []
    for column in columns:
        if not any(column in pair and pair & set(kept) for pair in pairs):
            kept.append(column)
    return kept


# --- wrappings -------------------------------------------------------------------------------------------------------
def _text(encoding: str, delimiter: str = ",", above: str = ""):
    return lambda rows: (above + examples.written(rows, delimiter=delimiter)).encode(encoding, "replace")


def _workbook(rows: list[dict[str, str]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _archive(rows: list[dict[str, str]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/events.csv", examples.written(rows))
        archive.writestr("README.md", "As it came.")
    return content.getvalue()


def _in_arabic(rows: list[dict[str, str]]) -> bytes:
    return examples.written(rows).replace("Raqqa", "محافظة الرقة في الشمال").encode("cp1256", "replace")


WRAPPED = (
    _text("utf-8"),
    _text("utf-8-sig", ";"),
    _text("utf-16", "\t"),
    _workbook,
    _text("utf-16-le"),
    lambda rows: gzip.compress(examples.written(rows).encode()),
    _text("utf-8", "|"),
    _archive,
    _in_arabic,
    lambda rows: examples.written(rows).replace("Sabkha", "Résafa").encode("cp1252", "replace"),
)


# --- files that are broken as files ----------------------------------------------------------------------------------
def _broken_rows() -> Iterator[Malformed]:
    for format in SOUND:
        lines = examples.written(_rows(format)).splitlines(keepends=True)
        columns = list(SOUND[format])
        for line in range(1, ROWS + 1):
            yield _changed(format, f"a cell too many {line}", lines, line, lambda text: "x," + text, "")
            yield _changed(format, f"cut off {line}", lines, line, _cut, columns[3])
            yield _changed(format, f"open quotation mark {line}", lines, line, _opened, columns[1])
            yield _changed(
                format, f"an empty byte {line}", lines, line, lambda text: text[:2] + "\x00" + text[2:], columns[0]
            )
        whole = "".join(lines).encode()
        place = next(name for name, value in SOUND[format].items() if "Sabkha" in value)
        named = whole.replace(b"Raqqa", "الرقة".encode())
        yield Malformed(f"{format} damaged", format, named.replace(b"Sabkha", b"S\xe4bkha", 1), frozenset({(2, place)}))


def _changed(format: str, name: str, lines: list[str], line: int, change, column: str) -> Malformed:
    content = "".join([*lines[:line], change(lines[line]), *lines[line + 1 :]]).encode()
    return Malformed(f"{format} {name}", format, content, frozenset({(line + 1, column)}))


def _cut(line: str) -> str:
    """After its third cell."""
    cells = next(csv.reader([line]))
    written = io.StringIO()
    csv.writer(written).writerow(cells[:3])
    return written.getvalue()


def _opened(line: str) -> str:
    """A quotation mark before its second cell, and none to close it before the line ends."""
    first, _comma, rest = line.partition(",")
    return f'{first},"{rest.replace(chr(34), "")}'


def _broken_files() -> Iterator[Malformed]:
    for format in SOUND:
        rows = _rows(format)
        text = examples.written(rows)
        header = list(rows[0])
        needed = {"ucdp-ged": "side_a", "acled": "fatalities", "airwars": "incident_date", "gtd": "nkill"}[format]
        without = [{name: value for name, value in row.items() if name != needed} for row in rows]
        for name, content in {
            "without a needed column": examples.written(without).encode(),
            "a header twice": examples.written(
                rows, [needed if name == header[0] else name for name in header]
            ).encode(),
            "no header": text.partition("\n")[2].encode(),
            "PDF": b"%PDF-1.4\n" + text.encode(),
            "page": b"<!DOCTYPE html><table>" + text.encode(),
            "JSON": b'[{"' + text.encode(),
            "cut off in the packing": gzip.compress(text.encode() * 50)[:-20],
            "half a workbook": _workbook(rows)[:3000],
            "archive in an archive": _nested(text),
            "NUL": text.encode().replace(b",", b"\0\0\0\0\0"),
        }.items():
            yield Malformed(f"{format} {name}", format, content, None)
    for name, content in {
        "nothing": b"",
        "blanks": b"\n \n",
        "bomb": gzip.compress(bytes(2**26)),
        "bytes": bytes(2000),
    }.items():
        yield Malformed(name, "ucdp-ged", content, None)


def _nested(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("inner.zip", text)
    return content.getvalue()
