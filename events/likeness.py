"""How far two incidents look alike, and why: what is known of a pair in, a likeness and its reasons out. Pure.

Each fact speaks for or against with a weight, in logits; the weights are added and the sum is laid between 0 and 1, as
record linkage does (Fellegi and Sunter 1969). It is advice for a person, who alone answers (docs/adr/0010). The weights
were set on real events by benchmarks/likeness.py.
"""

import math
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from events.choices import PlaceLevel
from events.figures import Figure

ASKED_FROM = 0.93
"""From this likeness on a pair is put into the queue: a person is asked."""

HINTED_FROM = 0.35
"""From this likeness on an incident is named beside the form."""

MOST = 5
"""Incidents named beside the form, and pairs that one incident brings into the queue."""

DAYS = 2
"""Dates this many days apart may still be of one incident: reports of the night, and of the day after."""

NOTHING_KNOWN = -3.0
"""Most incidents near one another in time are two, not one."""

WIDE = {PlaceLevel.COUNTRY: 0.0, PlaceLevel.GOVERNORATE: 0.7, PlaceLevel.DISTRICT: 1.5, PlaceLevel.SUBDISTRICT: 1.8}
"""What it says that one place lies within the other, by what the wider one is."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known of two incidents together; None where one of them does not say.

    `days` between their dates, 0 where they overlap, `is_vague` where one lasts, or may lie anywhere in, more than a
    week; `within`, the level of the wider place where one lies within the other, with `levels` between them (0: the same
    place); `actors`, the (name, local name) of those that they share, or that stand above one another, and
    `are_strangers` where both name actors and share none; `told_of`, of how many incidents their common report tells;
    `words` and `title`, their likeness by trigram from 0 to 1; `echoes`, in how many incidents about those days the same
    words stand.
    """

    days: int | None = None
    is_vague: bool = False
    km: float | None = None
    within: PlaceLevel | None = None
    levels: int = 0
    actors: tuple[tuple[str, str], ...] = ()
    are_kin: bool = False
    are_strangers: bool = False
    figure: Figure | None = None
    other: Figure | None = None
    told_of: int | None = None
    words: float | None = None
    echoes: int = 1
    title: float | None = None
    is_same_type: bool | None = None
    is_same_category: bool | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An incident that looks like the one in hand, by id, how far, and why."""

    incident: int
    score: float
    reasons: list[dict]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`score` from 0 to 1, and the facts that speak for it, as data for `say`."""

    score: float
    reasons: list[dict]


def judge(pair: Pair) -> Judgement:
    """How likely it is that the two are one incident. The reasons stand in a fixed order, from when to words."""
    spoken = [_when(pair), _where(pair), _who(pair), _how_many(pair), _report(pair), _words(pair), _what(pair)]
    logit = NOTHING_KNOWN + sum(weight for weight, _reason in spoken)
    score = round(1 / (1 + math.exp(-logit)), 6)
    return Judgement(score, [reason for weight, reason in spoken if reason and weight > 0])


# --- what each fact says: a weight, and the reason where there is one ------------------------------------------------
def _when(pair: Pair) -> tuple[float, dict | None]:
    if pair.days is None:
        return 0.0, None
    if pair.days > DAYS:
        return max(-1.5 - pair.days / 10, -4.0), None
    weight = (1.2, 0.9, 0.2)[pair.days]
    return (weight / 2 if pair.is_vague else weight), {"kind": "date", "days": pair.days}


def _where(pair: Pair) -> tuple[float, dict | None]:
    if pair.within is not None:
        if pair.levels == 0:
            return WIDE.get(pair.within, 2.2), {"kind": "place", "is_same": True}
        return WIDE.get(pair.within, 2.0), {"kind": "place", "within": pair.within}
    if pair.km is None:
        return 0.0, None
    weight = 2.0 - math.log2(1 + pair.km / 4)  # 2 at one spot, 1 at 4 km, none at 12, against from there on
    return max(weight, -4.0), {"kind": "place", "km": round(pair.km)}


def _who(pair: Pair) -> tuple[float, dict | None]:
    if pair.are_strangers:
        return -0.8, None
    if not pair.actors:
        return 0.0, None
    names = [list(names) for names in pair.actors]
    return (0.6 if pair.are_kin else 0.9), {"kind": "actors", "names": names, "are_kin": pair.are_kin}


def _how_many(pair: Pair) -> tuple[float, dict | None]:
    ours, theirs = _people(pair.figure), _people(pair.other)
    if ours is None or theirs is None:
        return 0.0, None
    less, more = sorted((ours, theirs))
    reason = {"kind": "number", "figures": [_bounds(pair.figure), _bounds(pair.other)]}
    # of 38 dead there are few incidents and of one there are many: the same great number says more
    telling = min(math.log2(1 + less), 5.0)
    apart = (more - less) / max(more, 1)
    if apart <= 0.25 or more - less <= 1:
        return 0.5 + telling * (0.45 if more == less else 0.3), reason
    if pair.figure.low is not None and _overlap(pair.figure, pair.other):
        return 0.3, reason
    return -1.0 - 2.0 * min(apart - 0.25, 0.75), None


def _report(pair: Pair) -> tuple[float, dict | None]:
    """A report of one incident says much; a day's summary of thirty says little."""
    if pair.told_of is None:
        return 0.0, None
    return max(2.5 - math.log2(max(pair.told_of, 1)) / 2, 0.2), {"kind": "report", "told_of": pair.told_of}


def _words(pair: Pair) -> tuple[float, dict | None]:
    """The sentence of one incident says much; the headline of a day's thirty says little."""
    if pair.words is None:
        return 0.0, None
    if pair.words < 0.3:
        return -0.3, None
    return (pair.words - 0.3) * 6.0 / (1 + math.log2(pair.echoes)), {
        "kind": "words",
        "percent": round(pair.words * 100),
    }


def _what(pair: Pair) -> tuple[float, dict | None]:
    like = 0.0 if pair.title is None else (pair.title - 0.3) * 1.5
    if pair.is_same_type is None:
        return like, None
    if not pair.is_same_type:
        return like + (0.0 if pair.is_same_category else -0.6), None
    return max(like + 0.3, 0.1), {"kind": "type"}


def _people(figure: Figure | None) -> int | None:
    """The number that a figure stands for when two are held beside each other."""
    if figure is None:
        return None
    return next((bound for bound in (figure.best, figure.low, figure.high) if bound is not None), None)


def _overlap(one: Figure, other: Figure) -> bool:
    if one.high is None or other.high is None or other.low is None:
        return False
    return one.low <= other.high and other.low <= one.high


def _bounds(figure: Figure) -> list[int | None]:
    return [figure.low, figure.best, figure.high]


# --- the reasons in words --------------------------------------------------------------------------------------------
def say(reason: dict) -> str:
    """One reason as a phrase in the language of the page; "" for a kind that is not known (any more)."""
    speak = SPOKEN.get(reason.get("kind"))
    return speak(reason) if speak else ""


def _say_when(reason: dict) -> str:
    days = reason["days"]
    if days == 0:
        return _("the same days")
    return ngettext("%(days)s day apart", "%(days)s days apart", days) % {"days": days}


def _say_where(reason: dict) -> str:
    if reason.get("is_same"):
        return _("the same place")
    if "within" in reason:
        return _("one place lies within the other (%(level)s)") % {"level": PlaceLevel(reason["within"]).label}
    return _("%(km)s km from each other") % {"km": reason["km"]}


def _say_who(reason: dict) -> str:
    names = _("; ").join(_isolated(*names) for names in reason["names"])
    if reason["are_kin"]:
        return _("actors that belong together: %(names)s") % {"names": names}
    return _("the same actors: %(names)s") % {"names": names}


def _say_how_many(reason: dict) -> str:
    ours, theirs = (Figure(*bounds) for bounds in reason["figures"])
    return _("similar numbers: %(ours)s and %(theirs)s killed") % {"ours": ours, "theirs": theirs}


def _say_report(reason: dict) -> str:
    return _("the same report")


def _say_words(reason: dict) -> str:
    return _("similar words")


def _say_what(reason: dict) -> str:
    return _("the same type")


SPOKEN = {
    "date": _say_when,
    "place": _say_where,
    "actors": _say_who,
    "number": _say_how_many,
    "report": _say_report,
    "words": _say_words,
    "type": _say_what,
}


def _isolated(name: str, name_local: str) -> str:
    """A name that keeps its own direction inside a sentence of the other script."""
    return f"\N{FIRST STRONG ISOLATE}{(get_language() == 'ar' and name_local) or name}\N{POP DIRECTIONAL ISOLATE}"
