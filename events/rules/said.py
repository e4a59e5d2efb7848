"""What goes into a rule, and what comes out of it."""

from dataclasses import dataclass, field
from datetime import date

from events.choices import Harm, Reliability, RuleName, SetAsideReason, Subset, VictimGroup
from events.figures import Figure
from events.quantities import Quantity

VERSION = 2
"""Of all the rules together. 2: repeats are told from corrections; the three other rules; numbers from day to day."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as a rule sees it. `voice` is the source that speaks (C2); (claimed_on, report) orders its statements.

    published_on: the day its report was out, from which on it was known. reliability: of the voice, as a person judged.
    """

    id: int
    voice: int
    report: int
    claimed_on: date
    harm: Harm
    victims: VictimGroup
    quantity: Quantity
    combatants_of: int | None = None
    subsets: dict[Subset, Quantity] = field(default_factory=dict)
    supersedes: int | None = None
    derives_from: int | None = None
    is_set_aside: bool = False
    published_on: date = date.min
    reliability: Reliability = Reliability.UNJUDGED

    @property
    def statement(self) -> tuple[date, int]:
        return self.claimed_on, self.report


@dataclass(frozen=True, slots=True)
class Decided:
    """A number that an analyst decided, from a day on, in place of what the rule makes of the claims (C6)."""

    harm: Harm
    victims: VictimGroup | Subset
    figure: Figure
    decided_on: date = date.min

    @property
    def question(self) -> tuple:
        return self.harm, self.victims, None


@dataclass(frozen=True, slots=True)
class Made:
    """One estimate as made: the figure, the ids of claims used, and those set aside with why.

    voices: the independent claimants who speak (C2), whether or not the rule goes by all of them. The figure is wholly
    unknown where the rule makes no number of what they say.
    """

    harm: Harm
    victims: VictimGroup | Subset
    combatants_of: int | None
    figure: Figure
    is_uncounted: bool
    voices: int
    used: frozenset[int]
    set_aside: dict[int, SetAsideReason]
    rule: RuleName = RuleName.INDEPENDENT_RANGE

    @property
    def question(self) -> tuple:
        """Which number this is: (harm, victims, whose combatants)."""
        return self.harm, self.victims, self.combatants_of

    @property
    def considered(self) -> dict[int, str]:
        """Every claim looked at: "" where it was used, else why not."""
        return dict.fromkeys(self.used, "") | self.set_aside
