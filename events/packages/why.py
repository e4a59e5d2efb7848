"""Why a row stands in one package and not in another, as far as the record tells readers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from events.choices import Status
from events.models import Claim, Incident, Package
from events.packages.make import version_of
from events.packages.past import as_stood


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons by key: incidents by code, claims by number. Of sources, actors and places there is nothing to tell."""

    incidents: dict[str, list[str]] = field(default_factory=dict)
    claims: dict[str, list[str]] = field(default_factory=dict)

    def of(self, table: str) -> dict[str, list[str]]:
        return {"incidents.csv": self.incidents, "claims.csv": self.claims}.get(table, {})


def reasons(earlier: Package, later: Package, tables: list, corrected: dict[str, list[str]]) -> Reasons:
    """`tables`: incidents.csv and claims.csv of a comparison, and others. `corrected`: reasons of corrections by code."""
    found = {table.name: table for table in tables}
    incidents, claims = found["incidents.csv"], found["claims.csv"]
    gone, gone_claims = _keys(incidents.withdrawn), _keys(claims.withdrawn)
    told, is_alike = Reasons(), earlier.query == later.query
    if gone or gone_claims:
        with as_stood(version_of(later), later.dataset_id):
            no_answer = (
                _("it no longer answers the question") if is_alike else _("it does not answer what the later one asks")
            )
            told.incidents.update(_why_not(gone, _not_in_the_later, no_answer))
            told.claims.update(_where_claims_went(gone_claims, later.as_of))
    if incidents.added:
        with as_stood(version_of(earlier), earlier.dataset_id):
            no_answer = (
                _("it did not answer the question then")
                if is_alike
                else _("it does not answer what the earlier one asks")
            )
            told.incidents.update(_why_not(_keys(incidents.added), _not_in_the_earlier, no_answer))
    told.incidents.update({row.key: corrected.get(row.key, []) for row in incidents.changed})
    return told


def _keys(rows: list) -> list[str]:
    return [row.key for row in rows]


def _why_not(codes: list[str], said: Callable, no_answer: str) -> dict[str, list[str]]:
    """Code → why the incident is not in a package of this moment of the record; `no_answer`: where it stands there."""
    there = {one.code: one for one in Incident.objects.filter(code__in=codes).select_related("merged_into")}
    return {code: [said(there.get(code)) or no_answer] for code in codes}


def _not_in_the_later(incident: Incident | None) -> str:
    if incident is None:
        return _("it is not in the record")
    if incident.status == Status.RETRACTED:
        return _("retracted: %(reason)s") % {"reason": incident.retracted_because}
    if incident.status == Status.MERGED:
        kept = incident.kept
        shown = kept.status == Status.PUBLISHED
        return _("merged into %(code)s") % {"code": kept.code} if shown else _("merged into another incident")
    return "" if incident.status == Status.PUBLISHED else _("it is not published")


def _not_in_the_earlier(incident: Incident | None) -> str:
    if incident is not None and incident.status == Status.PUBLISHED:
        return ""
    if incident is not None and incident.status == Status.RETRACTED:
        return _("it was retracted then, and was published again")
    return _("it was not published then")


def _where_claims_went(numbers: list[str], as_of: date | None) -> dict[str, list[str]]:
    there = {str(one.pk): one for one in Claim.objects.filter(pk__in=numbers).select_related("incident", "report")}
    return {number: [_where(there.get(number), as_of)] for number in numbers}


def _where(claim: Claim | None, as_of: date | None) -> str:
    if claim is None:
        return _("the claim was taken back")
    if as_of and claim.report.published_on > as_of:
        return _("its report was published after the day asked for")
    if claim.incident.status == Status.PUBLISHED:
        return _("its incident, %(code)s, is not in the later package") % {"code": claim.incident.code}
    return _("its incident is no longer shown")
