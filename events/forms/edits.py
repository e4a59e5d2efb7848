"""A page of an incident as rows of words: as it was shown, as it is recorded by now, as it was sent; and the three joined.

What was shown travels with the form, signed, so that two people's edits can be told apart field by field (ADR 12).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.three_way import NEW, Conflict, Joined, Page, join

SALT = "events.forms.edits"
ROW = re.compile(r"(involvement|claim)-(\d{1,6})-(.+)")
INCIDENT = ""
REMOVED = "DELETE"
UNSEEN = {"id", REMOVED, "incident", "because"}
CARRIED = ("entry_token", "entry_of", "version", "base")
"""The hidden inputs that go along with what was typed."""

CHOICE = "keep-"
"""Begins the name of the radio buttons that settle a conflict: `theirs` or `mine`."""


# --- as shown --------------------------------------------------------------------------------------------------------
def shown(entry) -> dict[str, dict[str, str]]:
    """The inputs of a page that shows what is recorded: the incident's own, and each recorded row's."""
    page = {INCIDENT: _words(entry.incident)}
    for rows in (entry.involvements, entry.claims):
        page |= {f"{rows.prefix} {form.instance.pk}": _words(form) for form in rows.initial_forms}
    return page


def _words(form: forms.BaseForm) -> dict[str, str]:
    return {one.name: _plain(one.value()) for one in form if one.name not in UNSEEN and not one.field.disabled}


def _plain(value) -> str:
    """As a browser sends it back, without what reading it ignores: ends, and the ends of lines."""
    if value is None or value is False:
        return ""
    return "on" if value is True else "\n".join(str(value).strip().splitlines())


def of_recorded(entry) -> dict[str, str]:
    """What travels with the page of a recorded incident: which one it is, in which version, and what is shown of it."""
    return {"entry_of": str(entry.instance.pk), "version": str(entry.instance.version), "base": sealed(entry)}


def sealed(entry) -> str:
    """What a page shows, for its hidden input."""
    incident = entry.instance
    base = {"of": [incident.pk, incident.version], "language": get_language(), "page": shown(entry)}
    return signing.dumps(base, salt=SALT, compress=True)


@dataclass(frozen=True, slots=True)
class Base:
    """What was shown when editing began, in which language; `page` is None where that is not known any more."""

    page: Page | None = None
    language: str | None = None


def base_of(data: QueryDict, incident) -> Base:
    """What the page that was sent had shown; nothing of it for a seal that is missing, broken or of another page."""
    try:
        held = signing.loads(data.get("base", ""), salt=SALT)
    except signing.BadSignature:
        return Base()
    if not isinstance(held, dict) or [str(part) for part in held["of"]] != [str(incident.pk), data.get("version")]:
        return Base()
    return Base(held["page"], held["language"])


# --- as sent ---------------------------------------------------------------------------------------------------------
def sent(data: QueryDict, names: Mapping[str, str]) -> dict[str, dict[str, str] | None]:
    """The rows of a page that was sent, a removed one as None; `names` are the incident's own inputs."""
    page: dict[str, dict[str, str] | None] = {INCIDENT: {name: _plain(data.get(name)) for name in names}}
    rows: dict[tuple[str, int], dict[str, str]] = {}
    for key in data:
        found = ROW.fullmatch(key)
        if found:
            rows.setdefault((found[1], int(found[2])), {})[found[3]] = _plain(data.get(key))
    for (kind, number), words in sorted(rows.items()):
        recorded = words.pop("id", "")
        is_removed = words.pop(REMOVED, "") != ""
        seen = {name: value for name, value in words.items() if name not in UNSEEN}
        page[f"{kind} {recorded}" if recorded else f"{NEW}{kind} {number}"] = None if is_removed else seen
    return page


def settled(data: QueryDict, incident) -> QueryDict:
    """What was sent, with what is recorded put in wherever *theirs* was chosen."""
    chosen = [key.removeprefix(CHOICE) for key in data if key.startswith(CHOICE)]
    if not chosen:
        return data
    settled, page = data.copy(), base_of(data, incident).page
    for name in chosen:
        if settled.pop(f"{CHOICE}{name}")[-1] == "theirs":
            _take_theirs(settled, name, page)
    return settled


def _take_theirs(data: QueryDict, name: str, page: Page | None) -> None:
    found = ROW.fullmatch(name)
    if name.endswith(f"-{REMOVED}"):
        data.pop(name, None)
    elif re.fullmatch(r"(involvement|claim)-\d{1,6}", name):
        for key in [key for key in data if key.startswith(f"{name}-")]:
            del data[key]
    else:
        row = f"{found[1]} {data.get(f'{found[1]}-{found[2]}-id')}" if found else INCIDENT
        words = (page or {}).get(row)
        if words is None:
            data["version"] = ""  # it is not known any more what theirs was: ask once more
        else:
            data[name] = words.get(found[3] if found else name, "")


# --- joined ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Asked:
    """One conflict for people: the name of its radio buttons, the input it is about, and its three versions in words."""

    name: str
    at: str
    label: str
    was: str
    theirs: str
    mine: str


@dataclass(slots=True)
class Merging:
    """The page to go on with, made of mine and theirs, and what is still to be settled."""

    data: QueryDict
    joined: Joined
    prefixes: dict[str, str] = field(default_factory=dict)

    def asked(self, entry) -> list[Asked]:
        """The conflicts; `entry` is the page read from `data`."""
        return [self._asked(one, self._form(entry, one.row)) for one in self.joined.conflicts]

    def taken(self, entry) -> list[str]:
        """Labels of what was taken from them; a row that they removed has no form any more."""
        found = []
        for row, name in self.joined.taken:
            form = self._form(entry, row) if row in self.prefixes else None
            found.append(self._label(row, name, form))
        return list(dict.fromkeys(found))

    def _form(self, entry, row: str):
        return next(form for form in entry.forms if (form.prefix or "") == self.prefixes[row])

    def _label(self, row: str, name: str, form) -> str:
        label = capfirst(str(form.fields[name].label)) if form is not None and name in form.fields else ""
        if row == INCIDENT:
            return label
        kind, _space, _key = row.removeprefix(NEW).partition(" ")
        number = int(self.prefixes[row].rpartition("-")[2]) + 1 if row in self.prefixes else ""
        whole = {"claim": _("Claim %(number)s"), "involvement": _("Actor %(number)s")}[kind] % {"number": number}
        return f"{whole}: {label}" if label else whole.strip()

    def _asked(self, one: Conflict, form) -> Asked:
        prefix, label = self.prefixes[one.row], self._label(one.row, one.name, form)
        if one.name:
            at = form.add_prefix(one.name)
            return Asked(
                at, f"id_{at}", label, *(_said(form, one.name, each) for each in (one.was, one.theirs, one.mine))
            )
        if one.mine is None:
            was = _("recorded")
            return Asked(f"{prefix}-{REMOVED}", f"id_{prefix}-{REMOVED}", label, was, _("changed"), _("removed"))
        first = next(iter(form)).id_for_label
        return Asked(prefix, first, label, _("recorded"), _("removed"), _("changed"))


def _said(form, name: str, value: str | None) -> str:
    """What an input holds, in words."""
    if value is None:
        return _("not known any more")
    if value == "":
        return _("empty")
    offered = getattr(form.fields.get(name), "choices", ())
    for key, label in offered:
        group = label if isinstance(label, list | tuple) else [(key, label)]
        for one, words in group:
            if str(one) == value:
                return str(words)
    return _("yes") if isinstance(form.fields.get(name), forms.BooleanField) else value


def merged(data: QueryDict, base: Base, theirs) -> Merging:
    """Join what was sent with what is recorded by now; `theirs` is the page that shows it, in the language of `base`."""
    recorded = shown(theirs)
    joined = join(base.page, sent(data, recorded[INCIDENT]), recorded)
    merging = Merging(data.copy(), joined, {INCIDENT: ""})
    for key in data:
        if ROW.fullmatch(key):
            del merging.data[key]
    for kind in ("involvement", "claim"):
        _lay_out(merging, kind, recorded)
    for name, words in (joined.page[INCIDENT] or {}).items():
        merging.data[name] = words
    merging.data["version"], merging.data["base"] = str(theirs.instance.version), sealed(theirs)
    return merging


def _lay_out(merging: Merging, kind: str, recorded: Page) -> None:
    """Number the rows anew: recorded ones first, then those that are new or that they removed."""
    page, data = merging.joined.page, merging.data
    mine = [row for row in page if row.removeprefix(NEW).startswith(f"{kind} ")]
    standing = [row for row in recorded if row in mine]
    rows = standing + [row for row in mine if row not in recorded and page[row] is not None]
    for number, row in enumerate(rows):
        prefix = merging.prefixes[row] = f"{kind}-{number}"
        for name, words in (recorded[row] if page[row] is None else page[row]).items():
            if words:
                data[f"{prefix}-{name}"] = words
        if row in recorded:
            data[f"{prefix}-id"] = row.partition(" ")[2]
        if page[row] is None:
            data[f"{prefix}-{REMOVED}"] = "on"
    data[f"{kind}-INITIAL_FORMS"], data[f"{kind}-TOTAL_FORMS"] = str(len(standing)), str(len(rows))
