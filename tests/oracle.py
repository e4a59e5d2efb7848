"""A second, plain reading of the counting rules (C1–C6, C8), to hold `events/rules.py` against. It shares no code with it.

1. Claims that an analyst set aside, copies of other claims, and claims that a standing claim supersedes say nothing.
2. For each harm, every voice is asked once. For civilians, not stated, or the fighters of one side, it answers with its
   latest statement about them. For all victims, and for children, women or men, it answers with its latest statement of a
   whole (all victims; or not stated, together with the parts stated beside it), unless what it says of the parts
   afterwards is more; if it never stated a whole, with civilians and combatants added. Combatants are read in the same
   way: fighters of no named side are a whole, those of each side its parts.
3. low is the lowest minimum, high the highest maximum (none if anybody's is open), best the median of the voices' values.
"""

from itertools import groupby

WHOLES = ("all", "not-stated")
PARTS = ("civilians", "combatants")
NOBODY_COUNTED = ("some", "several", "dozens", "hundreds")


def estimates(claims) -> dict:
    """{(harm, victims, combatants of): (low, best, high, nobody counted, voices)} for every question with an answer."""
    found, standing = {}, still_heard(claims)
    for harm in {claim.harm for claim in claims}:
        heard = [claim for claim in standing if claim.harm == harm]
        plain = [(claim, claim.quantity) for claim in heard]
        found[harm, "all", None] = answer(plain, everybody)
        for group in (*PARTS, "not-stated"):
            about = [one for one in plain if one[0].victims == group]
            found[harm, group, None] = answer(about, fighters if group == "combatants" else latest)
        for actor in {claim.combatants_of for claim in heard} - {None}:
            theirs = [one for one in plain if one[0].combatants_of == actor]
            found[harm, "combatants", actor] = answer(theirs, latest)
        for subset in ("children", "women", "men"):
            inside = [(claim, claim.subsets[subset]) for claim in heard if subset in claim.subsets]
            found[harm, subset, None] = answer(inside, everybody)
    return {question: said for question, said in found.items() if said is not None}


def still_heard(claims) -> list:
    heard = [claim for claim in claims if not claim.is_set_aside and claim.derives_from is None]
    return [claim for claim in heard if not any(other.supersedes == claim.id for other in heard)]


def moment(said) -> tuple:
    return said[0].claimed_on, said[0].report


def latest(said) -> list:
    """The last thing said, as a list; in one statement, the claim entered last. Nothing of nothing."""
    return [max(said, key=lambda one: (moment(one), one[0].id))] if said else []


def everybody(said) -> list:
    stated = [one for one in said if one[0].victims == "all"]
    unclear = [one for one in said if one[0].victims == "not-stated"]
    last = max(map(moment, stated + unclear), default=None)
    now = [one for one in said if moment(one) == last]
    whole = latest([one for one in now if one in stated]) or [
        *latest([one for one in now if one in unclear]),
        *of_known_status(now),
    ]
    return whole_or_more(whole, of_known_status(after(said, last)))


def of_known_status(said) -> list:
    civilians = [one for one in said if one[0].victims == "civilians"]
    return latest(civilians) + fighters([one for one in said if one[0].victims == "combatants"])


def fighters(said) -> list:
    nobodys = [one for one in said if one[0].combatants_of is None]
    last = max(map(moment, nobodys), default=None)
    now = [one for one in said if moment(one) == last]
    whole = [*latest([one for one in now if one in nobodys]), *of_each_side(now)]
    return whole_or_more(whole, of_each_side(after(said, last)))


def of_each_side(said) -> list:
    sides = {one[0].combatants_of for one in said} - {None}
    return [one for side in sides for one in latest([one for one in said if one[0].combatants_of == side])]


def after(said, last) -> list:
    return [one for one in said if last is None or moment(one) > last]


def whole_or_more(whole, parts) -> list:
    if not whole:
        return parts
    least, more = (added([quantity for _claim, quantity in said])[0] for said in (whole, parts))
    return parts if least is not None and more is not None and more > least else whole


def answer(said, speak) -> tuple | None:
    if not said:
        return None
    lows, values, highs, words = [], [], [], []
    for _voice, theirs in groupby(sorted(said, key=lambda one: one[0].voice), key=lambda one: one[0].voice):
        spoken = [quantity for _claim, quantity in speak(list(theirs))]
        words += [quantity.qualifier for quantity in spoken]
        low, value, high = added(spoken)
        lows += [low] if low is not None else []
        values += [value] if value is not None else []
        highs.append(high)
    return (
        min(lows) if lows else None,
        median(values) if values else None,
        None if None in highs else max(highs),
        all(word in NOBODY_COUNTED for word in words),
        len(highs),
    )


def added(spoken) -> tuple:
    """Low, own value and high of several numbers of one voice; a number without a value of its own lends its low (C8)."""
    lows = [quantity.minimum for quantity in spoken if quantity.minimum is not None]
    own = [own_value(quantity) for quantity in spoken]
    lent = [quantity.minimum if value is None else value for quantity, value in zip(spoken, own, strict=True)]
    is_open = any(quantity.maximum is None for quantity in spoken)
    return (
        sum(lows) if lows else None,
        None if all(value is None for value in own) else sum(value for value in lent if value is not None),
        None if is_open else sum(quantity.maximum for quantity in spoken),
    )


def own_value(quantity) -> int | None:
    if quantity.best is not None:
        return quantity.best
    if quantity.qualifier in (*NOBODY_COUNTED, "at-most"):
        return None
    if quantity.qualifier == "at-least":
        return quantity.minimum
    return (quantity.minimum + quantity.maximum) // 2


def median(values) -> int:
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) // 2
