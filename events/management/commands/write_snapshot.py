from django.core.management.base import BaseCommand, CommandError

from events.analytics.columnar.writing import AlreadyWriting, write_now


class Command(BaseCommand):
    help = (
        "Write the columns that pages count from anew, of what is committed now. The worker does it by itself; this is for"
        " whoever wrote to the tables with triggers switched off, or does not want to wait."
    )

    def handle(self, *args, **options) -> None:
        try:
            self.stdout.write(f"Snapshot {write_now()} is written.")
        except AlreadyWriting:
            raise CommandError("Another process is writing one; nothing was done.") from None
        except OSError as why:
            raise CommandError(f"It cannot be written, nothing was done: {why}.") from why
