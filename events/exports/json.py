"""One incident of the list as data, and what is wrong as data; unknown is null (C1)."""

from collections.abc import Callable, Iterable

from events.models import Incident

PROBLEM = "application/problem+json"
"""The media type of `problem` (RFC 9457)."""


def incident_row(incident: Incident, absolute: Callable[[str], str]) -> dict:
    """The incident with the figure asked for. `absolute` completes an address."""
    return {
        "dataset": incident.dataset.slug,
        "code": incident.code,
        "title": incident.title,
        "date_start": incident.date_start,
        "date_end": incident.date_end,
        "date_precision": incident.date_precision,
        "category": incident.category,
        "type": incident.type,
        "place": incident.place.name,
        "place_slug": incident.place.slug,
        "admin1": incident.admin1,
        "location_precision": incident.location_precision,
        **_point(incident),
        "perpetrators": [{"slug": one.actor.slug, "name": one.actor.name} for one in incident.perpetrators],
        "attribution": incident.attribution,
        "grade": incident.grade,
        "low": incident.low,
        "best": incident.best,
        "high": incident.high,
        "nobody_counted": incident.uncounted is True,
        "claims": incident.claim_count,
        "claimants": incident.claimant_count,
        "status": incident.status,
        "url": absolute(incident.get_absolute_url()),
    }


def _point(incident: Incident) -> dict[str, float | None]:
    """Its own point, or else its place's."""
    where = incident.place if incident.latitude is None else incident
    return {"latitude": where.latitude, "longitude": where.longitude}


def problem(status: int, title: str, problems: Iterable[tuple[str, str]] = ()) -> dict:
    """What is wrong, and with which parameter each."""
    named = [{"name": name, "message": message} for name, message in problems]
    return {"type": "about:blank", "title": title, "status": status, "problems": named}
