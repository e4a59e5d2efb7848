"""A whole file into a dataset, in the foreground: what pages do one after the other, for whoever sits at the machine."""

import csv
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from events import actions
from events.choices import BatchState, FileFormat, Gravity
from events.datasets.presets import NoSuchDataset, start_dataset
from events.imports.files import opened
from events.imports.readers import format_of
from events.models import Batch, Dataset
from events.words import Unreadable

AUTO = "auto"
SHOWN = 20
"""Kinds of problems, and names, on the screen; --report has every problem."""
EVERY = 1.0
PIECE = 2**20


class Command(BaseCommand):
    help = "Check a file, say what is wrong with it and what it would change, and record it: all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", choices=[AUTO, *FileFormat.values], help="auto tells it by the columns")
        parser.add_argument("file", type=Path)
        parser.add_argument("--dataset", required=True, metavar="SLUG", help="where it goes")
        parser.add_argument("--new-dataset", metavar="NAME", nargs="?", const="", help="make the dataset, so named")
        parser.add_argument("--release", default="", metavar="NAME", help="as its publisher calls it: 19.1")
        parser.add_argument("--released-on", type=_day, metavar="DAY", help="YYYY-MM-DD; today unless given")
        parser.add_argument("--publish", action="store_true", help="its incidents are published at once")
        parser.add_argument("--good-rows-only", action="store_true", help="leave out rows with errors")
        parser.add_argument(
            "--accept-new-names", action="store_true", help="unknown places, actors, sources are new ones"
        )
        parser.add_argument("--retract-gone", action="store_true", help="retract incidents that a newer release drops")
        parser.add_argument("--dry-run", action="store_true", help="check it and change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write every problem to this CSV")

    def handle(self, *args, **options) -> None:
        self.options = options
        if not options["file"].is_file():
            raise CommandError(f"There is no file {options['file']}.")
        if options["dry_run"]:
            with transaction.atomic():
                self._check(self._upload())
                transaction.set_rollback(True)
            self.stdout.write("Nothing was recorded: this was a dry run.")
            return
        batch = self._upload()
        self._check(batch)
        self._load(batch)

    # --- the steps ----------------------------------------------------------------------------------------------------
    def _upload(self) -> Batch:
        options, file = self.options, self.options["file"]
        try:
            read_as = self._format() if options["format"] == AUTO else FileFormat(options["format"])
            with transaction.atomic():
                batch = actions.upload(
                    dataset=self._dataset(read_as),
                    file_name=file.name,
                    chunks=_chunks(file),
                    format=read_as,
                    release=options["release"],
                    released_on=options["released_on"] or timezone.localdate(),
                    publish=options["publish"],
                )
        except (actions.UploadRefused, NoSuchDataset, Unreadable) as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"{file.name}: {read_as.label}, {batch.size:,} bytes, SHA-256 {batch.sha256}")
        return batch

    def _format(self) -> FileFormat:
        with opened(self.options["file"]) as read:
            found = format_of(read.tables)
        if found is None:
            raise CommandError(f"Its columns are of no known format: name one of {', '.join(FileFormat.values)}.")
        return found

    def _dataset(self, read_as: FileFormat) -> Dataset:
        slug, name = self.options["dataset"], self.options["new_dataset"]
        if name is not None:
            return start_dataset(format=read_as, name=name or slug, slug=slug, is_public=self.options["publish"])
        found = Dataset.objects.filter(slug=slug).first()
        if found is None:
            raise NoSuchDataset(f"There is no dataset {slug!r}. To make it, add --new-dataset “its name”.")
        return found

    def _check(self, batch: Batch) -> None:
        """Raises CommandError where the file cannot be loaded as it is, after everything about it was said."""
        self._work(batch, BatchState.CHECKING, actions.check_batch)
        if batch.state == BatchState.FAILED:
            raise CommandError(batch.failed_because)
        self._say_problems(batch)
        self._say_counts(batch, "It would change:")
        undecided = batch.names.undecided()
        if self.options["accept_new_names"]:
            self._accept(batch)
        elif undecided.exists():
            self._say_names(batch)
            raise CommandError(
                f"{undecided.count()} names are none of ours. Decide them at {batch.get_absolute_url()}names/, or add"
                " --accept-new-names to make them. Nothing was recorded."
            )
        if batch.counts.get("refused") and not self.options["good_rows_only"]:
            raise CommandError(
                f"{batch.counts['refused']:,} rows have errors. Mend them, or add --good-rows-only to leave them out."
                " Nothing was recorded."
            )

    def _accept(self, batch: Batch) -> None:
        try:
            taken = actions.take_as_new(names=batch.names.undecided(), by=None)
        except actions.NameRefused as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"{taken:,} names are new ones; they are made with it.")

    def _load(self, batch: Batch) -> None:
        chosen = {name: self.options[name] for name in ("good_rows_only", "retract_gone")}
        self._work(batch, BatchState.LOADING, actions.load_batch, **chosen)
        if batch.state != BatchState.LOADED:
            raise CommandError(f"Nothing was recorded: {batch.failed_because or batch.get_state_display()}")
        self._say_counts(batch, "Recorded:")
        self.stdout.write(f"Import {batch.pk}, {batch.get_absolute_url()}, which can be undone there.")

    def _work(self, batch: Batch, state: BatchState, verb, **more: bool) -> None:
        """One verb in the foreground, under the same lock as a worker."""
        actions.begin(batch=batch, state=state, by=None, **more)
        watched = nullcontext() if self.options["dry_run"] else self._watched(batch)
        with actions.sole_worker(batch=batch.pk), watched:
            verb(batch=batch, by=None)
        batch.refresh_from_db()

    # --- what is said ---------------------------------------------------------------------------------------------------
    @contextmanager
    def _watched(self, batch: Batch) -> Iterator[None]:
        """Says how far it is, from a thread with a connection of its own."""
        over = threading.Event()

        def watch() -> None:
            said = 0
            try:
                while not over.wait(EVERY):
                    done = Batch.objects.values_list("rows_done", flat=True).get(pk=batch.pk)
                    if done > said:
                        said = done
                        self.stdout.write(f"  {batch.get_state_display()}: {done:,} rows")
            finally:
                connection.close()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _say_problems(self, batch: Batch) -> None:
        kinds = batch.problems.by_kind()
        errors = sum(kind["number"] for kind in kinds if kind["gravity"] == Gravity.ERROR)
        notes = sum(kind["number"] for kind in kinds) - errors
        self.stdout.write(f"{batch.rows_all:,} rows, {errors:,} errors, {notes:,} notes")
        for kind in kinds[:SHOWN]:
            where = kind["column"] or "(row)"
            self.stdout.write(f"  {kind['number']:>7,}  {kind['gravity']:<5}  {where:<24.24}  {kind['problem']}")
        if len(kinds) > SHOWN:
            self.stdout.write(f"  and {len(kinds) - SHOWN} kinds more")
        for problem in batch.problems.listed(gravity=Gravity.ERROR)[:SHOWN]:
            where = f"row {problem.row}" if problem.row else "file"
            self.stdout.write(f"  {where}, {problem.column}: {problem.value!r:.60} {problem.problem} {problem.mend}")
        if self.options["report"]:
            _write_report(batch, self.options["report"])
            self.stdout.write(f"Every problem is in {self.options['report']}.")

    def _say_counts(self, batch: Batch, title: str) -> None:
        counts = ", ".join(f"{number:,} {name}" for name, number in batch.counts.items() if isinstance(number, int))
        self.stdout.write(f"{title} {counts or 'nothing'}")

    def _say_names(self, batch: Batch) -> None:
        for name in batch.names.undecided()[:SHOWN]:
            likest = name.candidates[0] if name.candidates else None
            said = f"; likest {likest['name']!r}, {likest['score']:.2f}" if likest else ""
            self.stdout.write(f"  {name.kind:<6}  {name.words!r} in {name.within!r}, {name.rows:,} rows{said}")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(PIECE):
            yield piece


def _write_report(batch: Batch, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["row", "column", "value", "gravity", "problem", "mend"])
        found = batch.problems.errors_first()
        writer.writerows(
            found.values_list("row", "column", "value", "gravity", "problem", "mend").iterator(chunk_size=5000)
        )
