"""The columns of all incidents in files that every process maps: written whole beside the last ones, or not at all.

A snapshot is a folder of one NumPy file for each column and a manifest, which is written last: how it is laid out, up to
which change of the history it goes, and the sum of every file. It holds nothing that PostgreSQL does not, and can be
thrown away at any time.
"""

import json
import os
import shutil
import time
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from events.analytics.columnar.block import Block, arrays_of
from events.analytics.columnar.codes import SAID
from events.analytics.columnar.position import Position, position
from events.analytics.columnar.reading import read

LAYOUT = 6
"""Rises whenever a column means something else."""
KEPT = 2
"""Snapshots that stay: a process may be opening the one before the last."""
MANIFEST = "manifest.json"
DAMAGED = "it is damaged"
DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError)


class Unusable(Exception):
    """It cannot be read; the message says why to everybody, `detail` to who reads the log."""

    def __init__(self, why: str, detail: object = "") -> None:
        super().__init__(why)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`position`: up to where it goes. `written`: when, in seconds since 1970."""

    name: str
    block: Block
    position: Position
    written: float


def newest(folder: Path) -> str | None:
    """The name of the last whole one."""
    try:
        return max(_whole(folder), default=None)
    except OSError:
        return None


def _whole(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if one.name.isdigit()]


def write(folder: Path) -> str:
    """Write a snapshot and return its name. The transaction that is open must see one moment (REPEATABLE READ), and nobody
    else write into this folder."""
    at = position()
    record = read()
    places, actors = (np.unique(column) for column in (record.incidents["place"], _actors(record)))
    arrays = arrays_of(
        record,
        lambda ids: np.searchsorted(places, ids).astype(np.int32),
        lambda ids: np.searchsorted(actors, ids).astype(np.int32),
    )
    del record
    arrays |= {"place_ids": places, "actor_ids": actors}
    for unfinished in folder.glob(".[0-9]*"):  # what a killed writer left
        shutil.rmtree(unfinished, ignore_errors=True)
    half = folder / f".{os.getpid()}"
    half.mkdir(mode=0o700)  # drafts are in it
    sums = {name: _write_column(half / f"{name}.npy", column) for name, column in arrays.items()}
    said = {"layout": LAYOUT, "words": SAID, "position": asdict(at), "written": time.time(), "sums": sums}
    _write(half / MANIFEST, json.dumps(said).encode())
    name = f"{max(time.time_ns(), int(newest(folder) or '0') + 1):020}"  # also where the clock was set back
    half.rename(folder / name)
    _sync(folder)
    for old in sorted(_whole(folder))[:-KEPT]:
        shutil.rmtree(folder / old, ignore_errors=True)  # whoever has it mapped keeps it
    return name


def _actors(record) -> np.ndarray:
    whose = record.estimates["whose"]
    return np.concatenate([record.involvements["actor"], whose[whose >= 0]])


def read_snapshot(folder: Path, name: str) -> Snapshot:
    """Map one, every file of it looked at. Raises Unusable where one is missing or damaged, or of another layout."""
    said, at = _manifest(folder, name)
    try:
        arrays = {column: _mapped(folder / name / f"{column}.npy", total) for column, total in said["sums"].items()}
        return Snapshot(name, Block(arrays), at, said["written"])
    except DAMAGE as why:
        raise Unusable(DAMAGED, why) from why


def position_of(folder: Path, name: str) -> tuple[Position, float]:
    """Up to where it goes, and when it was written (seconds since 1970), of its manifest alone. Raises Unusable."""
    said, at = _manifest(folder, name)
    return at, said["written"]


def _manifest(folder: Path, name: str) -> tuple[dict, Position]:
    try:
        said = json.loads((folder / name / MANIFEST).read_bytes())
        if (said["layout"], said["words"]) != (LAYOUT, SAID):
            raise Unusable("it is of another version of the program")
        return said, Position(**said["position"])
    except DAMAGE as why:
        raise Unusable(DAMAGED, why) from why


def _mapped(path: Path, total: int) -> np.ndarray:
    column = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    if _sum(column) != total:
        raise Unusable(DAMAGED, f"{path.name} is not what was written")
    return column


def _sum(column: np.ndarray) -> int:
    return zlib.crc32(column.reshape(-1).view(np.uint8)) if column.size else 0


def _write_column(path: Path, column: np.ndarray) -> int:
    with path.open("xb") as file:
        np.save(file, column, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return _sum(column)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
