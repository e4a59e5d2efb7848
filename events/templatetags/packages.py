"""Two packages compared, as the page writes it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.figures import grouped
from events.packages.compare import Comparison, Row, Table
from events.templatetags.record import isolated

register = template.Library()

MOST_SHOWN = 25


@register.filter
def shown(rows: list[Row]) -> list[Row]:
    """The first of them; a page of thousands helps nobody."""
    return rows[:MOST_SHOWN]


@register.simple_tag
def difference(comparison: Comparison) -> str:
    """How the incidents differ, in a sentence."""
    [incidents] = [table for table in comparison.tables if table.name == "incidents.csv"]
    if comparison.is_alike:
        return _("Row by row they are alike.")
    return _("Incidents: %(counts)s") % {"counts": counts_of(incidents)}


@register.simple_tag
def counts_of(table: Table) -> str:
    """ "2 added, 1 changed, 1 withdrawn, 4,996 unchanged"."""
    parts = (
        ngettext("%(number)s added", "%(number)s added", len(table.added)) % {"number": grouped(len(table.added))},
        ngettext("%(number)s changed", "%(number)s changed", len(table.changed))
        % {"number": grouped(len(table.changed))},
        ngettext("%(number)s withdrawn", "%(number)s withdrawn", len(table.withdrawn))
        % {"number": grouped(len(table.withdrawn))},
        ngettext("%(number)s unchanged", "%(number)s unchanged", table.unchanged)
        % {"number": grouped(table.unchanged)},
    )
    return _(", ").join(parts)


@register.simple_tag
def old_and_new(was: str, now: str) -> SafeString:
    """What a cell held and what it holds; an empty one is said in words (C1)."""
    return format_html(
        '<del>{}</del> <span class="arrow" aria-hidden="true"></span><span class="vh">{}</span> <ins>{}</ins>',
        _cell(was),
        _("becomes"),
        _cell(now),
    )


@register.simple_tag
def sums_beside(was: str, now: str) -> SafeString:
    """What the earlier comes to and what the later comes to; nothing is struck out, both stand."""
    arrow = format_html('<span class="arrow" aria-hidden="true"></span><span class="vh">{}</span>', _("becomes"))
    return format_html("{} {} {}", was, arrow, now)


def _cell(value: str) -> SafeString:
    return isolated(value) if value else format_html('<span class="muted">{}</span>', _("empty"))


@register.simple_tag
def row_name(row: Row, table: str) -> SafeString:
    """The key of a row, leading to its page where it has one, and what it is. An incident that is gone leads to the reason."""
    pages = {"incidents.csv": "incident_detail", "sources.csv": "source_detail", "actors.csv": "actor_detail"}
    key = format_html("<bdi>{}</bdi>", row.key)
    if table in pages and (row.label or table == "incidents.csv"):
        key = format_html('<a class="rowlink" href="{}">{}</a>', reverse(pages[table], args=[row.key]), key)
    label = format_html(" {}", isolated(row.label)) if row.label else mark_safe("")
    return format_html("{}{}", key, label)
