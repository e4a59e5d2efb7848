"""The form of a review: beside each matter that counts fine, question or wrong, and the answers to what is open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.actions import Marked
from events.choices import Matter, Subset, Verdict
from events.models import Claim, Incident, Mark

OF_INCIDENT = (Matter.DATE, Matter.PLACE, Matter.ATTRIBUTION)
OF_CLAIM = (Matter.NUMBER, Matter.WORDS, Matter.DATE, Matter.ATTRIBUTION)
LONGEST = 2000


@dataclass
class Point:
    """One matter to look at: what is said of it, what was typed, and what is wrong with that."""

    matter: Matter
    claim: Claim | None
    basis: str
    past: list[Mark] = field(default_factory=list)
    verdict: str = ""
    comment: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        """What its inputs are called: "date", "claim-7-number"."""
        return f"claim-{self.claim.pk}-{self.matter}" if self.claim else str(self.matter)

    @property
    def label(self) -> str:
        return capfirst(str(self.matter.label))

    @property
    def mark(self) -> Mark | None:
        """The mark that speaks."""
        return self.past[0] if self.past else None

    @property
    def is_stale(self) -> bool:
        """Whether what the mark was about has changed since."""
        return self.mark is not None and self.mark.basis != self.basis

    @property
    def verdicts(self) -> list[tuple[str, str, bool]]:
        """(value, label, chosen) of each choice."""
        return [(value, label, value == self.verdict) for value, label in Verdict.choices]

    @property
    def is_standing(self) -> bool:
        """Whether the mark still says what is to be said: its matter is as it was, and nobody has answered it."""
        return self.mark is not None and not self.is_stale and self.mark.settled_at is None

    @property
    def is_new(self) -> bool:
        """Whether what was typed says anything that the mark does not say already."""
        says_nothing = not self.verdict and not self.comment
        standing = (self.mark.verdict, self.mark.comment) if self.is_standing else ("", "")
        return not says_nothing and (self.verdict, self.comment) != standing

    def judge(self) -> None:
        """Say what is missing, if anything is."""
        if self.is_new and not self.verdict:
            self.error = _("Choose what the comment is: fine, question or wrong.")
        elif self.is_new and self.verdict != Verdict.FINE and not self.comment:
            self.error = _("Say what the question is, or what is wrong.")


class Review:
    """An incident's matters with their marks. `data` is what was typed; without it the page shows what is recorded."""

    def __init__(self, incident: Incident, claims: list[Claim], data: QueryDict | None = None):
        self.incident, self.claims = incident, claims
        said = list(incident.marks.with_people().order_by("-pk"))
        self.points = list(self._points(said))
        self.answers: dict[int, str] = {}
        self.seen = data.get("seen", "") if data is not None else self.seal
        for point in self.points:
            self._fill(point, data)

    def _points(self, said: list[Mark]) -> Iterator[Point]:
        matters = [(None, matter) for matter in OF_INCIDENT]
        matters += [(claim, matter) for claim in self.claims for matter in OF_CLAIM]
        for claim, matter in matters:
            past = [one for one in said if (one.claim_id, one.matter) == (claim.pk if claim else None, matter)]
            yield Point(matter, claim, _basis(claim or self.incident, matter), past)

    def _fill(self, point: Point, data: QueryDict | None) -> None:
        mark = point.mark
        if data is None:
            if point.is_standing:
                point.verdict, point.comment = mark.verdict, mark.comment
            return
        verdict = data.get(f"{point.name}-verdict", "")
        point.verdict = verdict if verdict in Verdict.values else ""
        point.comment = data.get(f"{point.name}-comment", "").strip()[:LONGEST]
        point.judge()
        if mark and mark.is_open:
            self.answers[mark.pk] = data.get(f"answer-{mark.pk}", "").strip()[:LONGEST]

    def of(self, claim: Claim | None) -> list[Point]:
        """The points of a claim, or of the incident itself."""
        return [point for point in self.points if point.claim == claim]

    @property
    def laid_out(self) -> list[tuple[Claim, list[Point]]]:
        return [(claim, self.of(claim)) for claim in self.claims]

    @property
    def of_incident(self) -> list[Point]:
        return self.of(None)

    @property
    def seal(self) -> str:
        """Of all that a reviewer looks at, as it stands: another seal, and what is published is not what was seen."""
        said = [self.incident.version, self.incident.title, self.incident.summary, self.incident.grade]
        said += [f"{point.name} {point.basis}" for point in self.points]
        said += [f"{claim.pk} {claim.set_aside_because}" for claim in self.claims]
        return sha256("\n".join(map(str, said)).encode()).hexdigest()

    @property
    def was_overtaken(self) -> bool:
        """Whether anything was changed since the page was shown."""
        return self.seen != self.seal

    @property
    def errors(self) -> list[Point]:
        return [point for point in self.points if point.error]

    @property
    def open_points(self) -> list[Point]:
        """What waits for an answer."""
        return [point for point in self.points if point.mark and point.mark.is_open]

    @property
    def marked(self) -> list[Marked]:
        """What a reviewer says anew."""
        return [
            Marked(point.matter, Verdict(point.verdict), point.claim, point.comment, point.basis)
            for point in self.points
            if point.is_new
        ]


def _basis(thing: Incident | Claim, matter: Matter) -> str:
    """What stands there, in no language: two bases differ where the matter was changed."""
    read = _of_claim if isinstance(thing, Claim) else _of_incident
    return "|".join("" if part is None else str(part) for part in read(thing, matter))


def _of_incident(incident: Incident, matter: Matter) -> list:
    if matter == Matter.DATE:
        return [incident.date_start, incident.date_end, incident.date_precision, incident.part_of_day]
    if matter == Matter.PLACE:
        return [incident.place_id, incident.location_precision, incident.latitude, incident.longitude]
    return sorted(f"{one.actor_id} {one.role} {one.strength} {one.sharing}" for one in incident.involvements.all())


def _of_claim(claim: Claim, matter: Matter) -> list:
    if matter == Matter.WORDS:
        return [claim.quote]
    if matter == Matter.DATE:
        return [claim.claimed_on]
    if matter == Matter.ATTRIBUTION:
        stances = sorted(f"{one.actor_id} {one.stance}" for one in claim.stances.all())
        return [claim.claimant_id, claim.report_id, claim.derives_from_id, claim.supersedes_id, *stances]
    parts = [getattr(claim, f"{subset}_{bound}") for subset in Subset.values for bound in ("minimum", "maximum")]
    best = [] if claim.best is None else [claim.best]
    whom = [claim.harm, claim.victims, claim.combatants_of_id]
    return [*whom, claim.qualifier, claim.minimum, claim.maximum, *parts, *best]
