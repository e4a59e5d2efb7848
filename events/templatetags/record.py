"""How the record is written on a page: names, dates, ranges and their marks. Unknown is said in words, never as 0 (C1)."""

import re
from datetime import date
from html import escape

import orjson
from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from events import dates
from events.choices import Attribution, Category, Role
from events.figures import Figure, Total, grouped
from events.selection import sentence

register = template.Library()

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


# --- numbers ---------------------------------------------------------------------------------------------------------
@register.filter
def number(value: int | None) -> str:
    """1265 → "1,265"; None → "not known"."""
    return _("not known") if value is None else grouped(value)


@register.filter
def room(total: Total) -> str:
    """How much room its range takes: "", "long" or "longest", by which a big figure is set smaller."""
    letters = len(str(total))
    return "longest" if letters > 15 else "long" if letters > 11 else ""


@register.filter
def rangetext(figure: Figure | Total | None) -> SafeString:
    """ "14–38", "18 or more", "0 stated", "not known", kept left to right in every language where it is digits only."""
    if figure is None or not figure.is_known:
        return format_html('<span class="muted">{}</span>', _("not known"))
    if figure.is_none:
        return format_html('0 <span class="muted">{}</span>', _("stated"))
    if figure.low is None or figure.high is None:
        return format_html("<b>{}</b>", str(figure))
    return format_html('<bdi dir="ltr"><b>{}</b></bdi>', str(figure))


@register.simple_tag
def figure(value: Figure | Total) -> SafeString:
    """A headline's range, its words smaller than its digits: "52", "14–38", "70 or more", "not known"."""
    if not value.is_known:
        return format_html("<small>{}</small>", _("not known"))
    if value.is_none:
        return format_html("0 <small>{}</small>", _("stated"))
    if value.high is None:
        return format_html("{} <small>{}</small>", grouped(value.low), _("or more"))
    if value.low is None:
        return format_html("{} <small>{}</small>", grouped(value.high), _("or fewer"))
    return format_html('<bdi dir="ltr">{}</bdi>', str(value))


@register.simple_tag
def part(row, kind: str) -> SafeString:
    """One part of an actor's row; an empty cell where no incident is attributed to it in that way."""
    total = row.parts.get(Attribution(kind))
    if total is None or not total.incidents:
        return format_html('<span class="muted">{}</span>', _("no incident"))
    return rangetext(total)


@register.simple_tag
def incident_range(incident) -> SafeString:
    """The cell of an incident's number: its range, "0 stated", "deaths, not counted", or "not known"."""
    if incident.uncounted:
        return format_html('<span class="uncounted">{}</span>', _("some, nobody counted"))
    return rangetext(incident.figure)


# --- names -----------------------------------------------------------------------------------------------------------
@register.filter
def isolated(name) -> SafeString:
    """A name that keeps its own direction; Arabic script is marked as such for fonts and screen readers."""
    spoken = ' lang="ar"' if ARABIC.search(str(name)) else ""
    return mark_safe(f"<bdi{spoken}>{conditional_escape(name)}</bdi>")  # noqa: S308 — it is escaped


@register.filter
def named(thing) -> SafeString:
    """The name of an actor, a place or a source in the script of the page where we have it."""
    local = getattr(thing, "name_local", "")
    return isolated(local if get_language_bidi() and local else thing.name)


@register.filter
def both_names(thing) -> SafeString:
    """Its name, and the name in the other script after it."""
    if not thing.name_local or thing.name_local == thing.name:
        return isolated(thing.name)
    first, second = (thing.name_local, thing.name) if get_language_bidi() else (thing.name, thing.name_local)
    return format_html("{} {}", isolated(first), isolated(second))


@register.simple_tag
def perpetrators(incident) -> SafeString:
    """To whom an incident is attributed: "Russia", "A with B" (jointly), "A or B" (contested), "not attributed"."""
    names = [named(involvement.actor) for involvement in incident.perpetrators]
    if not names:
        return format_html('<span class="muted">{}</span>', Attribution.NONE.label)
    word = {Attribution.JOINT: _("with"), Attribution.CONTESTED: _("or")}.get(incident.attribution, _("and"))
    return format_html_join(f" {word} ", "{}", ((name,) for name in names))


# --- dates -----------------------------------------------------------------------------------------------------------
@register.filter
def when(thing) -> str:
    """ "5 Oct 2017, night", "3–5 Oct 2017", "Oct 2017", "2015": an incident's date, no more exact than it is known (C11)."""
    return dates.text(thing.date_start, thing.date_end, thing.date_precision, thing.part_of_day or None)


@register.filter
def day_text(day: date) -> str:
    """ "1 October 2017", as a selection says it."""
    return sentence.day_text(day)


@register.filter
def interval(thing) -> str:
    """The days of an aggregate claim or of a heading of the narrative."""
    start, end = (thing.date_start, thing.date_end) if hasattr(thing, "date_start") else (thing.start, thing.end)
    return dates.text(start, end, dates.precision_of(start, end))


@register.filter
def cell(value) -> SafeString | str:
    """A cell of a chart's table: unknown in words, numbers grouped, anything else as it is."""
    if value is None:
        return format_html('<span class="muted">{}</span>', _("not known"))
    return grouped(value) if isinstance(value, int) else value


@register.filter
def table_body(rows: list[list]) -> SafeString:
    """The rows of a chart's table. Made here because a year of weeks is thousands of cells, each dear as template nodes."""
    lines, not_known = [], f'<td class="n">{cell(None)}</td>'
    for head, *values in rows:
        cells = "".join(
            [
                not_known
                if value is None
                else f'<td class="n">{grouped(value) if type(value) is int else escape(str(value))}</td>'
                for value in values
            ]
        )
        lines.append(f'<tr><th scope="row">{isolated(cell(head))}</th>{cells}</tr>')
    return mark_safe("".join(lines))  # noqa: S308 — every cell is escaped above


@register.simple_tag
def chart_data(chart) -> SafeString:
    """What chart.js reads, as a script of data. Django's json_script says the same, twenty times slower on this much."""
    text = orjson.dumps(chart.payload).decode()
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return format_html(
        '<script id="{}" type="application/json">{}</script>',
        chart.data_id,
        mark_safe(text),  # noqa: S308 — no sign of markup is left in it
    )


@register.filter
def category_label(category: str) -> str:
    return str(Category(category).label)


@register.simple_tag
def dataset_words(dataset) -> str:
    """The dataset that a chart is of, and that it is generated where it is; it stands in downloaded pictures too."""
    if dataset.is_generated:
        return _("Dataset: %(name)s (generated data: nothing in it happened).") % {"name": dataset.name}
    return _("Dataset: %(name)s.") % {"name": dataset.name}


# --- claims ----------------------------------------------------------------------------------------------------------
@register.filter
def speaker(claim) -> SafeString:
    """Whose number it is: the claimant, or the publisher where nobody is named (C2)."""
    if claim.claimant is not None:
        return named(claim.claimant)
    return format_html(_("{}, naming nobody"), named(claim.report.publisher))


@register.simple_tag
def sentence_of(reasoning, estimate) -> SafeString:
    """The sentence that explains one estimate of an incident."""
    return isolated(reasoning.sentences.get(estimate.question, ""))


@register.filter
def are_several_perpetrators(involvements) -> bool:
    return sum(involvement.role == Role.PERPETRATOR for involvement in involvements) > 1


@register.simple_tag
def optional_cell(incident, column: str) -> SafeString | str:
    """A column that a reader chose to see."""
    return {
        "type": incident.get_type_display,
        "place-precision": incident.get_location_precision_display,
        "status": incident.get_status_display,
        "civilians": lambda: rangetext(incident.civilians),
        "injured": lambda: rangetext(incident.injured),
    }[column]()
