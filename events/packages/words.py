"""What a package says of itself: README, codebook, manifest and list of digests."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from events.charts.made import rules_words
from events.choices import RuleName
from events.exports.codebook import codebook
from events.figures import Total
from events.models import Package
from events.packages.archive import Written
from events.packages.cite import as_text
from events.selection import Selection
from events.selection.sentence import day_text


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of the selection beside its tables: the sum of what was asked, and by which rules, in which version, how
    many of its estimates were made."""

    total: Total
    rules: list[dict]


def readme(package: Package, selection: Selection, answer: Answer, files: list[Written]) -> str:
    """README.md: what is in the package, what it is not, how to cite and how to check it."""
    return "\n\n".join(
        [
            f"# {package.public_id}",
            f"**{package.sentence}**",
            *_generated(package),
            *_facts(package, selection, answer),
            "## " + _("Files"),
            _files(files),
            _("An empty cell is not known; `0` was stated by a source."),
            *_counting(selection, answer),
            *_caveats(),
            *_licence(package),
            *_checking(),
        ]
    ) + "\n"  # fmt: skip


def _generated(package: Package) -> list[str]:
    if not package.dataset.is_generated:
        return []
    invented = _("Nothing in this package happened: people, places and numbers are invented.")
    return [f"**{_('Generated data.')}** {invented}"]


def _facts(package: Package, selection: Selection, answer: Answer) -> list[str]:
    known = day_text(package.as_of) if package.as_of else _("everything on record")
    rows = [
        (_("Permanent address"), f"<{package.permanent_address}>"),
        (_("Made"), moment_text(package.made_at)),
        (_("Dataset"), package.dataset.name),
        (_("As known on"), known),
        (_("Incidents"), str(answer.total.incidents)),
        (selection.measure[:1].upper() + selection.measure[1:], str(answer.total)),
        (_("The same question today"), f"<{package.site}{reverse('incident_list')}?{package.query}>"),
    ]
    return ["\n".join(f"- {name}: {value}" for name, value in rows)]


def _files(files: list[Written]) -> str:
    said = {
        "incidents.csv": _("one row for each incident, with its estimates"),
        "claims.csv": _("one row for each claim about them, with its words, claimant and publisher"),
        "reports.csv": _("one row for each report that tells of them, with its address"),
        "sources.csv": _("who claims or publishes"),
        "actors.csv": _("who has a part in them or is named in a claim, with what they are part of"),
        "places.csv": _("where they happened, with what the places are part of"),
        "corrections.csv": _("every change of a published number of these incidents, with the reason"),
        "codebook.md": _("every column with its meaning"),
        "manifest.json": _("the same as this page for programs, with the digest of each file"),
        "SHA256SUMS": _("the digests of all files"),
    }
    rows = {file.name: "" if file.rows is None else str(file.rows) for file in files}
    lines = [f"| `{name}` | {rows.get(name, '')} | {words} |" for name, words in said.items()]
    heads = " | ".join((_("file"), _("rows"), _("what it holds")))
    return "\n".join([f"| {heads} |", "|---|---|---|", *lines])


def _counting(selection: Selection, answer: Answer) -> list[str]:
    by_name: dict[RuleName, int] = {}
    for one in answer.rules:
        by_name[RuleName(one["rule"])] = by_name.get(RuleName(one["rule"]), 0) + one["estimates"]
    versions = ", ".join(sorted({str(one["version"]) for one in answer.rules}))
    rule = RuleName(selection.dataset.rule).label
    rules = [
        _("Rule of the dataset: %(rule)s. Estimates in this package: %(rules)s; version of the rules: %(versions)s.")
        % {"rule": rule, "rules": rules_words(by_name, sum(by_name.values())), "versions": versions}
    ]
    return [
        "## " + _("How we count"),
        _(
            "Every number can be traced to who said it, in which report, in which words (`claims.csv`), and by which rule."
        ),
        *(rules if answer.rules else []),
        "\n".join(
            f"- {said}"
            for said in (
                _(
                    "Five agencies that quote one monitor are one voice. We count who speaks, not how often it was printed."
                ),
                _(
                    "When a claimant corrects itself, the later claim counts; the earlier one stays, marked as superseded."
                ),
                _("“14 people, three of them children” is 14, not 17."),
                _("low is the least, best the likeliest, high the greatest number that the claims support."),
            )
        ),
    ]


def _caveats() -> list[str]:
    return [
        "## " + _("What to be careful with"),
        "\n".join(
            f"- {said}"
            for said in (
                _("Unknown is not zero: an empty cell is no number at all and must not be read as 0."),
                _("An empty high beside a low is open: “18 or more”. A sum with an open part is open."),
                _("An incident without a best lends its low to a sum of bests."),
                _("An incident with several perpetrators counts once; sums by actor do not add up to the whole."),
                _("Claims over several incidents at once are in no sum and not in this package."),
                _(
                    "An imprecise date is an interval: an incident is in the package if its interval overlaps the days asked for."
                ),
                _("The numbers are a documented minimum of what was recorded, not an estimate of all that happened."),
                _("Never add rows of two datasets: they code the same events."),
            )
        ),
    ]


def _licence(package: Package) -> list[str]:
    dataset = package.dataset
    return [
        "## " + _("Licence and citation"),
        _("Licence of the dataset: %s") % (dataset.licence or _("not stated; ask whoever keeps it")),
        _("The dataset: %s") % (dataset.citation or dataset.name),
        _("This package:"),
        f"> {as_text(package)}",
        _("Its page gives the SHA-256 of the whole file, BibTeX and CSL."),
    ]


def _checking() -> list[str]:
    return [
        "## " + _("How to check it"),
        _("In the folder of the unpacked files:"),
        "```sh\nsha256sum --check SHA256SUMS\n```",
        _("The file downloaded again from the permanent address is the same byte for byte, whatever the record says by then. "
          "What changed since, and why, is told by comparing it with a package of today."),
    ]  # fmt: skip


def manifest(package: Package, answer: Answer, files: list[Written]) -> str:
    """manifest.json: sorted keys, nothing but what is fixed for ever."""
    dataset = package.dataset
    asked = QueryDict(package.query)
    whole = {
        "id": package.public_id,
        "address": package.permanent_address,
        "made_at": f"{package.made_at:%Y-%m-%dT%H:%M:%SZ}",
        "layout": package.layout,
        "language": package.language,
        "application": f"Conflict Tracker {settings.VERSION}",
        "dataset": {
            "slug": dataset.slug,
            "name": dataset.name,
            "licence": dataset.licence,
            "citation": dataset.citation,
            "is_generated": dataset.is_generated,
        },
        "selection": package.sentence,
        "parameters": {name: values for name, values in asked.lists() if name != "as_of"},
        "as_of": package.as_of and package.as_of.isoformat(),
        "data_version": {"last_change": package.last_change, "missing": package.missing_changes},
        "rules": answer.rules,
        "counts": {file.name.removesuffix(".csv"): file.rows for file in files if file.rows is not None},
        "sum": {"of": package.measure} | asdict(answer.total),
        "files": [file.described() for file in files],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def codes() -> str:
    """codebook.md: every column of every export."""
    return codebook()


def digests(files: list[Written]) -> str:
    """SHA256SUMS: as the program of that name reads it."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def moment_text(moment: datetime) -> str:
    """ "26 November 2026, 21:40:05 UTC"."""
    return f"{day_text(moment.date())}, {moment:%H:%M:%S} UTC"
