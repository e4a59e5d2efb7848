"""What was known when: the estimates of every day on which a report came out or a decision was taken (C3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.choices import RuleName
from events.rules.named import estimates
from events.rules.said import Decided, Made, Said


@dataclass(frozen=True, slots=True)
class Stretch:
    """One estimate with the days it held: from `since`, inclusive, until `until`, exclusive; None is until today."""

    made: Made
    since: date
    until: date | None


def day_by_day(
    claims: Iterable[Said], *, rule: RuleName, decided: Iterable[Decided] = (), coder: int | None = None
) -> list[Stretch]:
    """The estimates as the claims published by each day come to, runs of the same one drawn together; oldest first.

    What an analyst set aside, and the rule, are of today; a decision speaks from the day it was taken.
    """
    claims, decided = list(claims), list(decided)
    days = sorted({claim.published_on for claim in claims} | {one.decided_on for one in decided})
    open_, closed = {}, []
    for day in days:
        known = estimates(
            [claim for claim in claims if claim.published_on <= day],
            rule=rule,
            decided=[one for one in decided if one.decided_on <= day],
            coder=coder,
        )
        standing = {made.question: made for made in known if made.figure.is_known}
        for question, begun in list(open_.items()):
            if standing.get(question) != begun.made:
                closed.append(Stretch(begun.made, begun.since, day))
                del open_[question]
        open_ |= {key: Stretch(made, day, None) for key, made in standing.items() if key not in open_}
    return sorted([*closed, *open_.values()], key=lambda stretch: stretch.since)
