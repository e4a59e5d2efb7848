"""What is asked of whoever uploads a file: where it goes, which edition it is, and how it is to be read."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from tempfile import SpooledTemporaryFile

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.choices import FileFormat
from events.models import Dataset

AUTOMATIC = ""
MOST_FILES = 10
IN_MEMORY = 2**21
EARLIEST = (1980, 1, 1, 0, 0, 0)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; several are the tables of one dataset."""

    widget = FilesInput(attrs={"class": "input", "multiple": True})

    def clean(self, data, initial=None) -> list[UploadedFile]:
        files = [super(FilesField, self).clean(one, initial) for one in data or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most %(count)s files at once.") % {"count": MOST_FILES})
        return files


class UploadForm(forms.Form):
    """The dataset is one that is there, or `new_dataset` names one to be made."""

    files = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX, packed or not. Several files are the tables of one dataset."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=[(AUTOMATIC, gettext_lazy("by its columns")), *FileFormat.choices],
        widget=forms.Select(attrs={"class": "input"}),
    )
    dataset = forms.ModelChoiceField(
        label=gettext_lazy("Dataset"),
        required=False,
        queryset=Dataset.objects.filter(is_generated=False),
        empty_label=gettext_lazy("a new one"),
        widget=forms.Select(attrs={"class": "input"}),
        help_text=gettext_lazy("A newer release goes into the same dataset: what changed is shown before it does."),
    )
    new_dataset = forms.CharField(
        label=gettext_lazy("Name of a new dataset"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Left empty, it is named as its publisher names it."),
    )
    release = forms.CharField(
        label=gettext_lazy("Release"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"class": "input", "dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("As its publisher calls it: 19.1."),
    )
    released_on = forms.DateField(
        label=gettext_lazy("Released on"),
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("From this day on its numbers were known."),
        error_messages={"required": gettext_lazy("Say on which day the file came out.")},
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish its incidents at once; another person confirms that"), required=False
    )

    def clean_released_on(self):
        day = self.cleaned_data["released_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean_format(self) -> str:
        return self.cleaned_data.get("format") or AUTOMATIC


def file_of(files: list[UploadedFile]) -> tuple[str, Iterator[bytes]]:
    """The name and the bytes of what was uploaded; several files become the parts of one archive, in the order of their
    names and without their times, so that the same files are the same bytes again."""
    if len(files) == 1:
        return files[0].name, files[0].chunks(2**20)
    name = " + ".join(PurePath(file.name).name for file in files)
    return f"{name[:190]}.zip", _packed(sorted(files, key=lambda file: file.name))


def _packed(files: list[UploadedFile]) -> Iterator[bytes]:
    with SpooledTemporaryFile(IN_MEMORY) as whole:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                part = zipfile.ZipInfo(actions.safe_name(name=file.name), EARLIEST)
                part.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(part, "w") as target:
                    for chunk in file.chunks(2**20):
                        target.write(chunk)
        whole.seek(0, io.SEEK_SET)
        while piece := whole.read(2**20):
            yield piece
