"""A file is kept as it came, in pieces, and asked for in any order."""

import hashlib
from datetime import date

import pytest

from events import actions
from events.choices import BatchState, FileFormat
from events.models import Batch
from events.models.batch import PIECE

MIDDLE = bytes(range(256)) * 4096 * 2 + b"the end"


def sent(world, chunks=(b"code,title\n",), name="incidents.csv", **more) -> Batch:
    given = {"format": FileFormat.TEMPLATE, "released_on": date(2024, 5, 1), "by": world.people.analyst} | more
    return actions.upload(dataset=world.dataset, file_name=name, chunks=chunks, **given)


def test_bytes_come_back_as_they_were_from_any_place(world) -> None:
    batch = sent(world, (MIDDLE[at : at + 70_000] for at in range(0, len(MIDDLE), 70_000)))
    assert (batch.size, batch.sha256) == (len(MIDDLE), hashlib.sha256(MIDDLE).hexdigest())
    assert [len(piece.content) for piece in batch.pieces.all()] == [PIECE, PIECE, 7]
    with batch.open() as file:
        assert file.read() == MIDDLE
        file.seek(PIECE - 3)
        assert file.read(6) == MIDDLE[PIECE - 3 : PIECE + 3]
        file.seek(-7, 2)
        assert file.read(100) == b"the end"


def test_an_empty_file_is_refused_and_nothing_is_kept(world) -> None:
    with pytest.raises(actions.UploadRefused, match="empty"):
        sent(world, ())
    assert not Batch.objects.exists()


def test_a_file_above_the_limit_is_refused(world, settings) -> None:
    settings.IMPORT_MAX_BYTES = PIECE
    with pytest.raises(actions.UploadRefused, match="larger than 1 MiB"):
        sent(world, (b"x" * PIECE, b"x"))
    assert not Batch.objects.exists()


def test_the_same_file_twice_names_the_earlier_one_until_that_is_over(world) -> None:
    first = sent(world)
    with pytest.raises(actions.UploadRefused) as why:
        sent(world, name="another name.csv")
    assert why.value.earlier == first
    Batch.objects.update(state=BatchState.CANCELLED)
    assert sent(world).sha256 == first.sha256


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\strikes.csv", "strikes.csv"),
        ("a\r\nb\0.csv", "ab.csv"),
        ("..", "file"),
        ("الضربات.csv", "الضربات.csv"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_names_of_files_are_safe(world, given, kept) -> None:
    assert sent(world, name=given).file_name == kept
