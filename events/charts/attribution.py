"""Casualties attributed to actors, and suffered by them. Rows are not additive; a line reconciles them (C9)."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from events.analytics.rows import ActorRow, AttributionPanel, SufferedRow
from events.charts.chart import Chart, Key, caption_of
from events.charts.overtime import incidents_words
from events.charts.rows import Line, Row, rows_figure
from events.choices import Attribution
from events.figures import Total, grouped

Link = Callable[..., str]
MOST_DRAWN = 20
"""Actors that are drawn, those with most; the table beside the chart holds all."""
OF_AN_ACTOR = (Attribution.SOLE, Attribution.JOINT, Attribution.CONTESTED)


def attributed(
    panel: AttributionPanel, *, measure: str, sentence: str, answered_at: datetime, link: Link | None = None
) -> Chart:
    """A group of ranges for each actor: sole, joint and contested apart; then what nobody is held to have done."""
    groups = [actor_group(row, measure, link) for row in panel.rows]
    drawn, nobody_drawn = groups[:MOST_DRAWN], []
    nobody = panel.parts.get(Attribution.NONE)
    if nobody is not None and nobody.incidents:
        nobody_drawn = [nobody_group(nobody, measure)]
    return Chart(
        name="attributed",
        title=_("%(measure)s, by attributed actor") % {"measure": capital(measure)},
        reading=_(
            "An incident attributed to two actors stands under both, so the rows do not add up; the line below does. "
            "Ordered by everything attributed to the actor."
        ),
        caption=caption_of(sentence, answered_at, _("people")),
        left_out=joined(_("Attribution is what sources say. A number not known draws nothing."), not_drawn(groups)),
        draw=lambda variant: rows_figure(drawn + nobody_drawn, variant),
        columns=[
            _("Actor"),
            _("Attribution"),
            _("Low"),
            _("Best"),
            _("High"),
            _("Incidents"),
            _("Not known"),
            _("Uncounted"),
        ],
        rows=[table_row(group.name, line) for group in groups + nobody_drawn for line in group.lines],
        unit=_("people"),
        legend=tuple(Key(f"m-{kind}", str(kind.label)) for kind in Attribution),
        sums=reconciliation(panel),
    )


def suffered(
    rows: list[SufferedRow], *, measure: str, sentence: str, answered_at: datetime, link: Link | None = None
) -> Chart:
    """A range for each actor whose combatants claims name."""
    groups = [suffered_group(row, measure, link) for row in rows if row.total.incidents]
    return Chart(
        name="suffered",
        title=_("%(measure)s, by whose combatants they were") % {"measure": capital(measure)},
        reading=_("Only combatants whose side a claim names; most of the dead in this record are not among them."),
        caption=caption_of(sentence, answered_at, _("people")),
        left_out=joined(
            _("Combatants whose side nobody names, civilians and people of unknown status are not here."),
            not_drawn(groups),
        ),
        draw=lambda variant: rows_figure(groups[:MOST_DRAWN], variant),
        columns=[_("Actor"), _("Low"), _("Best"), _("High"), _("Incidents"), _("Not known"), _("Uncounted")],
        rows=[[group.name, *numbers(group.lines[0].figure)] for group in groups],
        unit=_("people"),
    )


def not_drawn(groups: list[Row]) -> str:
    """How many actors the table alone holds; "" where all are drawn."""
    more = len(groups) - MOST_DRAWN
    if more <= 0:
        return ""
    said = ngettext("%(count)s more actor is in the table.", "%(count)s more actors are in the table.", more)
    return said % {"count": grouped(more)}


def joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def actor_group(row: ActorRow, measure: str, link: Link | None) -> Row:
    parts = [(kind, row.parts[kind]) for kind in OF_AN_ACTOR if kind in row.parts and row.parts[kind].incidents]
    address = link(actor=row.slug) if link else ""
    name = called(row)
    lines = tuple(line(total, kind, f"{name}, {kind.label}", measure, address) for kind, total in parts)
    return Row(name, incidents_words(row.incidents), lines)


def nobody_group(total: Total, measure: str) -> Row:
    name = capital(str(Attribution.NONE.label))
    return Row(name, incidents_words(total.incidents), (line(total, Attribution.NONE, name, measure, ""),))


def suffered_group(row: SufferedRow, measure: str, link: Link | None) -> Row:
    name = called(row)
    address = link(actor=row.slug, role="target") if link else ""
    kind = Attribution.SOLE
    return Row(name, incidents_words(row.total.incidents), (line(row.total, kind, name, measure, address),))


def called(row: ActorRow | SufferedRow) -> str:
    """The actor's name in the script of the page, where we have it."""
    return row.name_local if get_language_bidi() and row.name_local else row.name


def line(total: Total, kind: Attribution, name: str, measure: str, address: str) -> Line:
    said = f"{name}<br><b>{total}</b> {measure}<br>{incidents_words(total.incidents)}"
    return Line(kind.value, total, said, address)


def table_row(name: str, line: Line) -> list:
    return [name, str(Attribution(line.kind).label), *numbers(line.figure)]


def numbers(total: Total) -> list:
    return [total.low, total.best, total.high, total.incidents, total.unknown, total.uncounted]


def reconciliation(panel: AttributionPanel) -> tuple[tuple[str, str], ...]:
    """(words, range) of each part, then ("", range) of the whole that they make up."""
    parts = [(kind, panel.parts[kind]) for kind in Attribution if kind in panel.parts and panel.parts[kind].incidents]
    if not parts:
        return ()
    return (*[(str(kind.label), str(total)) for kind, total in parts], ("", str(panel.whole)))
