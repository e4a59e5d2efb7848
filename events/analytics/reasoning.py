"""How an incident's numbers were made: its rules replayed over its claims, in sentences, beside what others would give."""

from dataclasses import dataclass, field

from events import rules
from events.choices import Harm, RuleName, VictimGroup
from events.figures import Figure
from events.models import Claim, Decision, Incident

MAIN = (Harm.KILLED, VictimGroup.ALL, None)


@dataclass(frozen=True, slots=True)
class Given:
    """What one rule makes of the claims about the main number, and the sentence that explains it."""

    rule: RuleName
    figure: Figure
    sentence: str


@dataclass(frozen=True, slots=True)
class Reasoning:
    """`given`: the main number by every rule, that in force first. `sentences`: by question, of the rule in force.

    `reasons`: why a claim is not used for all victims of its harm, by claim. `doubts` by claim: what does not add up (C4).
    """

    given: list[Given] = field(default_factory=list)
    sentences: dict[tuple, str] = field(default_factory=dict)
    used: frozenset[int] = frozenset()
    reasons: dict[int, str] = field(default_factory=dict)
    doubts: list[rules.Doubt] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def in_force(self) -> Given:
        return self.given[0]

    @property
    def others(self) -> list[Given]:
        return self.given[1:]

    @property
    def main_decision(self) -> Decision | None:
        return next((one for one in self.decisions if one.decided.question == MAIN), None)


def reasoning(incident: Incident, claims: list[Claim], decisions: list[Decision]) -> Reasoning:
    """Replay the rules over these claims (with their sources) and decisions: all there are, or those known by a day."""
    said = [claim.said for claim in claims]
    names = {claim.said.voice: (claim.claimant or claim.report.publisher).spoken for claim in claims}
    in_force = rules.estimates(
        said,
        rule=incident.rule_in_force,
        decided=[decision.decided for decision in decisions],
        coder=incident.dataset.coder_id,
    )
    wholes = [made for made in in_force if made.victims == VictimGroup.ALL]
    unused = rules.silent(said)  # also where nobody speaks of a harm, and there is no estimate to ask
    for made in wholes:
        unused |= made.set_aside
    by_id = {claim.id: claim for claim in said}
    return Reasoning(
        given=_given(incident, said, names, in_force),
        sentences={made.question: rules.sentence(made, said, names) for made in in_force},
        used=frozenset(claim for made in wholes for claim in made.used),
        reasons={claim: rules.because(by_id[claim], why, said, names) for claim, why in unused.items()},
        doubts=rules.doubts(said),
        decisions=decisions,
    )


def _given(incident: Incident, said: list[rules.Said], names: dict, in_force: list[rules.Made]) -> list[Given]:
    """The main number by the rule in force, then by each other rule, decisions left out of those."""
    question = _question(in_force)
    if question is None:
        return []
    [chosen] = [made for made in in_force if made.question == question]
    found = [Given(chosen.rule, chosen.figure, rules.sentence(chosen, said, names))]
    every = rules.by_every_rule(said, coder=incident.dataset.coder_id)
    others = [made for made in every if made.question == question]
    return found + [
        Given(made.rule, made.figure, rules.sentence(made, said, names)) for made in others if made.rule != chosen.rule
    ]


def _question(made: list[rules.Made]) -> tuple | None:
    """All killed, or else what the page leads with too: the first harm of the vocabulary, all victims before parts."""
    questions = [one.question for one in made]
    if MAIN in questions or not questions:
        return MAIN if questions else None
    return min(questions, key=lambda question: (Harm.values.index(question[0]), question[1] != VictimGroup.ALL))
