from django.core.management.base import BaseCommand, CommandError

from events.analytics.columnar.proving import NoColumns, differences


class Command(BaseCommand):
    help = (
        "Compare everything that pages count from with the record, at one moment; it fails where they are not the same."
    )

    def handle(self, *args, **options) -> None:
        try:
            incidents, found = differences()
        except NoColumns as why:
            raise CommandError(f"There is nothing to prove, PostgreSQL counts itself. Snapshot {why}.") from None
        if found:
            raise CommandError(
                "The columns are not what the record says; write_snapshot makes them anew.\n" + "\n".join(found)
            )
        self.stdout.write(f"{incidents} incidents are in the columns as they are in the record.")
