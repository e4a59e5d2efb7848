"""What is said of an incident in Velmar, by whom, in which report: several voices, revisions, copies, denials. Pure."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from events.choices import Category, Harm, Stance, VictimGroup
from events.datasets.demonstration import wording
from events.datasets.demonstration.draw import happens, pick, pick_several
from events.datasets.demonstration.parties import CLAIMING, COPYING, LANGUAGES, PRINTING, VOICE_OF
from events.datasets.demonstration.press import Press
from events.datasets.demonstration.scenes import Scene
from events.drafts import DraftClaim

VOICES = {1: 46, 2: 32, 3: 15, 4: 7}
LATE = {0: 3, 1: 8, 2: 6, 4: 3, 9: 1}
"""Days from the end of an incident until somebody speaks, with weights."""

SET_ASIDE = (
    "Counts the dead of a second strike on the same street as well.",
    "Withdrawn by the source on the telephone; no correction was printed.",
    "The place named is another town of the same name.",
)
WHOLE, CIVILIANS, PARTS, ALL = "whole", "civilians", "parts", "all"
STYLES = {
    Category.STRIKE: {WHOLE: 45, CIVILIANS: 35, ALL: 10, PARTS: 10},
    Category.GROUND: {WHOLE: 45, CIVILIANS: 5, ALL: 15, PARTS: 35},
}
STYLES_ELSEWHERE = {WHOLE: 40, CIVILIANS: 50, ALL: 6, PARTS: 4}


class Telling:
    """One incident being told: the claims so far, each with a key of its own."""

    def __init__(self, rng: Random, press: Press, scene: Scene):
        self.rng, self.press, self.scene = rng, press, scene
        self.claims: list[DraftClaim] = []

    def said_on(self, after: int = 0) -> date:
        return self.scene.when.end + timedelta(days=after + pick(self.rng, LATE))

    def say(self, claimant: str, publisher: str, people: int, said_on: date, **what) -> DraftClaim:
        """One claim in the publisher's next issue. `what`: harm, victims and other fields of a draft; `counted`."""
        counted = what.pop("counted", None)
        report = self.press.report(publisher, said_on)
        harm, victims = what.setdefault("harm", Harm.KILLED), what.setdefault("victims", VictimGroup.NOT_STATED)
        words, quantity = wording.worded(self.rng, people, report.language, counted=counted)
        inside = []
        if harm == Harm.KILLED and victims != VictimGroup.COMBATANTS and quantity.minimum and happens(self.rng, 0.4):
            inside = wording.among(self.rng, quantity.minimum, report.language)
        claim = DraftClaim(
            key=f"{self.scene.key}/{len(self.claims) + 1}",
            report=report.key,
            claimed_on=said_on if happens(self.rng, 0.1) else report.published_on,
            claimant=claimant,
            quantity=quantity,
            subsets={subset: number for _words, subset, number in inside},
            quote=wording.quote(words, report.language, harm, victims, [(said, subset) for said, subset, _n in inside]),
            **what,
        )
        self.claims.append(claim)
        return claim

    def printer(self, claimant: str) -> str:
        """Who prints a claimant's number: mostly an agency that quotes it, or the claimant itself where it publishes."""
        return claimant if claimant in PRINTING and happens(self.rng, 0.55) else pick(self.rng, PRINTING)


def claims(rng: Random, press: Press, scene: Scene) -> tuple[DraftClaim, ...]:
    """What is said of a scene, by whom and when."""
    telling = Telling(rng, press, scene)
    if scene.toll.kind != "unknown":
        for voice in pick_several(rng, CLAIMING, pick(rng, VOICES)):
            _speak(telling, voice)
        _copies_and_repeats(telling)
        if scene.toll.kind == "reported":
            _denial(telling)
    _other_harms(telling)
    return tuple(_some_set_aside(telling))


def _speak(telling: Telling, voice: str) -> None:
    """One voice says its number, once or, revised, twice; a tenth of the reports name nobody for it."""
    rng, scene = telling.rng, telling.scene
    publisher, said_on = telling.printer(voice), telling.said_on()
    claimant = "" if happens(rng, 0.1) and publisher not in _voices(telling) else voice
    common = {"counted": False if scene.toll.kind == "uncounted" else None, "stances": _stances(telling, voice)}
    first = _in_style(telling, claimant, publisher, said_on, **common)
    if scene.toll.kind == "reported" and happens(rng, 0.14):
        toll = scene.toll
        group = {VictimGroup.CIVILIANS: toll.civilians, VictimGroup.COMBATANTS: toll.combatants}
        people = group.get(first.victims, toll.killed)
        people = max(1, people + rng.randrange(-1, 1 + max(2, people // 3)))
        link = {"supersedes": first.key} if happens(rng, 0.6) else {}
        later = said_on + timedelta(days=7 + rng.randrange(30))
        telling.say(
            claimant, publisher, people, later, victims=first.victims, combatants_of=first.combatants_of, **link
        )


def _voices(telling: Telling) -> set[str]:
    """Who has spoken, so that an unnamed number is not taken for a second word of the same publisher."""
    return {claim.claimant for claim in telling.claims} | {
        telling.press.reports[claim.report].publisher for claim in telling.claims if not claim.claimant
    }


def _in_style(telling: Telling, claimant: str, publisher: str, said_on: date, **common) -> DraftClaim:
    """The claim that stands for the whole; a voice that tells groups apart says a part for each."""
    rng, toll = telling.rng, telling.scene.toll
    style = pick(rng, STYLES.get(telling.scene.category, STYLES_ELSEWHERE))
    if toll.combatants == 0:
        style = CIVILIANS if style in (PARTS, ALL) else style
    elif toll.civilians == 0:
        style = PARTS
    if style == WHOLE or toll.killed == 0:
        return telling.say(claimant, publisher, _seen(rng, toll.killed), said_on, **common)
    civilians, combatants = _seen(rng, toll.civilians), _seen(rng, toll.combatants)
    made = []
    if style == ALL:
        common["counted"] = True
        made.append((civilians + combatants, {"victims": VictimGroup.ALL}))
    if civilians and style in (CIVILIANS, PARTS, ALL):
        made.append((civilians, {"victims": VictimGroup.CIVILIANS}))
    if combatants and style in (PARTS, ALL):
        whose = telling.scene.others[0] if happens(rng, 0.8) else ""
        made.append((combatants, {"victims": VictimGroup.COMBATANTS, "combatants_of": whose}))
    said = [telling.say(claimant, publisher, people, said_on, **common, **what) for people, what in made]
    return said[0]


def _seen(rng: Random, people: int) -> int:
    """The number as one voice has it: about half have it right, nobody loses all the dead or invents them from none."""
    if people == 0 or happens(rng, 0.5):
        return people
    return max(1, people + round(people * rng.uniform(-0.3, 0.35)) + rng.choice((-1, 0, 0, 1)))


def _stances(telling: Telling, voice: str) -> tuple[tuple[str, Stance], ...]:
    if telling.scene.toll.kind == "none":
        return ()
    return tuple(
        (actor, Stance.ADMITS if VOICE_OF.get(actor) == voice else Stance.ALLEGES)
        for actor in telling.scene.perpetrators
        if happens(telling.rng, 0.6)
    )


def _copies_and_repeats(telling: Telling) -> None:
    """The same voice printed again elsewhere (still one voice, C2), and a paper that prints it as a number of its own."""
    rng, first = telling.rng, telling.claims[0]
    printed = telling.press.reports[first.report]
    others = [paper for paper in PRINTING if paper != printed.publisher and LANGUAGES[paper] == printed.language]
    if first.claimant and happens(rng, 0.12):
        issue = telling.press.report(rng.choice(others), first.claimed_on)
        again = {"report": issue.key, "claimed_on": issue.published_on}
        telling.claims.append(replace(first, key=f"{first.key}-again", **again))
    if happens(rng, 0.09):
        copier = next(paper for paper in COPYING if paper in others)
        issue = telling.press.report(copier, first.claimed_on + timedelta(days=1))
        copied = {"report": issue.key, "claimed_on": issue.published_on, "claimant": copier, "stances": ()}
        telling.claims.append(replace(first, key=f"{first.key}-copied", derives_from=first.key, **copied))


def _denial(telling: Telling) -> None:
    """Those who are blamed say that nobody was killed, and that it was not they."""
    for actor in telling.scene.perpetrators:
        voice = VOICE_OF.get(actor)
        spoken = {claim.claimant for claim in telling.claims}
        if voice and voice not in spoken and happens(telling.rng, 0.05):
            publisher = pick(telling.rng, PRINTING)
            victims, stances = VictimGroup.CIVILIANS, ((actor, Stance.DENIES),)
            telling.say(voice, publisher, 0, telling.said_on(after=1), victims=victims, stances=stances)


def _other_harms(telling: Telling) -> None:
    """Injured, missing, detained and displaced, as one or two of the voices add them."""
    rng, toll = telling.rng, telling.scene.toll
    for harm, people in (
        (Harm.INJURED, toll.injured),
        (Harm.MISSING, toll.missing),
        (Harm.DETAINED, toll.detained),
        (Harm.DISPLACED, toll.displaced),
    ):
        for voice in pick_several(rng, CLAIMING, 1 + happens(rng, 0.25)) if people else ():
            telling.say(voice, telling.printer(voice), _seen(rng, people), telling.said_on(), harm=harm)


def _some_set_aside(telling: Telling) -> list[DraftClaim]:
    """An analyst puts aside one claim in fifty, where others remain to speak."""
    last = len(telling.claims) - 1
    return [
        replace(claim, set_aside_because=telling.rng.choice(SET_ASIDE))
        if at == last > 0 and happens(telling.rng, 0.05)
        else claim
        for at, claim in enumerate(telling.claims)
    ]
