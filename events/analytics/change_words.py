"""Rows of the history in words: fields by their names, choices by their labels, people and places by theirs."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.analytics.estimate_words import BOUNDS, numbers, said
from events.choices import ChangeKind, Harm, Matter, Subset, VictimGroup
from events.models import Change, Report

# Kept by the machine, told by the heading, or private: never a line of its own.
QUIET = {
    *("id", "incident_id", "claim_id", "created_at", "updated_at", "made_at", "stands_since", "version", "entry_token"),
    *("category", "hands", "changed_by_id", "lineage", "reasons", "moved", "basis", "found_at"),
}
PRIVATE = {"text"}
UNTOLD = {"events_estimate", "events_estimateclaim"}  # estimates are told all together
PUT_BACK = {"events_incident", "events_claim", "events_involvement", "events_decision"}
# What the workflow writes: it is taken back by a step of the workflow.
STANDING = {
    *("dataset_id", "code", "status", "retracted_because", "returned_because", "changed_since_review"),
    *("created_by_id", "published_by_id", "published_at", "merged_into_id"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field: what it was and what it became, in words; "" where there was nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """One row that was added, changed or removed. `change` is the id by which it can be put back, or None; `is_whole`:
    the lines are all there is of a row, not what changed in it."""

    title: str
    kind: str
    lines: list[Line]
    change: int | None = None
    is_whole: bool = False


def model_of(table: str) -> type[models.Model]:
    """The model, or the table of links, that a table of the record holds."""
    return next(model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)


def touched(change: Change) -> set[str]:
    """The columns that a change gave another value; of a row added or removed, all that have one."""
    before, after = change.before or {}, change.after or {}
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def columns_to_put_back(change: Change) -> set[str]:
    """Of an updated row the columns of content that it wrote, not what the workflow or the machine keeps."""
    return touched(change) - QUIET - STANDING


def can_be_put_back(change: Change) -> bool:
    """Whether a person may take this change back by itself; never the incident as a whole."""
    if change.table not in PUT_BACK or not columns_to_put_back(change):
        return False
    return change.table != "events_incident" or change.kind == ChangeKind.UPDATED


class Words:
    """Says changes in words; asks the database once for each kind of thing that they name."""

    def __init__(self, changes: list[Change], *, was_public: bool = False):
        """`was_public`: of the incident; a part that was added to it cannot go any more."""
        self._was_public = was_public
        self._claims = {
            change.row: change.after or change.before for change in changes if change.table == "events_claim"
        }
        self._names = self._read(changes)

    def items(self, changes: list[Change]) -> list[Item]:
        """One for each row, and at the end the numbers that came out differently."""
        told = [change for change in changes if _is_told(change)]
        rows = [self._item(change) for change in changes if change.table not in UNTOLD and change not in told]
        made = numbers([change for change in changes if change.table == "events_estimate"])
        numbers_ = [Line(self._question(question), was, now) for question, was, now in made]
        whole = [
            Item(_("What the claims come to"), "", numbers_),
            Item(_("Told to readers"), "", [self._told(change.after) for change in told]),
        ]
        return [item for item in [*rows, *whole] if item.lines]

    def _item(self, change: Change) -> Item:
        stays = self._was_public and change.kind == ChangeKind.INSERTED
        back = change.pk if can_be_put_back(change) and not stays else None
        is_whole = change.kind != ChangeKind.UPDATED
        return Item(self._title(change), change.get_kind_display(), self.lines(change), back, is_whole)

    def _told(self, image: dict) -> Line:
        was = said({bound: image[f"was_{bound}"] for bound in BOUNDS})
        return Line(self._question(_asked(image)), was, said(image))

    def lines(self, change: Change, *, only: set[str] | None = None) -> list[Line]:
        """A line for each field that changed, in the order of the model."""
        columns = touched(change) - QUIET if only is None else only
        fields = [field for field in model_of(change.table)._meta.concrete_fields if field.column in columns]
        lines = [self._line(change, field) for field in fields]
        return [line for line in lines if line.before or line.after]

    def lines_backwards(self, change: Change) -> list[Line]:
        """What putting it back would write: from what the change left to what was before it."""
        only = columns_to_put_back(change) if change.kind == ChangeKind.UPDATED else None
        return [Line(line.label, line.after, line.before) for line in self.lines(change, only=only)]

    def _line(self, change: Change, field) -> Line:
        label = _(str(field.verbose_name))  # the fields of a table of links are named by Django, in English
        if field.column in PRIVATE:
            has_any = any(image and image.get(field.column) for image in (change.before, change.after))
            return Line(label, "", _("private, not shown") if has_any else "")
        before, after = (
            "" if image is None else self._value(field, image.get(field.column), is_alone=change.kind != "update")
            for image in (change.before, change.after)
        )
        return Line(label, before, after)

    # --- headings ------------------------------------------------------------------------------------------------
    def _title(self, change: Change) -> str:
        image = change.after or change.before
        name = self._name
        titles = {
            "events_incident": lambda: _("Incident"),
            "events_claim": lambda: self._claim(change.row),
            "events_claimstance": lambda: _("%(claim)s, on who did it") % {"claim": self._claim(image["claim_id"])},
            "events_involvement": lambda: _("Involvement of %(actor)s") % {"actor": name("actor", image["actor_id"])},
            "events_incident_reports": lambda: _("A report that tells of it"),
            "events_report": lambda: _("Report: %(headline)s") % {"headline": image["headline"]},
            "events_claim_covers": lambda: _("%(claim)s covers it") % {"claim": self._claim(image["claim_id"])},
            "events_decision": lambda: _("Decision: %(number)s") % {"number": self._question(_asked(image))},
            "events_correction": lambda: _("A correction, told to readers"),
            "events_mark": lambda: _("Mark on the %(matter)s") % {"matter": Matter(image["matter"]).label},
        }
        if change.table in titles:
            return titles[change.table]()
        verbose = str(model_of(change.table)._meta.verbose_name)
        return verbose[:1].upper() + verbose[1:]

    def _claim(self, number: int) -> str:
        said = self._claims.get(number)
        speaker = said and (self._name("source", said["claimant_id"]) or self._publisher(said["report_id"]))
        if not speaker:
            return _("Claim %(number)s") % {"number": number}
        return _("Claim %(number)s of %(speaker)s") % {"number": number, "speaker": speaker}

    def _question(self, asked: tuple) -> str:
        """ "killed, all victims", "killed, combatants of Norland"."""
        harm, victims, actor = asked
        groups = dict(VictimGroup.choices + Subset.choices)
        said = [str(Harm(harm).label), str(groups.get(victims, victims))]
        return _(", ").join([*said, self._name("actor", actor)] if actor else said)

    # --- values --------------------------------------------------------------------------------------------------
    def _value(self, field, value, *, is_alone: bool) -> str:
        """`is_alone`: the row was added or removed, and what is empty in it is not worth a word."""
        if value in (None, "", []):
            return _("not known") if isinstance(field, models.IntegerField) and not is_alone else ""
        if field.is_relation:
            return self._name(field.related_model._meta.model_name, value) or f"#{value}"
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(field, models.DateField) and (read := field.to_python(value)):
            return date_format(read, "DATETIME_FORMAT" if isinstance(field, models.DateTimeField) else "DATE_FORMAT")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def _name(self, model: str, number: int | None) -> str:
        return self._names.get((model, number), "")

    def _publisher(self, report: int) -> str:
        return self._names.get(("publisher", report), "")

    def _read(self, changes: list[Change]) -> dict[tuple, str]:
        wanted = defaultdict(set)
        for change in changes:
            for image in (change.before, change.after):
                for field in model_of(change.table)._meta.concrete_fields if image else ():
                    if field.is_relation and image.get(field.column) is not None:
                        wanted[field.related_model].add(image[field.column])
        names = {}
        for model, numbers_ in wanted.items():
            for one in model._default_manager.filter(pk__in=numbers_).iterator():
                names[model._meta.model_name, one.pk] = _called(one)
        for report in Report.objects.filter(pk__in=wanted[Report]).select_related("publisher"):
            names["publisher", report.pk] = report.publisher.spoken
        return names


def _is_told(change: Change) -> bool:
    """Whether it is a correction as actions write it; one that was changed or removed is told like any other row."""
    return change.table == "events_correction" and change.kind == ChangeKind.INSERTED


def _called(thing: models.Model) -> str:
    for attribute in ("spoken", "name", "headline", "code", "username"):
        if hasattr(thing, attribute):
            return getattr(thing, attribute)
    return f"#{thing.pk}"


def _asked(image: dict) -> tuple:
    return image["harm"], image["victims"], image.get("combatants_of_id")
