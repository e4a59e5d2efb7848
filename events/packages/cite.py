"""How a package is cited: as a sentence, as BibTeX, as CSL JSON. In the language that the package is in."""

import json
import re

from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Package
from events.selection.sentence import day_text

PUBLISHER = "Conflict Tracker"


def as_text(package: Package) -> str:
    """ "Conflict Tracker. Mayadeen, October 2017: Air strikes in …. Data package mayadeen-2017-…, 26 November 2026. <address>"."""
    with override(package.language):
        words = {
            "title": title(package),
            "id": package.public_id,
            "day": day_text(package.made_at.date()),
            "address": package.permanent_address,
        }
        return f"{PUBLISHER}. " + _("%(title)s. Data package %(id)s, %(day)s. %(address)s") % words


def with_digest(package: Package) -> str:
    """The same, ending in the digest of the whole file, which the file itself cannot hold."""
    return f"{as_text(package)} (SHA-256 {package.sha256})"


def title(package: Package) -> str:
    """The dataset and the selection in words."""
    return f"{package.dataset.name}: {package.sentence}"


def as_bibtex(package: Package) -> str:
    """An entry for BibTeX; characters that it would take for commands are escaped."""
    fields = {
        "title": f"{{{_plain(title(package))}}}",
        "author": f"{{{PUBLISHER}}}",
        "year": str(package.made_at.year),
        "month": str(package.made_at.month),
        "howpublished": f"\\url{{{package.permanent_address}}}",
        "note": f"Data package {package.public_id}, SHA-256 {package.sha256}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{package.public_id},\n{lines}}}\n"


def as_csl(package: Package) -> str:
    """An item for programs that manage references."""
    made = package.made_at
    item = {
        "id": package.public_id,
        "type": "dataset",
        "title": title(package),
        "author": [{"literal": PUBLISHER}],
        "publisher": PUBLISHER,
        "issued": {"date-parts": [[made.year, made.month, made.day]]},
        "URL": package.permanent_address,
        "version": package.public_id,
        "note": f"SHA-256 {package.sha256}",
        "language": package.language,
    }
    return json.dumps([item], ensure_ascii=False, indent=1)


def _plain(text: str) -> str:
    return re.sub(r"[\\{}]", "", re.sub(r"([&%$#_])", r"\\\1", text.replace("\\", "")))
