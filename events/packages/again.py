"""Making a package again from the history: the same bytes, or nothing."""

import logging
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO

from events.exports.csv import csv_of
from events.models import Package
from events.packages.archive import Archive, TooLarge
from events.packages.make import digest_of, version_of
from events.packages.past import as_stood
from events.packages.tables import tables_of
from events.selection import BadQuestion

log = logging.getLogger(__name__)


class Differs(Exception):
    """What was made again is not what was cited; it is not given out. `package` says which."""

    def __init__(self, package: Package) -> None:
        super().__init__(package.public_id)
        self.package = package


def made_again(package: Package) -> BinaryIO:
    """An open file with the ZIP, at its beginning. Raises Differs, and logs it, unless its digest is the one on record."""
    file = TemporaryFile()  # noqa: SIM115 - whoever asked closes it
    with ExitStack() as unless_given_out:
        unless_given_out.callback(file.close)
        try:
            _write(file, package)
            found = digest_of(file)
        except (BadQuestion, TooLarge) as failed:
            found = repr(failed)
        if found != package.sha256:
            log.error("package %s made again is not the one on record: %s, not %s", package, found, package.sha256)
            raise Differs(package)
        unless_given_out.pop_all()
    file.seek(0)
    return file


def _write(file: BinaryIO, package: Package) -> None:
    with Archive(file) as archive:
        with as_stood(version_of(package), package.dataset_id):
            for name, rows in tables_of(package):
                archive.add_table(name, csv_of(rows))
        for one in package.files[len(archive.files) :]:
            archive.add_text(one["name"], package.texts[one["name"]])
