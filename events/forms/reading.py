"""How a file is to be read, where somebody knows better than the program: encoding, delimiter, and what its columns are.

`Batch.reading` holds what a person chose ("encoding", "delimiter", "columns": column of the format → header of the file)
and under "found" what the last check made of the file: the same three, "header", "samples" (header → values), "missing"
(columns without which nothing can be read).
"""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.choices import FileFormat
from events.imports.readers import fields_of
from events.models import Batch, ColumnMap

ENCODINGS = [
    ("", gettext_lazy("as found")),
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows-1252"),
    ("cp1256", gettext_lazy("Windows-1256 (Arabic)")),
    ("latin-1", "Latin-1"),
]
DELIMITERS = [
    ("", gettext_lazy("as found")),
    (",", gettext_lazy("commas")),
    (";", gettext_lazy("semicolons")),
    ("\t", gettext_lazy("tabs")),
    ("|", gettext_lazy("upright strokes")),
]
COLUMN = "column-"
SELECT = forms.Select(attrs={"class": "input"})


class ReadingForm(forms.Form):
    """Filled with how the batch is read now. One select per column of the format, once the header of the file is known."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=FileFormat.choices, widget=SELECT)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), choices=ENCODINGS, required=False, widget=SELECT)
    delimiter = forms.ChoiceField(label=gettext_lazy("Delimiter"), choices=DELIMITERS, required=False, widget=SELECT)
    saved_map = forms.ModelChoiceField(
        label=gettext_lazy("Columns as saved"),
        required=False,
        queryset=ColumnMap.objects.none(),
        empty_label=gettext_lazy("none"),
        widget=SELECT,
    )
    map_name = forms.CharField(
        label=gettext_lazy("Save these columns as"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("By this name they are applied to the next file of this kind."),
    )

    def __init__(self, *arguments, batch: Batch, **options):
        self.batch = batch
        self.found = batch.reading.get("found", {})
        chosen = batch.reading.get("columns", {})
        read = self.found.get("columns", {}) | chosen
        initial = {name: batch.reading.get(name, "") for name in ("encoding", "delimiter")} | {"format": batch.format}
        super().__init__(*arguments, initial=initial, label_suffix="", **options)
        self.fields["saved_map"].queryset = ColumnMap.objects.filter(format=batch.format)
        headers = [("", _("none of them")), *self._headers(set(read.values()))]
        for field in fields_of(batch.format) if len(headers) > 1 else ():
            self.fields[f"{COLUMN}{field.name}"] = forms.ChoiceField(
                label=field.name,
                required=False,
                choices=headers,
                initial=read.get(field.name, ""),
                widget=SELECT,
                help_text=str(field.says),
            )

    def _headers(self, read: set[str]) -> list[tuple[str, str]]:
        """(header, label); what is not read as any column yet is told with a value, for somebody who looks for it."""
        samples = self.found.get("samples", {})
        headers = [(header, samples.get(header)) for header in self.found.get("header", [])]
        return [
            (name, f"{name} ({values[0][:30]})" if values and name not in read else name) for name, values in headers
        ]

    def columns(self) -> list[tuple[forms.BoundField, list[str], bool]]:
        """(select, sample values under the header chosen in it, whether nothing can be read without it); missing first."""
        samples, missing = self.found.get("samples", {}), self.found.get("missing", [])
        rows = [
            (self[name], samples.get(field.initial, []), name.removeprefix(COLUMN) in missing)
            for name, field in self.fields.items()
            if name.startswith(COLUMN)
        ]
        return sorted(rows, key=lambda row: not row[2])

    def clean(self) -> dict:
        given = super().clean()
        if given.get("map_name") and ColumnMap.objects.filter(name=given["map_name"]).exclude(
            format=given.get("format", "")
        ):
            self.add_error("map_name", _("A column map of another format has this name: choose another."))
        return given

    @transaction.atomic
    def save(self, *, by) -> Batch:
        """Keep how the batch is to be read; the check that follows goes by it."""
        actions.acting(by=by)
        given, batch = self.cleaned_data, self.batch
        columns = {
            name.removeprefix(COLUMN): header for name, header in given.items() if name.startswith(COLUMN) and header
        }
        if given["saved_map"] and "saved_map" in self.changed_data:
            columns = given["saved_map"].columns
        kept = {name: given[name] for name in ("encoding", "delimiter") if given[name]}
        if given["format"] == batch.format and columns:
            kept["columns"] = columns
            if given["map_name"]:
                ColumnMap.objects.update_or_create(
                    name=given["map_name"], defaults={"format": batch.format, "columns": columns, "saved_by": by}
                )
        batch.reading, batch.format = kept, given["format"]
        batch.save(update_fields=["reading", "format"])
        return batch
