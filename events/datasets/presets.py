"""A new dataset for a file that is imported: what is known beforehand of datasets that others publish, in one place."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events import actions
from events.choices import FileFormat, RuleName, SourceKind
from events.matching.letters import ascii_of
from events.models import Dataset, Source

LONGEST_SLUG = 80


class NoSuchDataset(Exception):
    """A dataset that cannot be made as asked; the message says why and what would do."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What a publisher says of its dataset. coder: (slug, name) of the source whose numbers it takes as they are."""

    name: str
    code_prefix: str
    coder: tuple[str, str]
    licence: str
    citation: str


PRESETS = {
    FileFormat.UCDP: Preset(
        name="UCDP GED",
        code_prefix="UCDP",
        coder=("ucdp", "Uppsala Conflict Data Program"),
        licence="CC BY 4.0",
        citation="Sundberg, Ralph, and Erik Melander, 2013, “Introducing the UCDP Georeferenced Event Dataset”, Journal of "
        "Peace Research 50 (4), 523–532.",
    ),
    FileFormat.ACLED: Preset(
        name="ACLED",
        code_prefix="ACLED",
        coder=("acled", "Armed Conflict Location & Event Data"),
        licence="As the terms of use of ACLED say",
        citation="Raleigh, Clionadh, Andrew Linke, Håvard Hegre and Joakim Karlsen, 2010, “Introducing ACLED: An Armed "
        "Conflict Location and Event Dataset”, Journal of Peace Research 47 (5), 651–660.",
    ),
    FileFormat.AIRWARS: Preset(
        name="Airwars",
        code_prefix="AIRWARS",
        coder=("airwars", "Airwars"),
        licence="As Airwars says",
        citation="Airwars, civilian harm incidents, airwars.org.",
    ),
    FileFormat.GTD: Preset(
        name="Global Terrorism Database",
        code_prefix="GTD",
        coder=("start", "National Consortium for the Study of Terrorism and Responses to Terrorism"),
        licence="As the terms of use of the Global Terrorism Database say",
        citation="START (National Consortium for the Study of Terrorism and Responses to Terrorism), Global Terrorism "
        "Database, University of Maryland.",
    ),
}


@transaction.atomic
def start_dataset(*, format: str, name: str = "", slug: str = "", is_public: bool = False, by=None) -> Dataset:
    """An empty dataset for files of a format, described as far as its publisher is known. Raises NoSuchDataset."""
    actions.acting(by=by)
    preset = PRESETS.get(format)
    name = (name or (preset.name if preset else "")).strip()
    slug = slug or slugify(ascii_of(name))[:LONGEST_SLUG]
    if not slug:
        raise NoSuchDataset(_("Give the new dataset a name."))
    if Dataset.objects.filter(slug=slug).exists():
        raise NoSuchDataset(_("There is a dataset “%(slug)s” already: choose it, or another name.") % {"slug": slug})
    described = {"code_prefix": _free_prefix(preset.code_prefix if preset else _initials(name))}
    if preset:
        described |= {"rule": RuleName.AS_PUBLISHED, "coder": _coder(*preset.coder)}
        described |= {"licence": preset.licence, "citation": preset.citation}
    return Dataset.objects.create(slug=slug, name=name, is_public=is_public, **described)


def _coder(slug: str, name: str) -> Source:
    """The source, recorded already under any of its names, or made."""
    known = Source.objects.filter(slug=slug).first() or Source.objects.called(name).first()
    return known or Source.objects.create(slug=slug, name=name, aliases=[slug.upper()], kind=SourceKind.MONITOR)


def _initials(name: str) -> str:
    words = ascii_of(name).upper().split()
    letters = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:3]
    return (letters.lstrip("0123456789") + "DS")[:6]


def _free_prefix(wanted: str) -> str:
    """The prefix, or with a number behind it where another dataset has it."""
    taken = set(Dataset.objects.values_list("code_prefix", flat=True))
    numbered = (f"{wanted[: 8 - len(str(number))]}{number}" for number in range(2, 1000))
    return next(prefix for prefix in (wanted, *numbered) if prefix not in taken)
