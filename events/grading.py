"""The grade that the claims of an incident propose, with the reason; a person decides it. Pure.

After Airwars: how well it is established that civilians were harmed, not how many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import Grade, Harm, Reliability, Stance, VictimGroup
from events.rules import Said, independent_range
from events.rules.voices import silent

NOT_CREDIBLE = (Reliability.NOT_USUALLY, Reliability.UNRELIABLE)

Lineage = tuple[int, ...]
"""The ids of an actor and of everything that it is part of, from the root to the actor itself."""


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as a grade sees it: who speaks, for which actor if for one, and what it says of whom."""

    said: Said
    speaker: str = ""
    speaks_for: Lineage = ()
    stances: tuple[tuple[Lineage, Stance], ...] = ()

    @property
    def is_of_harm(self) -> bool:
        """Whether it says that anybody was harmed: a stated none does not."""
        return self.said.quantity.maximum is None or self.said.quantity.maximum > 0

    @property
    def admits(self) -> bool:
        """Whether a belligerent accepts responsibility for itself, a part of itself, or what it is part of."""
        return any(
            stance == Stance.ADMITS and self.speaks_for and _is_kin(actor, self.speaks_for)
            for actor, stance in self.stances
        )

    @property
    def accused(self) -> list[Lineage]:
        return [actor for actor, stance in self.stances if stance in (Stance.ALLEGES, Stance.ADMITS)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A grade and the sentence that says why."""

    grade: Grade
    reason: str


def propose(accounts: Iterable[Account], *, perpetrators: Sequence[Lineage] = (), are_alternatives=False) -> Proposal:
    """The grade that these claims come to.

    Copies, superseded claims and those set aside say nothing (C2, C3). `perpetrators`: those recorded and not denied;
    `are_alternatives`: whether one is recorded instead of another.
    """
    accounts = list(accounts)
    harmful = [account for account in _latest(accounts) if account.is_of_harm]
    if not harmful:
        return Proposal(Grade.UNGRADED, _("No claim says that anybody was harmed."))
    if _only_combatants(harmful):
        return Proposal(Grade.DISCOUNTED, _("Every claim says that those killed were combatants."))
    own = _admission(accounts)
    if own:
        return Proposal(Grade.CONFIRMED, _("%(speaker)s accepts responsibility.") % {"speaker": own.speaker})
    if are_alternatives:
        return Proposal(Grade.CONTESTED, _("One perpetrator is recorded instead of another."))
    rivals = _rivals(harmful)
    if rivals:
        first, second = rivals
        said = _("%(first)s and %(second)s do not blame the same actor.")
        return Proposal(Grade.CONTESTED, said % {"first": first.speaker, "second": second.speaker})
    return _by_voices(harmful, is_named=bool(perpetrators) or any(account.accused for account in harmful))


def _by_voices(harmful: list[Account], *, is_named: bool) -> Proposal:
    voices = {account.said.voice: account for account in harmful}
    credible = [one for one in voices.values() if one.said.reliability not in NOT_CREDIBLE]
    if len(voices) == 1:
        [only] = voices.values()
        return Proposal(Grade.WEAK, _("One independent claimant: %(speaker)s.") % {"speaker": only.speaker})
    if len(credible) == 1:
        said = _("Of %(count)s independent claimants, one is credible: %(speaker)s.")
        return Proposal(Grade.WEAK, said % {"count": len(voices), "speaker": credible[0].speaker})
    if not credible:
        return Proposal(Grade.UNGRADED, _("No claimant is credible."))
    counted = ngettext(
        "%(count)s credible independent claimant", "%(count)s credible independent claimants", len(credible)
    ) % {"count": len(credible)}
    if is_named:
        return Proposal(Grade.FAIR, _("%(claimants)s, and a belligerent is named.") % {"claimants": counted})
    return Proposal(Grade.UNGRADED, _("%(claimants)s, but no belligerent is named.") % {"claimants": counted})


def _latest(accounts: list[Account]) -> list[Account]:
    """The claims that are their claimants' numbers, as the default rule reads them."""
    spoken = {claim for made in independent_range([one.said for one in accounts]) for claim in made.used}
    return [account for account in accounts if account.said.id in spoken]


def _admission(accounts: list[Account]) -> Account | None:
    """A belligerent's own claim that it harmed people who were not combatants."""
    unheard = silent([account.said for account in accounts])
    own = (one for one in accounts if one.said.id not in unheard and one.admits and one.is_of_harm)
    return next((one for one in own if one.said.victims != VictimGroup.COMBATANTS), None)


def _only_combatants(harmful: list[Account]) -> bool:
    """No harm to anybody else: civilians who were only injured keep an incident from being discounted."""
    return all(one.said.harm == Harm.KILLED and one.said.victims == VictimGroup.COMBATANTS for one in harmful)


def _rivals(harmful: list[Account]) -> tuple[Account, Account] | None:
    """Two claimants who blame actors of which none has to do with any of the other's."""
    blaming = [account for account in harmful if account.accused]
    for number, first in enumerate(blaming):
        for second in blaming[number + 1 :]:
            kin = any(_is_kin(one, other) for one in first.accused for other in second.accused)
            if first.said.voice != second.said.voice and not kin:
                return first, second
    return None


def _is_kin(one: Lineage, other: Lineage) -> bool:
    """Whether one is the other, part of it, or what it is part of."""
    return one[-1] in other or other[-1] in one
