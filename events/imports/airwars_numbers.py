"""How many people a row in the shape of Airwars' incidents claims were killed or injured, of which group. Pure."""

from django.utils.translation import gettext as _

from events.choices import Harm, Subset, VictimGroup
from events.drafts import DraftClaim, DraftReport
from events.imports import cells
from events.imports.airwars_columns import numbers_called
from events.imports.base import RELEASE
from events.imports.rows import Row
from events.quantities import Quantity, of_bounds

UNKNOWN = frozenset({"-99", "-999", "-1"})


def claims_of(row: Row, coder: str, released: DraftReport) -> tuple[DraftClaim, ...]:
    """Civilians killed, with the children, women and men among them, and injured; militants killed. None where not known."""
    found = []
    for prefix, harm, victims in (
        ("killed", Harm.KILLED, VictimGroup.CIVILIANS),
        ("injured", Harm.INJURED, VictimGroup.CIVILIANS),
        ("militants_killed", Harm.KILLED, VictimGroup.COMBATANTS),
    ):
        quantity, among = _counted(row, prefix)
        if prefix == "killed":
            for subset in Subset:
                own, _none = _counted(row, f"{subset}_killed")
                among = among | {subset: own} if own is not None else among
        if quantity is not None:
            claim = DraftClaim(
                RELEASE,
                released.published_on,
                quantity,
                coder,
                harm,
                victims,
                subsets=among if victims != "combatants" else {},
            )
            found.append(claim)
        elif among and not row.refused:
            row.note(
                numbers_called(row, prefix),
                _("Of some it says who they were, but not how many in all: it claims nothing."),
            )
    return tuple(found)


def _counted(row: Row, prefix: str) -> tuple[Quantity | None, dict[Subset, Quantity]]:
    """What is claimed, from a column for each bound, or from one for both with those among them."""
    if row.text(prefix):
        people = row.ask(prefix, cells.people)
        return (people.quantity, dict(people.among)) if people else (None, {})
    low, high = (row.ask(f"{prefix}_{bound}", cells.whole, UNKNOWN) for bound in ("min", "max"))
    if low is not None and high is not None and low > high:
        bounds = (f"{prefix}_min", f"{prefix}_max")
        mend = _("Look whether the two have changed places.")
        row.refuse(bounds[0], _("The minimum is above the maximum."), mend, values=bounds)
        return None, {}
    return of_bounds(low, high), {}
