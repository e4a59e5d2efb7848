from django.core.management.base import BaseCommand

from events import actions
from events.actions.unfinished import KEPT_FOR


class Command(BaseCommand):
    help = "Removes unfinished entries that nobody has touched for a month."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=KEPT_FOR.days, help="untouched for so many days")

    def handle(self, *args, days: int, **options):
        removed = actions.clear_unfinished(days=days)
        self.stdout.write(f"Unfinished entries removed: {removed}")
