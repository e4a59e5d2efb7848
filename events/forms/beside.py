"""While an incident is typed: recorded ones that look like it. Advice, which never stands in the way of saving."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from events import likeness
from events.analytics.likeness import Probe, alike
from events.analytics.pairs import answered, laid_out, like
from events.choices import Harm, IncidentType
from events.figures import Figure
from events.forms import names
from events.forms.fields import QuantityField, WhenField, reported_on
from events.models import Actor, Dataset, Incident, Place, Report

ROW = re.compile(r"^(involvement|claim)-(\d{1,3})-(actor|number|quote)$")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Hint:
    """A recorded incident that looks like the one being entered, and why, in words."""

    incident: Incident
    reasons: list[str]


def hints(*, data: QueryDict | None, incident: Incident | None) -> list[Hint]:
    """The likeliest few, for what was typed so far, or for what is recorded where nothing was."""
    if data is not None:
        found = alike(typed(data, incident), with_retracted=True)
    elif incident is not None:
        found = like(incident.pk, thoroughly=True)
    else:
        found = []
    likeliest = [one for one in found if one.score >= likeness.HINTED_FROM][: likeness.MOST]
    shown = laid_out(one.incident for one in likeliest) if likeliest else {}
    return [Hint(shown[one.incident], [likeness.say(reason) for reason in one.reasons]) for one in likeliest]


def typed(data: QueryDict, incident: Incident | None = None) -> Probe:
    """What the words in the form say so far; what cannot be read yet is left out. `incident` is the one being changed."""
    report = names.found(Report, data.get("report-chosen", "")[:LONGEST]) or _at(data.get("report-url", ""))
    is_list = report is not None and not Report.objects.telling_of_few().filter(pk=report.pk).exists()
    headline = report.headline if report else data.get("report-headline", "")[:LONGEST]
    when = _read(_dated(data), data.get("when", ""))
    place = names.found(Place, data.get("place", "")[:LONGEST])
    actors = [names.found(Actor, text) for text in _rows(data, "actor")]
    kind = data.get("type", "")
    return Probe(
        is_generated=_is_generated(data.get("dataset", ""), incident),
        start=when.start if when else None,
        end=when.end if when else None,
        place=place.pk if place else None,
        **_point(data),
        actors=tuple(actor.pk for actor in actors if actor),
        figure=_killed(data),
        reports=(report.pk,) if report and not is_list else (),
        quotes=tuple(_rows(data, "quote")),
        headline="" if is_list else headline,
        title=data.get("title", "")[:LONGEST],
        type=IncidentType(kind) if kind in IncidentType.values else None,
        without=(incident.pk, *(one.other for one in answered(incident.pk))) if incident else (),
    )


def _read(field: forms.Field, text: str):
    """What the words mean; None for none, and for what is not understood, or not yet."""
    try:
        return field.clean(text[:LONGEST].replace("\x00", ""))
    except forms.ValidationError:
        return None


def _dated(data: QueryDict) -> WhenField:
    field = WhenField()
    field.reported_on = reported_on(data.get("report-published_on", ""), data.get("report-chosen", ""))
    return field


def _at(url: str) -> Report | None:
    """The report recorded at this address."""
    url = url.strip().replace("\x00", "")
    return Report.objects.filter(url=url).first() if url else None


def _rows(data: QueryDict, name: str) -> Iterator[str]:
    """What stands in the inputs of this name, row by row, without the empty ones."""
    for key in data:
        row = ROW.match(key)
        if row and row[3] == name and data[key].strip():
            yield data[key][:LONGEST].replace("\x00", "")


def _killed(data: QueryDict) -> Figure:
    """The greatest number of people killed that any row states."""
    rows = [row[2] for row in map(ROW.match, data) if row and row[3] == "number"]
    killed = [row for row in rows if data.get(f"claim-{row}-harm", Harm.KILLED) == Harm.KILLED]
    read = [_read(QuantityField(), data.get(f"claim-{row}-number", "")) for row in killed]
    stated = [quantity for quantity in read if quantity and quantity.own_value is not None]
    return max(stated, key=lambda quantity: quantity.own_value).figure if stated else Figure()


def _point(data: QueryDict) -> dict[str, float]:
    """Latitude and longitude where both were typed and lie on the globe."""
    point = {
        name: _read(forms.FloatField(required=False, min_value=-most, max_value=most), data.get(name, ""))
        for name, most in (("latitude", 90), ("longitude", 180))
    }
    return point if None not in point.values() else {}


def _is_generated(dataset: str, incident: Incident | None) -> bool:
    """Invented incidents are held beside invented ones, real beside real."""
    if incident is not None:
        return incident.dataset.is_generated
    known = dataset.isascii() and dataset[:18].isdigit()
    return known and Dataset.objects.filter(pk=dataset[:18], is_generated=True).exists()
