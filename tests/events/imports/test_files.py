"""What a file is, its bytes say: any encoding and delimiter, packed or not; and what is no table is refused with what to do."""

import gzip
import io
import os
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from events.imports import files, unpacking, workbooks
from events.words import Unreadable

ARABIC = "الاسم,المحافظة,عدد القتلى\nغارة على السوق,دير الزور,3\nقصف من المدفعية في المدينة,حلب,2\n"
FRENCH = "nom,lieu,tués\nfrappe aérienne,Résafa,3\n"


def tables(content: bytes, **asked):
    """name → (header, rows) of everything in the file, the first table's problems, and what was noted."""
    with files.opened(io.BytesIO(content), **asked) as file:
        read = {table.name: (table.header, list(table.rows)) for table in file.tables}
        return read, file.tables[0].problems, file


def only(content: bytes, **asked):
    read, _problems, _file = tables(content, **asked)
    ((header, rows),) = read.values()
    return header, rows


def problems(content: bytes):
    """(row, column) of each problem of the first table."""
    return [(error.row, error.column) for errors in tables(content)[1].values() for error in errors]


def xlsx(*rows, title="Data") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def zipped(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_arabic_is_read_in_any_encoding(encoding):
    header, rows = only(ARABIC.encode(encoding))
    assert header == ("الاسم", "المحافظة", "عدد القتلى")
    assert rows[1] == (3, ["قصف من المدفعية في المدينة", "حلب", "2"])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
def test_western_is_not_taken_for_arabic(encoding):
    assert only(FRENCH.encode(encoding)) == (("nom", "lieu", "tués"), [(2, ["frappe aérienne", "Résafa", "3"])])


def test_what_decided_the_encoding_is_told():
    _read, _problems, file = tables("name,words\nA,it said – “none”\n".encode("cp1252"))
    assert file.encoding == "cp1252"
    assert "Windows" in file.notes[0].problem


def test_a_chosen_encoding_is_not_questioned():
    assert only("a,b\ný,1\n".encode("cp1256", "replace").replace(b"?", b"\xfd"), encoding="cp1252")[1][0][1][0] == "ý"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found_whatever_the_name(delimiter):
    lines = (
        ["id;name;note", '1;Aleppo;"a, b"', "2;Homs;c, d"]
        if delimiter == ";"
        else ["id;name;note", "1;Aleppo;a", "2;Homs;c"]
    )
    content = "\n".join(lines).replace(";", delimiter) + "\n"
    header, rows = only(content.encode())
    assert header == ("id", "name", "note")
    assert [cells[1] for _line, cells in rows] == ["Aleppo", "Homs"]


def test_line_ends_of_every_machine():
    for end in ("\n", "\r\n", "\r"):
        assert only(f"a,b{end}1,2{end}3,4{end}".encode())[1] == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_the_header_stands_after_titles_and_before_tags():
    content = "Deaths by month\n\nid,name,killed\n#meta+id,#loc+name,#affected+killed\n1,Aleppo,3\n2,Homs,\n"
    header, rows = only(content.encode())
    assert header == ("id", "name", "killed")
    assert rows == [(5, ["1", "Aleppo", "3"]), (6, ["2", "Homs", ""])]


def test_a_file_without_a_header_is_refused():
    with pytest.raises(Unreadable, match="Line 1 holds values"):
        tables(b"1,2017-10-05,35.0,40.4\n2,2017-10-06,35.1,40.2\n")


def test_packed_text_and_archives():
    assert only(gzip.compress(ARABIC.encode()))[0][0] == "الاسم"
    read, _problems, file = tables(
        zipped(**{"one.csv": b"a,b\n1,2\n", "README.txt.pdf": b"x", "two.tsv": b"c\td\n3\t4\n"})
    )
    assert read == {"one": (("a", "b"), [(2, ["1", "2"])]), "two": (("c", "d"), [(2, ["3", "4"])])}
    assert any(note.value == "README.txt.pdf" for note in file.notes)


def test_cells_of_a_workbook_are_text():
    content = xlsx(
        ["id", "day", "at", "yes", "share", "whole", "empty", "words"],
        [1, date(2017, 10, 5), datetime.fromisoformat("2017-10-05 21:30"), True, 0.25, 3.0, None, "دير الزور"],
        [None] * 8,
        [2],
    )
    _header, rows = only(content)
    assert rows == [
        (2, ["1", "2017-10-05", "2017-10-05 21:30:00", "TRUE", "0.25", "3", "", "دير الزور"]),
        (4, ["2", *[""] * 7]),
    ]


class TestBrokenRows:
    def test_one_cell_too_many_and_one_too_few(self):
        assert problems(b"a,b,c\n1,2,3,4\n1,2,3\n1,2,3,,\n5,6\n") == [(2, ""), (5, "c")]

    def test_a_file_cut_off_in_its_last_row(self):
        assert problems(b'a,b,c\n1,2,3\n4,"fi') == [(3, "b")]

    def test_an_open_quotation_mark_swallows_no_rows(self):
        content = b'a,b,c\n1,"two,3\n4,5,6\n7,8,9\n' + b"".join(b"%d,x,y\n" % n for n in range(50))
        read, problems, _file = tables(content)
        ((_header, rows),) = read.values()
        assert len(rows) == 53
        assert [(error.row, error.column) for error in problems[2]] == [(2, "b")]

    def test_a_cell_may_hold_lines(self):
        assert only(b'a,b\n1,"two\nlines, three"\n2,x\n')[1] == [(2, ["1", "two\nlines, three"]), (3, ["2", "x"])]

    def test_damaged_characters(self):
        content = b"name,n\n" + "دير الزور,1\n".encode() * 40 + b"\xff\xfeabc,2\nx\x00y,3\n"
        assert problems(content) == [(42, "name"), (43, "name")]

    def test_half_a_letter_is_damage(self):
        content = "name,n\nA\ud800b,1\nc,2\n".encode("utf-16-le", "surrogatepass")
        assert problems(b"\xff\xfe" + content) == [(2, "name")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n  \n", "no table"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<!doctype html><html></html>", "HTML"),
        (b'[{"id": 1}]', "JSON"),
        (b'{"id": 1}\n{"id": 2}\n', "JSON"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x1f\x8b\x08\x00broken", "damaged"),
        (gzip.compress(b"a,b\n" * 9999, mtime=0)[:-30], "cut off"),
        (b"PK\x03\x04broken", "damaged"),
        (zipped(**{"inner.zip": b"PK"}), "inside"),
        (zipped(**{"notes.doc": b"x"}), "no table"),
        (zipped(**{"xl/workbook.xml": b"<no"}), "workbook"),
        (b"\x00\x01\x02" * 500, "empty bytes"),
        (b"a,b\n" + b"x" * 1_100_000, "no table"),
        (b"a,b\n" + b'1,"2\n' * 900, "left open"),
        (b",".join(b"c%d" % n for n in range(700)) + b"\n", "columns"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",  # the bytes of what is packed hold the time
)
def test_what_is_no_table_is_refused_with_what_to_do(content, said):
    with pytest.raises(Unreadable, match=said):
        tables(content)


def bombs():
    yield gzip.compress(b"\0" * 2**26)
    yield zipped(**{"a.csv": b"0" * 2**26})
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
    entities = b'<!DOCTYPE a [<!ENTITY b "ha">%s]>' % b"".join(
        b'<!ENTITY c%d "%s">' % (n, (b"&c%d;" % (n - 1) if n else b"&b;") * 10) for n in range(30)
    )
    normal = xlsx(["a", "b"], [1, 2])
    for name, replaced in (
        ("xl/worksheets/sheet1.xml", entities + sheet % b'<row r="1"><c t="str"><v>&c29;</v></c></row>'),
        ("xl/workbook.xml", entities + b"<workbook>&c29;</workbook>"),
        ("xl/worksheets/sheet1.xml", sheet % b'<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"/>'),
        ("xl/worksheets/sheet1.xml", sheet % (b" " * 2**26)),
        ("xl/sharedStrings.xml", b"<sst>" + b" " * 2**26 + b"</sst>"),
    ):
        with zipfile.ZipFile(io.BytesIO(normal)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        yield zipped(**(parts | {name: replaced}))


def test_bombs_are_refused_at_once():
    for bomb in bombs():
        began = time.monotonic()
        with pytest.raises(Unreadable):
            tables(bomb)
        assert time.monotonic() - began < 2


def test_a_bomb_is_refused_beside_what_packs_badly(monkeypatch):
    """Together they unpack to no more than is usual: each part is held to it."""
    monkeypatch.setattr(unpacking, "ROOM", 2**16)
    parts = {"a.csv": b"a,b\n1,2\n", "b.bin": os.urandom(2**13), "c.bin": b"\0" * 2**17}
    with pytest.raises(Unreadable, match="times its size"):
        unpacking.archive_of(io.BytesIO(zipped(**parts)))
    del parts["c.bin"]
    unpacking.archive_of(io.BytesIO(zipped(**parts)))


def test_a_workbook_is_large_only_in_its_sheets(monkeypatch):
    """They are read piece by piece, and all else is kept in memory."""
    monkeypatch.setattr(workbooks, "LARGEST_PART", 2**15)
    sound = io.BytesIO(xlsx(["a", "b"], *([row, row] for row in range(2_000))))
    assert len(only(sound.getvalue())[1]) == 2_000
    with zipfile.ZipFile(sound, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<sst>" + "<si><t>text</t></si>" * 2_000 + "</sst>")
    with pytest.raises(Unreadable, match="too large to be read safely"):
        tables(sound.getvalue())
