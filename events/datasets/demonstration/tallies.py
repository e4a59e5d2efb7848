"""Claims over several of Velmar's incidents: monthly tallies of a governorate, shown beside them and never summed (C5). Pure."""

from random import Random

from events.choices import Harm, Status, VictimGroup
from events.datasets.demonstration import seasons, wording
from events.datasets.demonstration.draw import happens, pick
from events.datasets.demonstration.press import Press
from events.datasets.demonstration.scenes import GOVERNORATES, Scene
from events.drafts import DraftAggregate, DraftClaim

TALLYING = {"velmar-casualty-monitor": 5, "un-mission-velmar": 2, "belcar-observatory": 2}
COVERED_AT_MOST = 12


def tallies(rng: Random, press: Press, scenes: list[Scene], governorate_of: dict[str, str]) -> list[DraftAggregate]:
    """Two in every month; half name the incidents that they cover."""
    made = []
    for at in range(len(seasons.WEIGHT_OF_MONTH)):
        month = seasons.FIRST.replace(year=seasons.FIRST.year + at // 12, month=at % 12 + 1)
        for _again in range(2):
            governorate = pick(rng, GOVERNORATES)
            within = [
                scene
                for scene in scenes
                if (scene.day.year, scene.day.month) == (month.year, month.month)
                and governorate_of.get(scene.place.slug) == f"{governorate}-governorate"
                and scene.toll.killed
            ]
            made.append(_tally(rng, press, seasons.of_month(month), governorate, within, len(made) + 1))
    return made


def _tally(rng: Random, press: Press, month: str, governorate: str, within: list[Scene], number: int) -> DraftAggregate:
    when = seasons.read(month)
    claimant = pick(rng, TALLYING)
    report = press.report(claimant, when.end)
    people = 2 + sum(scene.toll.killed for scene in within)
    words, quantity = wording.worded(rng, people, report.language, counted=happens(rng, 0.8))
    victims = rng.choice((VictimGroup.NOT_STATED, VictimGroup.ALL, VictimGroup.CIVILIANS))
    claim = DraftClaim(
        key=f"velmar-tally-{number}",
        report=report.key,
        claimed_on=report.published_on,
        claimant=claimant,
        quantity=quantity,
        victims=victims,
        quote=f"{wording.quote(words, report.language, Harm.KILLED, victims, [])} in {month}",
    )
    covers = tuple(scene.key for scene in within[:COVERED_AT_MOST]) if happens(rng, 0.5) else ()
    status = Status.PUBLISHED if happens(rng, 0.9) else Status.DRAFT
    return DraftAggregate(claim, when, f"{governorate}-governorate", covers, status)
