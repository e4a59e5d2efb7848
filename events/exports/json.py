"""One incident of the list as data; unknown is null (C1)."""

from collections.abc import Callable

from events.models import Incident


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
        "admin1": incident.admin1,
        "perpetrators": [{"slug": one.actor.slug, "name": one.actor.name} for one in incident.perpetrators],
        "attribution": incident.attribution,
        "grade": incident.grade,
        "low": incident.low,
        "best": incident.best,
        "high": incident.high,
        "nobody_counted": incident.uncounted is True,
        "status": incident.status,
        "url": absolute(incident.get_absolute_url()),
    }
