"""Casualties attributed to actors, and suffered by them. Rows are not additive; a line reconciles them (C9)."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from events.analytics.rows import ActorRow, AttributionPanel, Suffered, SufferedRow
from events.charts.chart import Chart, Key, caption_of
from events.charts.overtime import incidents_words
from events.charts.rows import Line, Row, rows_figure
from events.choices import Attribution
from events.figures import Total, grouped

Link = Callable[..., str]
MOST_DRAWN = 20
"""Actors that are drawn, those with most."""
OF_AN_ACTOR = (Attribution.SOLE, Attribution.JOINT, Attribution.CONTESTED)


def attributed(
    panel: AttributionPanel, *, measure: str, sentence: str, answered_at: datetime, link: Link | None = None
) -> Chart:
    """A group of ranges for each actor: sole, joint and contested apart; then what nobody is held to have done."""
    nobody = [part for kind, part in panel.parts.items() if kind == Attribution.NONE and part.incidents]

    def draw(variant: str) -> dict:
        groups = [actor_group(row, measure, link) for row in panel.rows[:MOST_DRAWN]]
        return rows_figure(groups + [nobody_group(part, measure) for part in nobody], variant)

    rows = [table_row(called(row), kind, total) for row in panel.rows for kind, total in parts_of(row)]
    rows += [table_row(nobody_called(), Attribution.NONE, part) for part in nobody]
    return Chart(
        name="attributed",
        title=_("%(measure)s, by attributed actor") % {"measure": capital(measure)},
        reading=_(
            "An incident attributed to two actors stands under both, so the rows do not add up; the line below does. "
            "Ordered by everything attributed to the actor."
        ),
        caption=caption_of(sentence, answered_at, _("people")),
        left_out=joined(
            _("Attribution is what sources say. A number not known draws nothing."),
            not_drawn(len(panel.rows) + panel.others),
        ),
        draw=draw,
        columns=[_("Actor"), _("Attribution"), *heads()],
        rows=rows,
        unit=_("people"),
        legend=tuple(Key(f"m-{kind}", str(kind.label)) for kind in Attribution),
        sums=reconciliation(panel),
        others=panel.others,
    )


def suffered(told: Suffered, *, measure: str, sentence: str, answered_at: datetime, link: Link | None = None) -> Chart:
    """A range for each actor whose combatants claims name."""

    def draw(variant: str) -> dict:
        return rows_figure([suffered_group(row, measure, link) for row in told.rows[:MOST_DRAWN]], variant)

    return Chart(
        name="suffered",
        title=_("%(measure)s, by whose combatants they were") % {"measure": capital(measure)},
        reading=_("Only combatants whose side a claim names; most of the dead in this record are not among them."),
        caption=caption_of(sentence, answered_at, _("people")),
        left_out=joined(
            _("Combatants whose side nobody names, civilians and people of unknown status are not here."),
            not_drawn(len(told.rows) + told.others),
        ),
        draw=draw,
        columns=[_("Actor"), *heads()],
        rows=[[called(row), *numbers(row.total)] for row in told.rows],
        unit=_("people"),
        others=told.others,
    )


def not_drawn(there_are: int) -> str:
    """How many actors are not drawn; "" where all are."""
    more = there_are - MOST_DRAWN
    if more <= 0:
        return ""
    said = ngettext("%(count)s more actor is not drawn.", "%(count)s more actors are not drawn.", more)
    return said % {"count": grouped(more)}


def joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def actor_group(row: ActorRow, measure: str, link: Link | None) -> Row:
    address = link(actor=row.slug) if link else ""
    name = called(row)
    lines = tuple(line(total, kind, f"{name}, {kind.label}", measure, address) for kind, total in parts_of(row))
    return Row(name, incidents_words(row.incidents), lines)


def parts_of(row: ActorRow) -> list[tuple[Attribution, Total]]:
    """How it is attributed to the actor, of whatever there is any."""
    return [(kind, row.parts[kind]) for kind in OF_AN_ACTOR if kind in row.parts and row.parts[kind].incidents]


def nobody_called() -> str:
    return capital(str(Attribution.NONE.label))


def nobody_group(total: Total, measure: str) -> Row:
    name = nobody_called()
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


def table_row(name: str, kind: Attribution, total: Total) -> list:
    return [name, str(kind.label), *numbers(total)]


def heads() -> list[str]:
    """What stands over `numbers`."""
    return [_("Low"), _("Best"), _("High"), _("Incidents"), _("Not known"), _("Uncounted")]


def numbers(total: Total) -> list:
    return [total.low, total.best, total.high, total.incidents, total.unknown, total.uncounted]


def reconciliation(panel: AttributionPanel) -> tuple[tuple[str, str], ...]:
    """(words, range) of each part, then ("", range) of the whole that they make up."""
    parts = [(kind, panel.parts[kind]) for kind in Attribution if kind in panel.parts and panel.parts[kind].incidents]
    if not parts:
        return ()
    return (*[(str(kind.label), str(total)) for kind, total in parts], ("", str(panel.whole)))
