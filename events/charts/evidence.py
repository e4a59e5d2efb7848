"""Who says how many: the claims about one incident, with the adopted estimate."""

from datetime import datetime

from django.utils.translation import gettext as _

from events.charts.chart import Chart, Key, caption_of
from events.charts.forest import ForestRow, forest_figure
from events.figures import Figure

__all__ = ["ForestRow", "claims_forest"]


def claims_forest(
    rows: list[ForestRow], adopted: Figure, *, measure: str, sentence: str, answered_at: datetime
) -> Chart:
    """A row for each claim, grouped by who speaks. `adopted` is the estimate of `measure`; it may be wholly unknown."""
    rows = sorted(rows, key=lambda row: (row.heading, bool(row.repeats)))
    return Chart(
        name="evidence",
        title=_("Who says how many"),
        reading=_(
            "One row for each claim, grouped by whose number it is; faint where it was superseded or copied. The shaded band is "
            "the adopted estimate (%(measure)s)."
        )
        % {"measure": measure},
        caption=caption_of(sentence, answered_at, _("people")),
        left_out="",
        draw=lambda variant: forest_figure(rows, adopted, variant),
        columns=[
            _("Claimant"),
            _("Publisher"),
            _("Date"),
            _("Victims"),
            _("Low"),
            _("Own value"),
            _("High"),
            _("In the estimate"),
        ],
        rows=[table_row(row) for row in rows],
        unit=_("people"),
        legend=(
            Key("m-used", _("used")),
            Key("m-hollow", _("a part, or set aside")),
            Key("m-open", _("or more")),
            Key("m-adopted", _("adopted estimate")),
        ),
    )


def table_row(row: ForestRow) -> list:
    standing = row.note or (_("used") if row.used else _("not used"))
    return [row.claimant, row.publisher, row.when, row.group, row.low, row.best, row.high, standing]
