"""What rows of our own template refer to: places, actors and sources, by permanent name where the file gives it, and reports.
Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from events.choices import ActorKind, NamedKind, PlaceLevel, SourceKind
from events.drafts import DraftName, DraftReport
from events.imports.coded import CodedRow

WHERE = " / "


class Names:
    """What the file's own tables of names say; each lookup gives the name with all those it stands under, those first."""

    def __init__(self, tables: dict[str, list[CodedRow]]):
        self.rows = {kind: {row.word("slug"): row for row in rows} for kind, rows in tables.items()}

    def place(self, row: CodedRow) -> list[DraftName]:
        """The place of an incident, last, after its governorate and country where the row names them."""
        slug, words = row.word("place_slug"), row.word("place")
        if slug in self.rows["places"]:
            return self._listed_place(slug, set())
        above = self._above(row)
        if above and words in ("", above[-1].words):
            itself = above[-1]
            return [*above[:-1], replace(itself, key=slug or itself.key, slug=slug, pcode=row.word("pcode"))]
        if not words and not slug:
            return []
        within = above[-1].key if above else ""
        has_point = row.word("point_of") == "place"
        return [
            *above,
            DraftName(
                NamedKind.PLACE,
                key=slug or f"{within}{WHERE if within else ''}{words}",
                words=words or slug,
                within=within,
                sort=PlaceLevel.LOCALITY,
                slug=slug,
                pcode=row.word("pcode"),
                latitude=row.degrees("latitude", 90) if has_point else None,
                longitude=row.degrees("longitude", 180) if has_point else None,
            ),
        ]

    def _above(self, row: CodedRow) -> list[DraftName]:
        """Country and governorate, as far as the row names them."""
        found = []
        for column, level in (("country", PlaceLevel.COUNTRY), ("admin1", PlaceLevel.GOVERNORATE)):
            words, within = row.word(column), found[-1].key if found else ""
            if words and not (found and found[-1].words == words):
                key = f"{within}{WHERE}{words}" if within else words
                found.append(DraftName(NamedKind.PLACE, key=key, words=words, within=within, sort=level))
        return found

    def _listed_place(self, slug: str, seen: set[str]) -> list[DraftName]:
        """A place of the table of places, after those it is part of; a circle ends where it closes."""
        row = self.rows["places"].get(slug)
        if row is None or slug in seen:
            return []
        above = self._listed_place(row.word("parent"), seen | {slug})
        point = row.degrees("latitude", 90), row.degrees("longitude", 180)
        name = DraftName(
            NamedKind.PLACE,
            **_named(row, above),
            sort=row.term("level", PlaceLevel, PlaceLevel.LOCALITY),
            pcode=row.word("pcode"),
            latitude=point[0],
            longitude=point[1],
        )
        return [*above, name]

    def actor(self, words: str, slug: str) -> list[DraftName]:
        """An actor, last, after those it is part of."""
        return self._listed_actor(slug, set()) or _bare(NamedKind.ACTOR, words, slug, ActorKind.OTHER)

    def _listed_actor(self, slug: str, seen: set[str]) -> list[DraftName]:
        row = self.rows["actors"].get(slug)
        if row is None or slug in seen:
            return []
        above = self._listed_actor(row.word("parent"), seen | {slug})
        sort = row.term("kind", ActorKind, ActorKind.OTHER)
        return [*above, DraftName(NamedKind.ACTOR, **_named(row, above), sort=sort)]

    def source(self, words: str, slug: str) -> list[DraftName]:
        """A source."""
        row = self.rows["sources"].get(slug)
        if row is None:
            return _bare(NamedKind.SOURCE, words, slug, SourceKind.OTHER)
        return [DraftName(NamedKind.SOURCE, **_named(row, []), sort=row.term("kind", SourceKind, SourceKind.OTHER))]

    @property
    def listed(self) -> Iterator[CodedRow]:
        """Every row of the tables of names, for what is wrong with them."""
        return (row for rows in self.rows.values() for row in rows.values())


def _named(row: CodedRow, above: list[DraftName]) -> dict:
    slug = row.word("slug")
    return {
        "key": slug,
        "slug": slug,
        "words": row.text("name", longest=200) or slug,
        "local": row.text("name_local", longest=200),
        "aliases": tuple(row.listed("aliases")),
        "within": above[-1].key if above else "",
    }


def _bare(kind: NamedKind, words: str, slug: str, sort: str) -> list[DraftName]:
    return [DraftName(kind, key=slug or words, words=words or slug, slug=slug, sort=sort)] if words or slug else []


class Told:
    """What rows refer to: names and reports of the file. `begin` forgets which of them were used, for the next incident."""

    def __init__(self, names: Names):
        self.names, self.reports, self.claims = names, {}, Counter()
        self.begin()

    def begin(self) -> None:
        self.names_used: dict[str, DraftName] = {}
        self.reports_used: dict[str, DraftReport] = {}

    def know_claims(self, numbers: Iterable[str]) -> None:
        """The numbers of all the claims of the file, which others may supersede or derive from."""
        self.claims = Counter(numbers)

    def name(self, chain: list[DraftName]) -> str:
        """The key of the last name of a chain, all of which are used from now on."""
        self.names_used |= {f"{name.kind} {name.key}": name for name in chain}
        return chain[-1].key if chain else ""

    def add(self, row: CodedRow) -> None:
        """A row of the table of reports."""
        report = self.read_report(row, key=row.word("report_number"))
        if report is not None:
            self.reports[report[0].key] = report

    def read_report(self, row: CodedRow, key: str) -> tuple[DraftReport, list[DraftName]] | None:
        """The report that a row of reports or of claims describes, and its publisher; None with errors on the row."""
        publisher = self.names.source(row.word("publisher"), row.word("publisher_slug"))
        if not publisher:
            row.refuse("publisher", _("It is empty."), _("Name who published the report."))
        headline = row.text("report", longest=300, required=True)
        day = row.day("report_date")
        if day is None and not row.has("report_date"):
            row.refuse("report_date", _("It is empty."), _("Write the day on which the report came out."))
        addresses = {name: self._address(row, name) for name in ("report_url", "archive_url")}
        if not publisher or day is None or not headline.strip():
            return None
        url, archive_url = addresses.values()
        key = key or " ".join((publisher[-1].key, str(day), headline, url))
        language = row.word("language") or "en"
        return DraftReport(key, publisher[-1].key, day, headline, language[:16], url, archive_url), publisher

    @staticmethod
    def _address(row: CodedRow, column: str) -> str:
        address = row.text(column, longest=1000).strip()
        if address and not address.startswith(("https://", "http://")):
            row.refuse(column, _("It is no address."), _("Begin it with https:// or http://."))
            return ""
        return address

    def use(self, report: tuple[DraftReport, list[DraftName]]) -> DraftReport:
        draft, publisher = report
        self.reports_used[draft.key] = draft
        self.name(publisher)
        return draft


def report_of(row: CodedRow, told: Told) -> DraftReport | None:
    """The report of a claim: by its number, or as its own row describes it."""
    number = row.word("report_number")
    found = told.reports.get(number) or told.read_report(row, key=number)
    return told.use(found) if found else None
