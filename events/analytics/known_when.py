"""What was known when: how the range of an incident moved from day to day, and which claims moved it (C3)."""

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from events import rules
from events.choices import RuleName
from events.figures import Figure
from events.models import Claim, Decision, Incident


@dataclass(frozen=True, slots=True)
class Move:
    """What the number came to from a day on; the figure is wholly unknown where no number stood any more.

    claims: those published on that day that moved it. rule: None where no number stood.
    """

    since: date
    figure: Figure
    is_uncounted: bool = False
    voices: int = 0
    rule: RuleName | None = None
    claims: list[Claim] = field(default_factory=list)

    @property
    def says(self) -> tuple:
        return self.figure, self.is_uncounted, self.voices, self.rule


def known_when(incident: Incident, question: tuple, claims: list[Claim], decisions: list[Decision]) -> list[Move]:
    """The moves of one number of an incident, oldest first, as the rule in force makes it of these claims and decisions day
    by day; a day that moved nothing is left out. `question` is that of an estimate."""
    stretches = rules.day_by_day(
        [claim.said for claim in claims],
        rule=incident.rule_in_force,
        coder=incident.dataset.coder_id,
        decided=[decision.decided for decision in decisions],
    )
    mine = [stretch for stretch in stretches if stretch.made.question == question]
    moves = [_move(stretch, claims) for stretch in mine] + _ends(mine, claims)
    moves.sort(key=lambda move: move.since)
    return moves[:1] + [move for before, move in pairwise(moves) if move.says != before.says]


def _move(stretch: rules.Stretch, claims: list[Claim]) -> Move:
    made = stretch.made
    new = [claim for claim in claims if claim.pk in made.considered and claim.report.published_on == stretch.since]
    new.sort(key=lambda claim: claim.pk not in made.used)
    return Move(stretch.since, made.figure, made.is_uncounted, made.voices, made.rule, new)


def _ends(mine: list[rules.Stretch], claims: list[Claim]) -> list[Move]:
    """The days from which no number stood, with the claims that took back what spoke before."""
    return [
        Move(stretch.until, Figure(), claims=_taken_back(stretch, claims))
        for stretch, following in pairwise([*mine, None])
        if stretch.until and (following is None or following.since > stretch.until)
    ]


def _taken_back(stretch: rules.Stretch, claims: list[Claim]) -> list[Claim]:
    before = stretch.made.considered
    return [claim for claim in claims if claim.report.published_on == stretch.until and claim.supersedes_id in before]
