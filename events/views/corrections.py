import re

from django.contrib.syndication.views import Feed
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from events.analytics.corrections import latest, listed, page
from events.exports import rows
from events.exports.csv import csv_of
from events.models import Dataset
from events.views.asking import asks_of_corrections, page_context
from events.views.downloads import CSV

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what XML has no sign for


@asks_of_corrections
def corrections(request, asked):
    """Every change of a published number, newest first."""
    found = page(asked)
    context = page_context(request) | {
        "told": found.told,
        "dataset": asked.dataset,
        "public_datasets": Dataset.objects.public(),
        "query": asked.query(),
        "next_address": found.after and request.path + asked.query(found.after),
        "previous_address": asked.after and request.path + asked.query(),
    }
    return render(request, "events/corrections.html", context)


@asks_of_corrections
def corrections_file(request, asked):
    """The same as CSV."""
    site = f"{request.scheme}://{request.get_host()}"
    pieces = csv_of(rows.corrections(listed(asked), site=site), for_excel=asked.for_excel)
    response = StreamingHttpResponse(pieces, content_type=CSV)
    name = f"{asked.dataset.slug}-corrections" if asked.dataset else "corrections"
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@asks_of_corrections
def corrections_feed(request, asked):
    """The newest of them as an Atom feed."""
    return CorrectionsFeed()(request, asked=asked)


class CorrectionsFeed(Feed):
    """One entry for each number that changed. Summaries are HTML to feed readers, so they are escaped."""

    feed_type = Atom1Feed
    author_name = "Conflict Tracker"

    def get_object(self, request, asked):
        return asked

    def title(self, asked):
        of = f": {asked.dataset.name}" if asked.dataset else ""
        return UNWRITABLE.sub("", _("Corrections") + of)

    def link(self, asked):
        return reverse("corrections") + asked.query()

    def feed_url(self, asked):
        return reverse("corrections_atom") + asked.query()

    def subtitle(self, asked):
        return _("Every change of a published number, with the reason.")

    def items(self, asked):
        return latest(asked)

    def item_title(self, correction):
        return UNWRITABLE.sub("", f"{correction.incident.code}: {correction.question_words}: {correction.change_words}")

    def item_description(self, correction):
        return escape(UNWRITABLE.sub("", correction.because))

    def item_link(self, correction):
        return f"{correction.incident.get_absolute_url()}#correction-{correction.pk}"

    def item_pubdate(self, correction):
        return correction.made_at

    def item_updateddate(self, correction):
        return correction.made_at
