"""The frozen rows that analytics answers with, and that charts, pages and exports all read (C14)."""

from dataclasses import dataclass, field
from datetime import date

from events.choices import Attribution, Category, RuleName
from events.figures import Total


@dataclass(frozen=True, slots=True)
class Slot:
    """One bucket of time, both days inclusive: how many incidents of each category, and the total of the harm asked for.

    Only incidents whose whole interval lies in the bucket are in it; the others are strips (C11).
    """

    start: date
    end: date
    counts: dict[Category, int]
    total: Total

    @property
    def incidents(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Strip:
    """Incidents whose date is an interval wider than a bucket, or across two: drawn as the interval, never on a made-up day."""

    start: date
    end: date
    counts: dict[Category, int]
    total: Total

    @property
    def incidents(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Timeline:
    """Incidents and harm over time. `slots` runs without gaps from the first to the last bucket; an empty slot is a gap.

    bucket: day, week (from Monday), month or year. `not_drawn` is the total of the strips.
    """

    bucket: str
    slots: list[Slot]
    strips: list[Strip]
    not_drawn: Total


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor with everything under it: the harm attributed to it, by how it is attributed. Rows are not additive (C9)."""

    slug: str
    name: str
    name_local: str
    parts: dict[Attribution, Total]
    incidents: int


@dataclass(frozen=True, slots=True)
class AttributionPanel:
    """Harm attributed to actors, and the line that reconciles: the four `parts` are disjoint and make up `whole`.

    `others`: how many actors there are beside those in `rows`, which are the first.
    """

    rows: list[ActorRow]
    parts: dict[Attribution, Total]
    whole: Total
    others: int = 0


@dataclass(frozen=True, slots=True)
class SufferedRow:
    """Combatants of one actor harmed, where claims say whose they were."""

    slug: str
    name: str
    name_local: str
    total: Total


@dataclass(frozen=True, slots=True)
class Suffered:
    """Whose combatants were harmed, the most first; `others`: how many there are beside those in `rows`."""

    rows: list[SufferedRow]
    others: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """What the selection amounts to. `main` is the harm and victims asked for; the rest are fixed companions.

    `recorded`, `none`, `unknown` split the incidents by what is known of the main harm, and add up to `main.incidents`.
    `rules` says of each of the five sums, by its name here, in how many of its incidents which rule made the number.
    """

    main: Total
    civilians: Total
    not_stated: Total
    children: Total
    injured: Total
    recorded: int
    none: int
    unknown: int
    rules: dict[str, dict[RuleName, int]]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter with the number of incidents it would leave under the other filters."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its options, most incidents first or in the order of the vocabulary."""

    parameter: str
    label: str
    options: list[Option] = field(default_factory=list)
