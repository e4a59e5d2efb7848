"""Claims of incidents that a newer release has otherwise: said anew beside the old ones, or mended where they are others'."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from events.actions.ending import reason
from events.actions.fates import Fated
from events.actions.reporting import Printed
from events.actions.writer import Writer
from events.choices import NamedKind, Subset
from events.drafts import DraftClaim
from events.imports.base import RELEASE
from events.models import Batch, Claim


@dataclass
class Restating:
    """Writes the claims of a lot of incidents that were there before."""

    batch: Batch
    writer: Writer

    def write(self, lot: Sequence[Fated], printed: dict[str, Printed]) -> None:
        """Record what is said otherwise, with what it supersedes."""
        recorded = defaultdict(list)
        for claim in Claim.objects.filter(incident__in=[one.origin.incident_id for one in lot]).order_by("pk"):
            recorded[claim.incident_id].append(claim)
        new: list[tuple[int, DraftClaim]] = []
        for one in lot:
            incident = one.origin.incident_id
            new += [(incident, draft) for draft in self._release(one, recorded[incident])]
            new += [(incident, draft) for draft in self._others(one, recorded[incident], printed)]
        followed = {draft.supersedes for _incident, draft in new if draft.supersedes.startswith("#")}
        self.writer.keys.add("claim", {key: int(key[1:]) for key in followed})
        self.writer.write_claims(new, printed)

    def _release(self, one: Fated, recorded: list[Claim]) -> list[DraftClaim]:
        """What the release states of it, whole, where that is not what the last one stated; each replaces its counterpart.

        A statement is never mixed of two releases: rules see its parts as parts of one whole.
        """
        drafts = [draft for draft in one.draft.claims if draft.report == RELEASE]
        before = self._last_stated(drafts, recorded)
        said = {self._question(draft): _number(draft.quantity, draft.subsets) for draft in drafts}
        if said == {question: _number(claim.quantity, claim.subsets) for question, claim in before.items()}:
            return []
        left = [claim for question, claim in before.items() if question not in said]
        free = [draft for draft in drafts if self._question(draft) not in before]
        followed = dict(zip(map(id, free), left, strict=False))
        left = left[len(followed) :]
        linked = [self._linked(draft, followed.get(id(draft)) or before.get(self._question(draft))) for draft in drafts]
        # what is no longer stated, and has no counterpart, is replaced by the whole said once more
        return linked + [self._linked(replace(drafts[0], key=""), claim) for claim in left if drafts]

    def _last_stated(self, drafts: list[DraftClaim], recorded: list[Claim]) -> dict[tuple, Claim]:
        """Question → claim, of the latest statement of whoever speaks in the release."""
        voices = {self._question(draft)[0] for draft in drafts} or {self.batch.dataset.coder_id}
        superseded = {claim.supersedes_id for claim in recorded}
        theirs = [claim for claim in recorded if claim.claimant_id in voices and claim.pk not in superseded]
        if not theirs:
            return {}
        last = max((claim.claimed_on, claim.report_id) for claim in theirs)
        return {
            (claim.claimant_id, claim.harm, claim.victims, claim.combatants_of_id): claim
            for claim in theirs
            if (claim.claimed_on, claim.report_id) == last
        }

    def _question(self, draft: DraftClaim) -> tuple:
        claimant = self.writer.names.id(NamedKind.SOURCE, draft.claimant, where=draft.key)
        combatants_of = self.writer.names.id(NamedKind.ACTOR, draft.combatants_of, where=draft.key)
        return (claimant, draft.harm, draft.victims, combatants_of)

    def _linked(self, draft: DraftClaim, claim: Claim | None) -> DraftClaim:
        return draft if claim is None else replace(draft, supersedes=f"#{claim.pk}")

    def _others(self, one: Fated, recorded: list[Claim], printed: dict[str, Printed]) -> list[DraftClaim]:
        """Claims of others as the file has them: the same one is mended in place, what the file no longer has is set aside."""
        drafts = [draft for draft in one.draft.claims if draft.report != RELEASE]
        if not drafts:
            return []
        left, new = defaultdict(list), []
        for claim in recorded:
            question = (claim.claimant_id, claim.harm, claim.victims, claim.combatants_of_id)
            left[claim.report_id, question].append(claim)
        for draft in drafts:
            same = left[printed[draft.report].id, self._question(draft)]
            if not same:
                new.append(draft)
                continue
            claim = same.pop(0)
            if draft.key:
                self.writer.keys.add("claim", {draft.key: claim.pk})
            _mend(claim, draft)
        said = _("No longer in the file: %(why)s")
        gone = [claim.pk for claims in left.values() for claim in claims if not claim.set_aside_because]
        Claim.objects.filter(pk__in=gone).update(set_aside_because=(said % {"why": reason(batch=self.batch)})[:300])
        return new


def _number(quantity, subsets: dict) -> tuple:
    bounds = {subset: (part.minimum, part.maximum) for subset, part in subsets.items()}
    return (quantity.minimum, quantity.maximum, quantity.best, str(quantity.qualifier), bounds)


def _mend(claim: Claim, draft: DraftClaim) -> None:
    """Save the claim where the file has it otherwise."""
    said = {
        **{name: getattr(draft.quantity, name) for name in ("minimum", "maximum", "best", "qualifier")},
        **{name: getattr(draft, name) for name in ("quote", "claimed_on", "set_aside_because")},
    }
    for subset in Subset:
        part = draft.subsets.get(subset)
        said |= {
            f"{subset}_minimum": part.minimum if part else None,
            f"{subset}_maximum": part.maximum if part else None,
        }
    changed = [name for name, value in said.items() if getattr(claim, name) != value]
    for name in changed:
        setattr(claim, name, said[name])
    if changed:
        claim.save(update_fields=changed)
