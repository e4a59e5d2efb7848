from django.core.management.base import BaseCommand, CommandError

from events import rules
from events.actions import replay
from events.models import Dataset, Incident


class Command(BaseCommand):
    help = "Make all estimates again from the claims. What comes out as it was stays; published numbers that change are told."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dataset", help="the slug of one dataset; all without it")
        parser.add_argument("--because", default="", help="the reason that readers are told of numbers that change")
        parser.add_argument("--stale", action="store_true", help="only those made by an earlier version of the rules")

    def handle(self, *args, dataset, because, stale, **options) -> None:
        incidents = Incident.objects.all()
        if dataset:
            if not Dataset.objects.filter(slug=dataset).exists():
                raise CommandError(f"No dataset is called {dataset!r}; nothing was changed.")
            incidents = incidents.filter(dataset__slug=dataset)
        if stale:
            incidents = incidents.made_before(rules.VERSION)
        because = because or f"The rules were applied again, version {rules.VERSION}."
        self.stdout.write(f"{replay(incidents=incidents, because=because)} incidents assessed.")
