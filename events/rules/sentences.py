"""How a number was made, in a sentence: "14–38: range of 3 independent claimants out of 7 claims; 2 superseded"."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import RuleName, SetAsideReason
from events.figures import Figure
from events.rules.said import Made, Said

Names = Mapping[int, str]
"""Voice → its name."""

SAME_VOICE = (SetAsideReason.DERIVED, SetAsideReason.REPEATED)


def sentence(made: Made, claims: Iterable[Said], names: Names) -> str:
    """The whole of it: the range, whose it is by which rule, and what became of the other claims."""
    by_id = {claim.id: claim for claim in claims}
    said = _("%(range)s: %(whose)s") % {"range": made.figure, "whose": _whose(made, by_id, names)}
    rest = _rest(made, by_id, names)
    return _("%(said)s; %(rest)s") % {"said": said, "rest": _(", ").join(rest)} if rest else said


def _whose(made: Made, by_id: Mapping[int, Said], names: Names) -> str:
    out_of = ngettext("out of %(count)s claim", "out of %(count)s claims", len(made.considered)) % {
        "count": len(made.considered)
    }
    if made.rule == RuleName.DECISION:
        return _("an analyst’s decision, %(out_of)s") % {"out_of": _besides(made)}
    followed = sorted({by_id[claim].voice for claim in made.used})
    if made.rule == RuleName.AS_PUBLISHED:
        return _("%(whose)s, %(out_of)s") % {"whose": _as_published(followed, names), "out_of": out_of}
    if not followed:
        who = _("%(name)s alone speaks, and the rule asks for two independent claimants")
        alone = sorted({by_id[one].voice for one, why in made.set_aside.items() if why == SetAsideReason.ALONE})
        whose = who % {"name": _listed(alone, names)}
        return _("%(whose)s, %(out_of)s") % {"whose": whose, "out_of": out_of}
    if len(followed) == 1:
        whose = _("one independent claimant, %(name)s") % {"name": names[followed[0]]}
    else:
        whose = ngettext(
            "range of %(count)s independent claimant", "range of %(count)s independent claimants", len(followed)
        ) % {"count": len(followed)}
        if len(followed) == made.voices:
            return f"{whose} {out_of}"
    if len(followed) < made.voices:
        whose = _("%(whose)s, the most reliable of %(all)s") % {"whose": whose, "all": made.voices}
    return _("%(whose)s, %(out_of)s") % {"whose": whose, "out_of": out_of}


def _as_published(followed: list[int], names: Names) -> str:
    if not followed:
        return _("whose coding this is says nothing of it")
    return _("as %(name)s publishes it") % {"name": _listed(followed, names)}


def _besides(made: Made) -> str:
    if not made.voices:
        return _("beside no claim")
    return ngettext("beside %(count)s independent claimant", "beside %(count)s independent claimants", made.voices) % {
        "count": made.voices
    }


def _rest(made: Made, by_id: Mapping[int, Said], names: Names) -> list[str]:
    """What became of the claims that were not used, most telling first."""
    reasons = Counter(made.set_aside.values())
    repeats = Counter(_origin(by_id[claim], by_id).voice for claim, why in made.set_aside.items() if why in SAME_VOICE)
    said = [
        text % {"count": reasons[why]}
        for why, text in (
            (
                SetAsideReason.SUPERSEDED,
                ngettext("%(count)s superseded", "%(count)s superseded", reasons["superseded"]),
            ),
            (SetAsideReason.ANALYST, _("%(count)s set aside by an analyst")),
            (SetAsideReason.PART, _("%(count)s among a larger number")),
            (SetAsideReason.LESS_RELIABLE, _("%(count)s of less reliable claimants")),
            (SetAsideReason.NOT_PUBLISHED, _("%(count)s of other claimants")),
            (SetAsideReason.DECIDED, _("%(count)s decided otherwise")),
        )
        if reasons[why]
    ]
    return said + [
        ngettext("%(count)s repeats %(name)s", "%(count)s repeat %(name)s", count)
        % {"count": count, "name": names[voice]}
        for voice, count in sorted(repeats.items())
    ]


def because(claim: Said, why: SetAsideReason, claims: Iterable[Said], names: Names) -> str:
    """Why one claim is not used, naming whose number it repeats and whether that one still stands."""
    by_id = {one.id: one for one in claims}
    if why != SetAsideReason.DERIVED or claim.derives_from not in by_id:
        return str(why.label)
    origin = _origin(claim, by_id)
    whose = {"name": names[origin.voice], "number": _number(origin)}
    later = _replaced_by(origin, by_id)
    if later is not None:
        return _("it repeats %(name)s’s %(number)s, in place of which the same claimant later said %(later)s") % (
            whose | {"later": _number(later)}
        )
    if origin.quantity != claim.quantity:
        return _("it derives from %(name)s, which says %(number)s") % whose
    return _("it repeats %(name)s’s %(number)s") % whose


def _origin(claim: Said, by_id: Mapping[int, Said]) -> Said:
    """The claim at the beginning of a chain of copies, as far as its links are about this incident."""
    seen = {claim.id}
    while claim.derives_from in by_id and claim.derives_from not in seen:
        claim = by_id[claim.derives_from]
        seen.add(claim.id)
    return claim


def _replaced_by(origin: Said, by_id: Mapping[int, Said]) -> Said | None:
    """The last thing that its voice said instead: linked by an analyst, or later on the same people."""
    same = [
        one
        for one in by_id.values()
        if one.derives_from is None
        and not one.is_set_aside
        and one.harm == origin.harm
        and (one.supersedes == origin.id or (one.voice == origin.voice and one.victims == origin.victims))
        and (one.statement, one.id) > (origin.statement, origin.id)
    ]
    last = max(same, key=lambda one: (one.statement, one.id), default=None)
    return last if last is not None and last.quantity != origin.quantity else None


def _number(claim: Said) -> Figure:
    return claim.quantity.figure


def _listed(voices: list[int], names: Names) -> str:
    return _(", ").join(names[voice] for voice in voices)
