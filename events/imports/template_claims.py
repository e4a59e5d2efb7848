"""What one row of claims of our own template means. Pure."""

import re

from django.utils.translation import gettext as _

from events.choices import Harm, Qualifier, Stance, Subset, VictimGroup
from events.drafts import DraftClaim
from events.imports.coded import CodedRow
from events.imports.template_names import Told, report_of
from events.quantities import Quantity, of_bounds

BLAMED = re.compile(r"(.+) \((\w+)\)")


def claim_of(row: CodedRow, told: Told) -> DraftClaim | None:
    """The claim of a row; None where it cannot be made, with every error kept on the row."""
    report = report_of(row, told)
    victims = row.term("victims", VictimGroup, VictimGroup.NOT_STATED)
    whose = told.name(told.names.actor(row.word("combatants_of"), row.word("combatants_of_slug")))
    if whose and victims != VictimGroup.COMBATANTS:
        row.refuse("combatants_of", _("Say whose combatants only where the victims are combatants."))
    quantity, claimed_on = _quantity(row), row.day("claimed_on")
    if told.claims[row.word("claim")] > 1 and row.has("claim"):
        row.refuse("claim", _("Another claim has this number."), _("Give each claim a number of its own."))
    draft = {
        "key": row.word("claim"),
        "claimed_on": claimed_on or (report and report.published_on),
        "quantity": quantity,
        "claimant": told.name(told.names.source(row.word("claimant"), row.word("claimant_slug"))),
        "harm": row.term("harm", Harm, Harm.KILLED),
        "victims": victims,
        "combatants_of": whose,
        "subsets": _subsets(row),
        "quote": row.text("quote", longest=20_000),
        "stances": tuple(_stances(row, told)),
        "supersedes": _link(row, "supersedes", told),
        "derives_from": _link(row, "derives_from", told),
        "set_aside_because": row.text("set_aside_because", longest=300),
    }
    return DraftClaim(report=report.key, **draft) if row.is_sound and report and quantity else None


def _quantity(row: CodedRow) -> Quantity | None:
    low, best, high = row.whole("minimum"), row.whole("best"), row.whole("maximum")
    if not row.is_sound:
        return None
    try:
        if row.has("qualifier"):
            qualifier = row.term("qualifier", Qualifier)
            return Quantity(low, high, qualifier, best) if qualifier else None
        quantity = of_bounds(low, high, best)
    except ValueError:
        row.refuse(
            "qualifier",
            _("Minimum, best, maximum and qualifier do not fit each other."),
            _(
                "“exactly” has both bounds alike, “at-least” a minimum alone, “between” both; best lies between two bounds."
            ),
        )
        return None
    if quantity is None:
        row.refuse(
            "minimum",
            _("The claim has no number."),
            _("Write a minimum, a maximum or both; “none” is 0 and 0. Or leave the row out."),
        )
    return quantity


def _subsets(row: CodedRow) -> dict[Subset, Quantity]:
    found = {}
    for subset in Subset:
        low, high = row.whole(f"{subset}_minimum"), row.whole(f"{subset}_maximum")
        if low is not None and high is not None and low > high:
            row.refuse(f"{subset}_minimum", _("The minimum is above the maximum."), _("Change the two numbers."))
            continue
        quantity = of_bounds(low, high)
        if quantity is not None:
            found[subset] = quantity
    return found


def _stances(row: CodedRow, told: Told) -> list[tuple[str, Stance]]:
    """What is said of whom: by permanent names, or where that column is empty by names, “Russia (alleges)”."""
    exactly = row.has("stances")
    column, found = ("stances" if exactly else "blames"), {}
    for part in row.listed(column):
        if exactly:
            slug, _colon, stance = (one.strip() for one in part.partition(":"))
            chain = told.names.actor("", slug)
        else:
            named = BLAMED.fullmatch(part)
            chain, stance = (told.names.actor(named[1], ""), named[2]) if named else ([], "")
        if not chain or stance not in Stance.values:
            mend = _("Write “russia: alleges”.") if exactly else _("Write “Russia (alleges)”.")
            row.refuse(column, _("It is not understood."), mend, value=part)
            continue
        found[told.name(chain)] = Stance(stance)
    return list(found.items())


def _link(row: CodedRow, column: str, told: Told) -> str:
    number = row.word(column)
    if number and number not in told.claims:
        row.refuse(column, _("No claim of the file has this number."), _("Add that claim, or empty the cell."))
    elif number and number == row.word("claim"):
        row.refuse(column, _("A claim is not its own origin."), _("Empty the cell."))
        return ""
    return number
