"""The incidents themselves, a page at a time, by key: the list behind every number."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from events.analytics.chosen import answer, last_of
from events.choices import Harm, VictimGroup
from events.models import Claim, Estimate, Incident, Involvement
from events.models.incident import governorate_of
from events.selection import BadQuestion

PAGE = 50
# What sorts first by; the id (or the code itself) makes every order total, so that paging by key skips nothing.
KEYS = {"date": "date_end", "killed": "people", "code": "code"}
# Optional columns of the list, and the estimates they show.
COMPANIONS = {"civilians": (Harm.KILLED, VictimGroup.CIVILIANS), "injured": (Harm.INJURED, VictimGroup.ALL)}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `after` is the key of the next one, or None."""

    incidents: list[Incident]
    after: str | None


def latest(selection, size: int = 10) -> list[Incident]:
    """The last incidents by date, dressed for a row."""

    def made(_ask) -> list[Incident]:
        found = dressed(_last_of(selection, size), selection.as_of)
        return list(found.order_by("-date_end", "-pk")[:size])

    return answer(selection, ("latest", size), made)


def _last_of(selection, size: int, before: tuple[date, int] | None = None):
    """Incidents among which the last chosen are, of those before (day, id): no more than these where columns tell which;
    else all the chosen, through which PostgreSQL looks."""
    ids = last_of(selection, size, before)
    return selection.incidents() if ids is None else selection.with_figures(Incident.objects.filter(pk__in=ids))


def ordered(selection):
    """Every incident chosen, in the order that `sort` asks for: what the list pages through and the CSV writes."""
    return _in_order(selection.incidents(), *_order(selection))


def _in_order(incidents, key: str, sign: str):
    return incidents.annotate(people=people()).order_by(f"{sign}{key}", f"{sign}pk")


def page(selection, *, size: int = PAGE) -> Page:
    """The page that `sort` and `after` ask for. Raises BadQuestion for an `after` that is no key of ours."""
    key, sign = _order(selection)
    after = read_key(selection.shown["after"], KINDS[key]) if selection.shown.get("after") else None
    newest_first = (key, sign) == ("date_end", "-")
    incidents = _last_of(selection, size + 1, after) if newest_first else selection.incidents()
    found = dressed(_in_order(incidents, key, sign), selection.as_of)
    if after:
        found = found.filter(_beyond(key, sign, after))
    rows = list(found[: size + 1])
    if COMPANIONS.keys() & set(selection.shown["columns"]):
        _bring_companions(rows, selection.as_of)
    if len(rows) <= size:
        return Page(rows, None)
    last = rows[size - 1]
    return Page(rows[:size], write_key(getattr(last, key), last.pk))


def _bring_companions(incidents: list[Incident], as_of: date | None) -> None:
    """Write the figures of the optional columns on each incident; None where there is no estimate (C1)."""
    told = Estimate.objects.standing(as_of).filter(incident__in=incidents, combatants_of=None)
    figures = {(one.incident_id, one.harm, one.victims): one.figure for one in told}
    for incident in incidents:
        for column, (harm, victims) in COMPANIONS.items():
            setattr(incident, column, figures.get((incident.pk, harm, victims)))


def _order(selection) -> tuple[str, str]:
    """(field, "-" or ""): what the list is sorted by, and whether downwards."""
    sort = selection.shown.get("sort") or "-date"
    return KEYS[sort.lstrip("-")], "-" if sort.startswith("-") else ""


def people():
    """What "most people first" sorts by: best, or else low. A bare "at most" says nothing of how many there were at
    least, so it stands with the unknown, after even a stated none."""
    return Case(
        When(best__isnull=False, then=F("best")),
        When(low__isnull=False, then=F("low")),
        default=Value(-1),
        output_field=IntegerField(),  # not the bounds' own field, which holds −1 for impossible and finds nothing
    )


def dressed(incidents, as_of: date | None = None):
    """With place, governorate, perpetrators, and how many claims and claimants speak, of what was published by `as_of`."""
    claims = Claim.objects.filter(incident=OuterRef("pk")).published_by(as_of).order_by().values("incident")
    voice = Coalesce("claimant", "report__publisher")
    return (
        incidents.select_related("place", "dataset")
        .annotate(
            admin1=governorate_of("place__lineage"),
            claim_count=Coalesce(Subquery(claims.annotate(n=Count("*")).values("n")), 0),
            claimant_count=Coalesce(Subquery(claims.annotate(n=Count(voice, distinct=True)).values("n")), 0),
        )
        .prefetch_related(
            Prefetch(
                "involvements",
                Involvement.objects.perpetrators().select_related("actor"),
                to_attr="perpetrators",
            )
        )
    )


def _beyond(key: str, sign: str, after: tuple) -> Q:
    value, pk = after
    way = "lt" if sign else "gt"
    return Q(**{f"{key}__{way}": value}) | Q(**{key: value, f"pk__{way}": pk})


def write_key(value: date | int | str, pk: int) -> str:
    """Where a page ends, as `after` carries it: what sorts first, and the id."""
    text = json.dumps([value.isoformat() if isinstance(value, date) else value, pk])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_key(text: str, kind: Callable) -> tuple:
    """The same back; `kind` reads the value. Raises BadQuestion for what is no key of ours."""
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return kind(value), int(pk)
    except (ValueError, TypeError, OverflowError):
        raise BadQuestion([("after", _("this is not a page of the list; begin again at its first page"))]) from None


def plain(value: str) -> str:
    """A text that PostgreSQL takes. Raises ValueError for one with a NUL or half a sign, TypeError for what is no text."""
    if "\0" in value:
        raise ValueError(value)
    value.encode()
    return value


KINDS = {"date_end": date.fromisoformat, "people": int, "code": plain}
