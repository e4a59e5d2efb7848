"""A selection in words: the title of a page, the caption of a chart, the first line of an export's readme."""

from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import Casualties, Category, Grade, Harm, IncidentType, Role, Status, VictimGroup

MOST_CODES_SAID = 3


def measure(harm: Harm, victims: VictimGroup) -> str:
    """ "killed", "civilians killed", "injured, status not stated"."""
    if victims == VictimGroup.ALL:
        return str(harm.label)
    if victims == VictimGroup.NOT_STATED:
        return _("%(harm)s, status not stated or mixed") % {"harm": harm.label}
    return _("%(victims)s %(harm)s") % {"victims": victims.label, "harm": harm.label}


def title(selection) -> str:
    """ "Air strikes attributed to Russia in Deir ez-Zor, 1–31 October 2017, as known on 5 October 2017"."""
    parts = (_subject(selection), window_text(*selection.window), known_text(selection.as_of))
    return _(", ").join(part for part in parts if part)


def whole(selection) -> str:
    """The title with everything else that narrows, ending in which statuses are in it."""
    return _(", ").join(part for part in (title(selection), *_conditions(selection), _statuses(selection)) if part)


def _listed(words: list[str]) -> str:
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": _(", ").join(words[:-1]), "last": words[-1]}


def _subject(selection) -> str:
    cleaned = selection.cleaned
    kinds = [IncidentType(value).label for value in cleaned["type"]] or [
        Category(value).label for value in cleaned["category"]
    ]
    subject = _listed(kinds) or _("Incidents")
    subject = subject[:1].upper() + subject[1:]
    if selection.actors:
        names = _listed([actor.spoken for actor in selection.actors])
        subject = (
            _("%(incidents)s attributed to %(actors)s") % {"incidents": subject, "actors": names}
            if selection.role == Role.PERPETRATOR
            else _("%(incidents)s with %(actors)s as %(role)s")
            % {"incidents": subject, "actors": names, "role": selection.role.label}
        )
    if selection.places:
        names = _listed([place.spoken for place in selection.places])
        subject = _("%(incidents)s in %(places)s") % {"incidents": subject, "places": names}
    return subject


def _conditions(selection) -> list[str]:
    cleaned = selection.cleaned
    said = []
    if selection.claimants:
        said.append(_("with claims of %s") % _listed([source.spoken for source in selection.claimants]))
    if cleaned["grade"]:
        said.append(_("graded %s") % _listed([Grade(value).label for value in cleaned["grade"]]))
    if cleaned["casualties"] and "any" not in cleaned["casualties"]:
        states = _listed([Casualties(value).label for value in cleaned["casualties"]])
        said.append(_("%(measure)s: %(states)s") % {"measure": selection.measure, "states": states})
    if cleaned["code"]:
        said.append(codes_text(cleaned["code"]))
    if cleaned["q"]:
        said.append(_("with the words “%s”") % cleaned["q"])
    return said


def codes_text(named: list) -> str:
    """ "MYD-2017-0001 or MYD-2017-0007"; of more than a few, the first and how many there are."""
    codes = [one.code for one in named]
    if len(codes) <= MOST_CODES_SAID:
        return _listed(codes)
    more = len(codes) - MOST_CODES_SAID
    said = ngettext("%(codes)s and %(more)s more code", "%(codes)s and %(more)s more codes", more)
    return said % {"codes": _(", ").join(codes[:MOST_CODES_SAID]), "more": more}


def _statuses(selection) -> str:
    if not selection.includes_unpublished:
        return _("published incidents")
    labels = _listed([status.label for status in selection.statuses])
    return _("incidents with status %s") % labels


def day_text(day: date) -> str:
    """ "1 October 2017": no language's habit of writing dates can be taken for another's."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def window_text(start: date | None, end: date | None) -> str:
    """ "1–31 October 2017", "from 1 October 2017", "to 31 October 2017", or nothing."""
    if start is None and end is None:
        return ""
    if end is None:
        return _("from %s") % day_text(start)
    if start is None:
        return _("to %s") % day_text(end)
    if start == end:
        return day_text(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day_text(end)}"
    return f"{day_text(start)} – {day_text(end)}"


def known_text(day: date | None) -> str:
    """ "as known on 5 October 2017", or nothing: today's knowledge needs no word."""
    return _("as known on %s") % day_text(day) if day else ""


def parts(selection) -> list[tuple[str, str, str, str]]:
    """Every active filter value as (parameter, as typed, label, value in words), for the chips."""
    cleaned, data = selection.cleaned, selection.data
    said = [("from", data["from"][0], _("From"), day_text(cleaned["from"]))] if cleaned["from"] else []
    said += [("to", data["to"][0], _("To"), day_text(cleaned["to"]))] if cleaned["to"] else []
    role = selection.role.label if "role" in data else _("Attributed to")
    for parameter, label, instances in (
        ("actor", role, selection.actors),
        ("place", _("Place"), selection.places),
        ("claimant", _("Claimant"), selection.claimants),
    ):
        for typed in data.get(parameter, []):
            [named] = [one for one in instances if typed in (one.slug, getattr(one, "pcode", one.slug))]
            said.append((parameter, typed, label, named.spoken))
    for parameter, label, labels in (
        ("category", _("Category"), Category),
        ("type", _("Type"), IncidentType),
        ("grade", _("Grade"), Grade),
        ("harm", _("Harm"), Harm),
        ("victims", _("Victims"), VictimGroup),
        ("casualties", _("Casualties"), Casualties),
        ("status", _("Status"), Status),
    ):
        said += [
            (parameter, typed, label, str(labels(typed).label) if typed != "any" else _("any"))
            for typed in data.get(parameter, [])
        ]
    if "code" in data:
        said.append(("code", data["code"][0], _("Codes"), codes_text(cleaned["code"])))
    if "q" in data:
        said.append(("q", data["q"][0], _("Words"), f"“{cleaned['q']}”"))
    if "as_of" in data:
        said.append(("as_of", data["as_of"][0], _("As known on"), day_text(cleaned["as_of"])))
    return said
