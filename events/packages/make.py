"""Making a package: once for one question and one state of the record, within bounds."""

import base64
import hashlib
from dataclasses import asdict
from datetime import timedelta
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.analytics.overview import overview_in_tables
from events.exports.csv import csv_of
from events.figures import grouped
from events.models import Estimate, Package
from events.packages import words
from events.packages.archive import Archive, TooLarge
from events.packages.past import one_moment
from events.packages.tables import chosen, tables
from events.packages.version import Version, is_same_record, version_now
from events.selection import Selection

LAYOUT = 1
"""Which files stand in a package, in which order and shape; a package made again keeps to its own."""
MOST_INCIDENTS = 50_000
MOST_IN_AN_HOUR = 30
HOUR = timedelta(hours=1)


class NotMade(Exception):
    """There is no package of this question; the message says why and what to do. `status`: of the answer over HTTP."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def make(selection: Selection, *, language: str, site: str) -> Package:
    """The package of a selection as readers may ask it, in a language, under scheme and host `site`.

    The same question of the same record gives the package that is there. Raises NotMade where it would be too large, or too
    many are being made.
    """
    query = selection.canonical
    found = _made_already(query, language, site, version_now())
    if found is not None:
        return found
    _refuse_haste()
    with translation.override(language), TemporaryFile() as file:
        try:
            with one_moment():
                package = _written(file, query, language, site)
        except TooLarge:
            raise NotMade(_("This selection is too large for one package: choose fewer days or places."), 413) from None
    return _kept(package)


def version_of(package: Package) -> Version:
    """The state of the record it was made of."""
    return Version(package.last_change, package.missing_changes)


def _made_already(query: str, language: str, site: str, version: Version) -> Package | None:
    newest = Package.objects.asking(query, language, site).first()
    return newest if newest and is_same_record(version_of(newest), version, newest.dataset_id) else None


def _refuse_haste() -> None:
    """Nobody is counted, only packages: whoever asks leaves nothing behind."""
    if Package.objects.made_since(timezone.now() - HOUR).count() >= MOST_IN_AN_HOUR:
        said = _("%(most)s packages were made in the last hour, and that is the most. Try again in an hour.")
        raise NotMade(said % {"most": MOST_IN_AN_HOUR}, 429)


def _written(file: BinaryIO, query: str, language: str, site: str) -> Package:
    """The package of this moment, its ZIP in the file; not saved."""
    selection = chosen(query)
    package = _begun(selection, query, language, site)
    answer = words.Answer(overview_in_tables(selection).total, _rules(selection))
    if answer.total.incidents > MOST_INCIDENTS:
        raise NotMade(_too_many(answer.total.incidents), 413)
    with Archive(file) as archive:
        for name, rows in tables(selection, site):
            archive.add_table(name, csv_of(rows))
        package.counts = {one.name.removesuffix(".csv"): one.rows for one in archive.files}
        package.counts["measure"] = asdict(answer.total)
        for name, text in (
            ("codebook.md", words.codes),
            ("README.md", lambda: words.readme(package, selection, answer, archive.files)),
            ("manifest.json", lambda: words.manifest(package, answer, archive.files)),
            ("SHA256SUMS", lambda: words.digests(archive.files)),
        ):
            package.texts[name] = text()
            archive.add_text(name, package.texts[name])
    package.files = [one.described() for one in archive.files]
    package.size, package.sha256 = file.tell(), digest_of(file)
    return package


def _begun(selection: Selection, query: str, language: str, site: str) -> Package:
    version, made_at = version_now(), timezone.now().replace(microsecond=0)
    identity = "\n".join([site, query, language, str(version), made_at.isoformat()])
    mark = base64.b32encode(hashlib.sha256(identity.encode()).digest()).decode().lower()[:8]
    return Package(
        public_id=f"{selection.dataset.slug}-{made_at:%Y-%m-%d}-{mark}",
        dataset=selection.dataset,
        query=query,
        sentence=selection.sentence,
        measure=selection.measure,
        language=language,
        as_of=selection.as_of,
        site=site,
        made_at=made_at,
        last_change=version.last_change,
        missing_changes=version.missing,
        layout=LAYOUT,
        texts={},
    )


def _rules(selection: Selection) -> list[dict]:
    """Each rule and version with the number of estimates that stand by it."""
    told = Estimate.objects.standing(selection.as_of).filter(incident__in=selection.incidents().order_by().values("pk"))
    counted = told.order_by("rule", "rule_version").values("rule", "rule_version").annotate(estimates=Count("pk"))
    return [{"rule": row["rule"], "version": row["rule_version"], "estimates": row["estimates"]} for row in counted]


def _kept(package: Package) -> Package:
    """Saved, unless another made the same at the same moment; then that one. One is saved at a time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('events.packages.kept'))")
        found = _made_already(package.query, package.language, package.site, version_of(package))
        if found is not None:
            return found
        _refuse_haste()
        package.save(force_insert=True)
    return package


def _too_many(incidents: int) -> str:
    said = ngettext(
        "This selection has %(number)s incident, and a package holds %(most)s at most: choose fewer days or places.",
        "This selection has %(number)s incidents, and a package holds %(most)s at most: choose fewer days or places.",
        incidents,
    )
    return said % {"number": grouped(incidents), "most": grouped(MOST_INCIDENTS)}


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of the whole file, from its beginning."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
