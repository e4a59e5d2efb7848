"""The range mark and the category swatch as inline SVG: geometry in attributes, every colour by class."""

from math import sqrt

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from events.choices import Category
from events.figures import Figure, Total

register = template.Library()

MINI_WIDTH = 112
GAUGE_WIDTH = 300


@register.simple_tag
def range_mark(figure: Figure | Total | None, largest: int | None) -> SafeString:
    """A row's range on the column's common scale: square root, so that small incidents stay visible; a glance only."""
    if figure is None or figure.low is None or not largest:
        return mark_safe("")
    end = MINI_WIDTH - 8

    def at(value: int) -> float:
        return round(1 + end * sqrt(min(value, largest) / largest), 1)

    return drawn("mini", MINI_WIDTH, 12, figure, at, end)


@register.simple_tag
def gauge(total: Total, largest: int | None) -> SafeString:
    """A headline's range on a linear scale from zero to `largest`. In right-to-left pages the stylesheet mirrors it."""
    if not total.is_known or total.low is None or not largest:
        return mark_safe("")
    end = GAUGE_WIDTH - 10

    def at(value: int) -> float:
        return round(2 + end * min(value, largest) / largest, 1)

    return drawn("gauge", GAUGE_WIDTH, 14, total, at, end)


def drawn(name: str, width: int, height: int, figure: Figure | Total, at, end: float) -> SafeString:
    """The mark as SVG; geometry in attributes, every colour by class. A stated none is an open circle at zero."""
    half = height / 2
    parts = [format_html('<line class="track" x1="0" x2="{}" y1="{}" y2="{}"/>', width, half, half)]
    if figure.is_none:
        parts.append(format_html('<circle class="hollow" cx="4" cy="{}" r="2.6"/>', half))
    else:
        start, stop = at(figure.low), end + 4 if figure.high is None else at(figure.high)
        size = max(round(stop - start, 1), 2)
        parts.append(format_html('<rect class="r-sole" x="{}" y="{}" width="{}" height="6"/>', start, half - 3, size))
        if figure.high is None:
            tip = width - 2
            points = (tip - 4, half - 4, tip, half, tip - 4, half + 4)
            parts.append(format_html('<path class="whisk" d="M{} {} L{} {} L{} {}"/>', *points))
        if figure.best is not None:
            best = at(figure.best)
            parts.append(format_html('<line class="best" x1="{}" x2="{}" y1="0.5" y2="{}"/>', best, best, height - 0.5))
    body = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        name,
        width,
        height,
        body,
    )


@register.filter
def largest(incidents) -> int | None:
    """The largest known bound among incidents: the end of their column's scale."""
    bounds = [bound for one in incidents for bound in (one.figure.low, one.figure.high) if bound is not None]
    return max(bounds, default=None)


@register.simple_tag
def swatch(category: str) -> SafeString:
    """The colour and pattern of a category, as a small square."""
    category = Category(category)
    return format_html(
        '<svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" fill="url(#p-{})"/></svg>',
        category.value,
    )


@register.filter
def end_of_scale(total: Total) -> int | None:
    """Where a headline's scale ends: at the high, or a third beyond the last known number when it is open."""
    if total.high is not None:
        return total.high
    known = [bound for bound in (total.low, total.best) if bound is not None]
    return max(known) * 4 // 3 if known else None


@register.filter
def shared_scale(headline) -> int | None:
    """One scale for those killed and the civilians among them."""
    ends = [end_of_scale(headline.main), end_of_scale(headline.civilians)]
    return max((end for end in ends if end is not None), default=None)
