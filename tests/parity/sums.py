"""An honest sum (C8) in plain Python, and how a page must write it."""

from dataclasses import dataclass

from tests.parity.estimates import Number


@dataclass(frozen=True)
class Sum:
    """C8: lows, bests and highs added apart; `unknown` parts have no low, `lent` ones no best."""

    incidents: int
    low: int | None
    best: int | None
    high: int | None
    unknown: int
    lent: int
    uncounted: int


def summed(estimates: list[Number | None]) -> Sum:
    """The sum over one estimate, or none, of each incident."""
    said = [one for one in estimates if one is not None]
    lows = [one.low for one in said if one.low is not None]
    bests = [one.low if one.best is None else one.best for one in said if (one.low, one.best) != (None, None)]
    highs = [one.high for one in said if one.high is not None]
    is_open = any(one.low is not None and one.high is None for one in said)
    return Sum(
        incidents=len(estimates),
        low=sum(lows) if lows else None,
        best=sum(bests) if bests else None,
        high=None if is_open or not highs else sum(highs),
        unknown=len(estimates) - len(lows),
        lent=sum(one.best is None and one.low is not None for one in said),
        uncounted=sum(one.is_uncounted for one in said),
    )


def text_of(figure: Sum) -> str:
    """How a page must write it (C1): never a 0 for what is not known."""
    if figure.low is None and figure.high is None:
        return "not known"
    if figure.low == 0 and figure.high == 0:
        return "0 stated"
    if figure.high is None:
        return f"{figure.low:,} or more"
    if figure.low is None:
        return f"{figure.high:,} or fewer"
    return f"{figure.low:,}" if figure.low == figure.high else f"{figure.low:,}–{figure.high:,}"
