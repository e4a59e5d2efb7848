"""Recorded casualties over time, as ranges."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.analytics.rows import Slot, Timeline
from events.charts.axes import edges, length, middle
from events.charts.chart import Chart, Key, caption_of
from events.charts.marks import Mark, range_traces
from events.charts.merge import for_narrow, merged
from events.charts.overtime import (
    Circle,
    Link,
    bucket_words,
    incidents_words,
    interval_words,
    over_time,
    share_of,
    slot_address,
)
from events.charts.strips import Bracket


def casualties_over_time(
    timeline: Timeline, *, measure: str, sentence: str, answered_at: datetime, link: Link | None = None
) -> Chart:
    """A range a slot: column to best, bar from low to high, arrow when open, circle for deaths nobody counted.

    An unknown draws nothing, a stated none a tick at zero (C1); what is dated less exactly stands under the axis (C11).
    """
    words = bucket_words(timeline.bucket)
    return Chart(
        name="casualties",
        title=_("Recorded %(measure)s %(per)s") % {"measure": measure, "per": words["per"]},
        reading=_("Columns reach the best figure; the dark bar runs from the sum of the lows to the sum of the highs."),
        caption=caption_of(sentence, answered_at, _("people")),
        left_out=left_out(timeline, measure),
        draw=lambda variant: figure(timeline, variant, measure, link),
        columns=[
            words["head"],
            _("to"),
            _("Low"),
            _("Best"),
            _("High"),
            _("Incidents"),
            _("Not known"),
            _("Uncounted"),
        ],
        rows=[row(piece) for piece in (*timeline.slots, *timeline.strips)],
        unit=_("people"),
        legend=(
            Key("m-range", _("low to high, tick at best")),
            Key("m-open", _("or more")),
            Key("m-uncounted", _("deaths nobody counted")),
        ),
    )


def row(piece) -> list:
    total = piece.total
    bounds = [total.low, total.best, total.high]
    return [piece.start.isoformat(), piece.end.isoformat(), *bounds, piece.incidents, total.unknown, total.uncounted]


def figure(timeline: Timeline, variant: str, measure: str, link: Link | None) -> dict:
    if not (timeline.slots or timeline.strips):
        return {"data": [], "layout": {}}
    timeline, held = for_narrow(timeline) if variant == "narrow" else (timeline, 1)
    tops = [bound for slot in timeline.slots for bound in (slot.total.best, slot.total.high) if bound is not None]
    top = max(tops, default=0)
    marks = [mark(slot, share_of(slot, timeline), measure, link) for slot in timeline.slots]
    return over_time(
        timeline,
        range_traces(marks, horizontal=False, kind="sole", name=_("best"), scale=top),
        top=top,
        variant=variant,
        held=held,
        circles=[circle(slot, link) for slot in timeline.slots if slot.total.uncounted],
        label=bracket_label,
        words=lambda bracket: bracket_words(bracket, measure),
    )


def mark(slot: Slot, share: float, measure: str, link: Link | None) -> Mark:
    start, at, end = edges(slot.start, slot.end, share * 1.05)
    return Mark(
        at=at,
        start=start,
        end=end,
        width=length(slot.start, slot.end) * share,
        figure=slot.total,
        words=slot_words(slot, measure),
        address=slot_address(slot, link),
    )


def slot_words(slot: Slot, measure: str) -> str:
    head = f"{interval_words(slot.start, slot.end)}<br><b>{slot.total}</b> {measure}"
    best = "" if slot.total.best is None or slot.total.is_point else f", {_('best')} {slot.total.best:,}"
    return f"{head}{best}<br>{incidents_words(slot.incidents)}"


def circle(slot: Slot, link: Link | None) -> Circle:
    at = middle(slot.start, slot.end)
    return Circle(at, slot.total.uncounted, uncounted_words(slot), slot_address(slot, link))


def uncounted_words(slot: Slot) -> str:
    count = slot.total.uncounted
    said = ngettext(
        "%(count)s incident with deaths nobody counted", "%(count)s incidents with deaths nobody counted", count
    ) % {"count": f"{count:,}"}
    return f"{interval_words(slot.start, slot.end)}<br>{said}"


def bracket_label(bracket: Bracket) -> str:
    total = merged(strip.total for strip in bracket.strips)
    if not total.is_known:
        return "?"
    return f"{total.low:,}+" if total.is_open else str(total)


def bracket_words(bracket: Bracket, measure: str) -> str:
    known = merged(strip.total for strip in bracket.strips)
    when = interval_words(bracket.start, bracket.end)
    return f"{when}<br><b>{known}</b> ({measure})<br>{incidents_words(bracket.incidents)}"


def left_out(timeline: Timeline, measure: str) -> str:
    """What no column shows: the strips, which stand under the axis, and the incidents whose number is not known."""
    said = []
    if timeline.strips:
        count = incidents_words(sum(strip.incidents for strip in timeline.strips))
        said.append(
            _("Not in the columns: %(total)s %(measure)s in %(count)s dated less exactly; they count in the headline.")
            % {"total": timeline.not_drawn, "measure": measure, "count": count}
        )
    unknown = sum(slot.total.unknown for slot in timeline.slots)
    if unknown:
        said.append(
            ngettext(
                "In %(count)s incident the number is not known: it draws nothing, and is not zero.",
                "In %(count)s incidents the number is not known: they draw nothing, and are not zero.",
                unknown,
            )
            % {"count": f"{unknown:,}"}
        )
    return " ".join(said)
