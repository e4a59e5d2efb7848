"""Load a country's places: towns from the packaged gazetteer, and areas with their p-codes from a table."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from events import actions
from events.choices import PlaceLevel
from events.imports import files
from events.imports.places import geonames, pcodes
from events.imports.places.geonames import Country
from events.imports.places.pcodes import Coding
from events.imports.places.placing import Means
from events.imports.places.plan import Plan, strangers
from events.words import Unreadable

SHOWN = 20
"""Lines of one list; with --verbosity 2 all of them are printed."""


class Command(BaseCommand):
    help = (
        "Add a country's places: towns with their names and points from the packaged gazetteer (GeoNames, CC BY 4.0), and"
        " governorates, districts and subdistricts from an OCHA p-code table. What is recorded is never overwritten."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("country", help="its name, or its ISO code of two or three letters")
        parser.add_argument("--pcodes", type=Path, metavar="FILE", help="an OCHA p-code table, as CSV or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args, country: str, pcodes: Path | None, dry_run: bool, verbosity: int, **options) -> None:
        self.most = SHOWN if verbosity < 2 else None
        try:
            of = geonames.country(country)
        except Unreadable as why:
            raise CommandError(f"{why} Nothing was changed.") from why
        coding = self._coding(of, pcodes) if pcodes else None
        try:
            plan = actions.load_places(country=of, towns=geonames.towns(of), coding=coding, is_trial=dry_run)
        except DatabaseError as why:
            first = str(why).splitlines()[0]
            raise CommandError(f"Nothing was changed; the database refused it: {first}.") from why
        self._say(of, plan, coding)
        if dry_run:
            self.stdout.write("A dry run: nothing was changed.")

    def _coding(self, of: Country, file: Path) -> Coding:
        try:
            with files.opened(file) as opened:
                coding = pcodes.read(opened.tables)
        except (Unreadable, OSError) as why:
            reason = f"{why.strerror}." if isinstance(why, OSError) else why
            raise CommandError(f"{file.name}: {reason} Nothing was changed.") from why
        for note in opened.notes:
            self.stdout.write(f"{file.name}: {note.problem}")
        wrong = coding.errors + strangers(of, coding)
        if wrong:
            told = [
                f"row {one.row}{f', {one.column}' if one.column else ''}: {one.value} {one.problem}".replace(
                    ":  ", ": "
                )
                + (f" ({one.mend})" if one.mend else "")
                for one in sorted(wrong, key=lambda one: one.row)
            ]
            raise CommandError("\n  ".join([f"{file.name}: nothing was changed. Mend first:", *self._some(told)]))
        return coding

    def _say(self, of: Country, plan: Plan, coding: Coding | None) -> None:
        added = Counter(draft.level for draft in plan.add)
        self.stdout.write(f"{of.name} ({of.iso})")
        for level in PlaceLevel:
            if added[level] or plan.there[level]:
                self.stdout.write(f"  {level.label}: {added[level]} added, {plan.there[level]} already there")
        self._list("got their p-code, and what else was blank", [f"{one.slug}: {one.pcode}" for one in plan.complete])
        known = [f"{plan.means[one]} {one}" for one in Means if plan.means[one]]
        self.stdout.write("\n  ".join([f"{len(plan.placed)} towns of the gazetteer:", *known]))
        names = {draft.slug: draft.name for draft in plan.add}
        lost = [names[slug] for slug, placed in plan.placed.items() if placed.means == Means.COUNTRY]
        self._list("not placed below the country", lost)
        self._list("moved down from the country, as nobody had touched them", [f"{a} → {b}" for a, b in plan.down])
        differs = [f"{one.slug}, {one.what}: {one.recorded}; the table: {one.table}" for one in plan.differs]
        self._list("differ and were left as they are", differs)
        self._list("recorded p-codes that the table does not have", plan.gone)
        for level in coding.swapped if coding else ():
            self.stdout.write(
                f"In the table the English and Arabic names of level {level} stood in each other's columns."
            )

    def _list(self, what: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write("\n  ".join([f"{len(lines)} {what}:", *self._some(lines)]))

    def _some(self, lines: list[str]) -> list[str]:
        rest = len(lines) - len(lines[: self.most])
        return lines[: self.most] + ([f"… and {rest} more (all of them with --verbosity 2)"] if rest else [])
