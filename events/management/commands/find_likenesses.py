from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from events import actions
from events.analytics.pairs import like
from events.models import Dataset, Incident, Likeness

AT_ONCE = 100


class Command(BaseCommand):
    help = "Look for incidents that are likely the same, in one dataset beside all, and put them into the queue."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dataset", help="its slug; every dataset unless given")

    def handle(self, *args, dataset: str | None, **options) -> None:
        incidents = Incident.objects.unmerged()
        if dataset is not None:
            found = Dataset.objects.filter(slug=dataset).first()
            if found is None:
                raise CommandError(f"no dataset is called {dataset!r}")
            incidents = incidents.filter(dataset=found)
        ids = list(incidents.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), AT_ONCE):
            with transaction.atomic():
                actions.acting(by=None, why="find_likenesses")
                for incident in ids[start : start + AT_ONCE]:
                    actions.note_likenesses(incident=incident, found=like(incident, thoroughly=True))
        waiting = Likeness.objects.waiting().count()
        self.stdout.write(f"{len(ids)} incidents looked at; {waiting} pairs wait for an answer")
