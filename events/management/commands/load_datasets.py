"""Record the datasets that come with the product: those named, or all."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from events.actions.naming import UnknownName
from events.datasets import SHIPPED, BadFile, install
from events.models import Dataset


class Command(BaseCommand):
    help = "Record the datasets that come with the product. One that is there already is left as it is."

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", metavar="slug", help=f"which: {', '.join(SHIPPED)} (all, if none)")

    def handle(self, *args, slugs, **options):
        for slug in slugs:
            if slug not in SHIPPED:
                raise CommandError(f"No dataset “{slug}” comes with the product; there are {', '.join(SHIPPED)}.")
        for slug in slugs or SHIPPED:
            self.stdout.write(self._loaded(slug))

    def _loaded(self, slug: str) -> str:
        if Dataset.objects.filter(slug=slug).exists():
            return f"{slug}: is there already; nothing was changed."
        try:
            with transaction.atomic():
                incidents = install(contents=SHIPPED[slug]())
        except (BadFile, UnknownName) as why:
            raise CommandError(f"{slug} was not loaded, nothing was changed: {why}.") from why
        except DatabaseError as why:
            first = str(why).splitlines()[0]
            raise CommandError(
                f"{slug} was not loaded, nothing was changed; the database refused it: {first}."
            ) from why
        return f"{slug}: {len(incidents)} incidents recorded."
