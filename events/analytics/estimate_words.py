"""How numbers came out before and after a transaction, read off the changes of their estimates."""

from django.utils.translation import gettext as _

from events.figures import grouped, range_text
from events.models import Change

BOUNDS = ("low", "best", "high")


def numbers(changes: list[Change]) -> list[tuple[tuple, str, str]]:
    """((harm, victims, id of whose combatants), before, after) of each of today's numbers that is not what it was."""
    was, now = {}, {}
    for change in changes:
        if _is_todays(change.before):
            was.setdefault(_question(change.before), change.before)
        if _is_todays(change.after):
            was.setdefault(_question(change.after), None)
            now[_question(change.after)] = change.after
        elif _is_todays(change.before):
            now.setdefault(_question(change.before), None)
    both = [(question, said(was.get(question)), said(now.get(question))) for question in {**was, **now}]
    return [(question, before, after) for question, before, after in both if before != after]


def _is_todays(image: dict | None) -> bool:
    return image is not None and image["is_current"] and image["known_until"] is None


def _question(image: dict) -> tuple:
    return image["harm"], image["victims"], image["combatants_of_id"]


def said(image: dict | None) -> str:
    """ "14–38, best 29"; where there was no number, "not known" (C1)."""
    if image is None:
        return _("not known")
    low, best, high = (image[bound] for bound in BOUNDS)
    span = range_text(low, high)
    if best is None or low == best == high:
        return span
    return _("%(range)s, best %(best)s") % {"range": span, "best": grouped(best)}
