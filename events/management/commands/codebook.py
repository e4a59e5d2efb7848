from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from events.exports.codebook import codebook


class Command(BaseCommand):
    help = "Write docs/codebook.md from the columns of the exports."

    def handle(self, **options):
        file = Path(settings.BASE_DIR) / "docs" / "codebook.md"
        with translation.override("en"):
            file.write_text(codebook())
        self.stdout.write(f"wrote {file.name}")
