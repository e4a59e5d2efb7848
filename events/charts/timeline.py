"""Incidents over time by category."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.analytics.rows import Slot, Timeline
from events.charts.axes import length, middle
from events.charts.chart import Chart, Key, caption_of
from events.charts.merge import for_narrow
from events.charts.overtime import (
    Link,
    bucket_words,
    incidents_words,
    interval_words,
    over_time,
    share_of,
    slot_address,
)
from events.charts.palette import CATEGORY_COLOURS, CATEGORY_PATTERNS, PAPER
from events.choices import Category


def incidents_over_time(timeline: Timeline, *, sentence: str, answered_at: datetime, link: Link | None = None) -> Chart:
    """Stacked bars, one a slot; incidents dated less exactly than a slot are intervals under the axis (C11).

    `link(**changes)` gives the address of the same selection with other parameters.
    """
    words = bucket_words(timeline.bucket)
    return Chart(
        name="incidents",
        title=_("Incidents %(per)s and category") % {"per": words["per"]},
        reading=reading(timeline),
        caption=caption_of(sentence, answered_at, _("incidents")),
        left_out=left_out(timeline),
        draw=lambda variant: figure(timeline, variant, link),
        columns=[words["head"], _("to"), *[str(category.label) for category in Category], _("All")],
        rows=[row(piece) for piece in (*timeline.slots, *timeline.strips)],
        unit=_("incidents"),
        legend=tuple(one for one in (key(timeline, category, link) for category in Category) if one.count),
    )


def figure(timeline: Timeline, variant: str, link: Link | None) -> dict:
    if not (timeline.slots or timeline.strips):
        return {"data": [], "layout": {}}
    timeline, held = for_narrow(timeline) if variant == "narrow" else (timeline, 1)
    return over_time(
        timeline,
        [bars(timeline, category, link) for category in Category],
        top=max((slot.incidents for slot in timeline.slots), default=0),
        variant=variant,
        held=held,
        circles=[],
        label=lambda bracket: f"{bracket.incidents:,}",
        words=lambda bracket: f"{interval_words(bracket.start, bracket.end)}: {incidents_words(bracket.incidents)}",
    )


def bars(timeline: Timeline, category: Category, link: Link | None) -> dict:
    """One category's part of every stack. Stacked by base, since every mark of ours is laid over the others."""
    order = list(Category)
    lower = order[: order.index(category)]
    held = [slot for slot in timeline.slots if slot.counts.get(category)]
    return {
        "type": "bar",
        "name": str(category.label),
        "x": [middle(slot.start, slot.end) for slot in held],
        "y": [slot.counts[category] for slot in held],
        "base": [sum(slot.counts.get(one, 0) for one in lower) for slot in held],
        "width": [length(slot.start, slot.end) * share_of(slot, timeline) for slot in held],
        "marker": {
            "color": CATEGORY_COLOURS[category],
            "line": {"color": PAPER, "width": 0.5},
            "pattern": {
                "shape": CATEGORY_PATTERNS[category],
                "fillmode": "overlay",
                "fgcolor": PAPER,
                "fgopacity": 1,
                "size": 5,
                "solidity": 0.22,
            },
        },
        "hovertext": [slot_words(slot, category) for slot in held],
        "hoverinfo": "text",
        "customdata": [slot_address(slot, link) for slot in held],
    }


def slot_words(slot: Slot, category: Category) -> str:
    when = interval_words(slot.start, slot.end)
    return f"{when}<br>{category.label}: <b>{slot.counts[category]:,}</b> / {slot.incidents:,}"


def key(timeline: Timeline, category: Category, link: Link | None) -> Key:
    count = sum(piece.counts.get(category, 0) for piece in (*timeline.slots, *timeline.strips))
    return Key(f"m-{category}", str(category.label), count, link(category=category.value) if link else "")


def row(piece) -> list:
    return [
        piece.start.isoformat(),
        piece.end.isoformat(),
        *[piece.counts.get(one, 0) for one in Category],
        piece.incidents,
    ]


def reading(timeline: Timeline) -> str:
    fullest = max(timeline.slots, key=lambda slot: slot.incidents, default=None)
    if fullest is None or fullest.incidents < 2:
        return _("Counts follow reporting as well as violence.")
    facts = {"count": incidents_words(fullest.incidents), "when": interval_words(fullest.start, fullest.end)}
    return _("Most in one interval: %(count)s, %(when)s. Counts follow reporting as well as violence.") % facts


def left_out(timeline: Timeline) -> str:
    if not timeline.strips:
        return ""
    count = sum(strip.incidents for strip in timeline.strips)
    return _("%(count)s dated less exactly than one bar are intervals under the axis, never on a made-up day.") % {
        "count": incidents_words(count)
    }
