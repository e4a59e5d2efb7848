"""Inputs that take words and give what they mean: a number, a date, a name. What was understood is echoed beneath."""

from datetime import date

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from events import dates, quantities
from events.choices import DatePrecision
from events.forms import names
from events.models import Report
from events.words import Unreadable


class EntryBoundField(BoundField):
    """A field on the page: its errors, unless nobody asked for a judgement yet, and the echo of what was understood."""

    @property
    def errors(self):
        return self.form.error_class() if getattr(self.form, "is_unjudged", False) else super().errors

    @property
    def kind(self) -> str:
        """What the words are read as; "" for a plain input."""
        return self.field.widget.attrs.get("data-reads", "")

    @property
    def echo(self) -> tuple[str, str]:
        """What was understood: the gist, and the rest; empty where nothing was, or not yet."""
        gist, _point, rest = getattr(self.field, "understood", "").partition(" · ")
        return gist, rest

    @property
    def echo_id(self) -> str:
        return f"{self.auto_id}_echo"

    @property
    def aria_describedby(self):
        return " ".join(part for part in (super().aria_describedby, self.kind and self.echo_id) if part)


class EntryForm:
    """Mixed into every form of the entry desk."""

    bound_field_class = EntryBoundField
    is_unjudged = False


class WordsField(forms.CharField):
    """Words that are read into a value; None for none. `understood` then holds the echo."""

    reads = ""

    def __init__(self, **options):
        self.understood = ""
        self.recorded = ("", None)
        super().__init__(**{"required": False, "max_length": 300} | options)

    def hold(self, words: str, meaning, understood: str = "") -> str:
        """Take what is recorded: its words, left as they are, mean it without being read again. Returns the words."""
        self.recorded, self.understood = (words, meaning), understood
        return words

    def widget_attrs(self, widget) -> dict:
        return super().widget_attrs(widget) | {"class": "input", "data-reads": self.reads, "autocomplete": "off"}

    def clean(self, value):
        text = super().clean(value)
        words, meaning = self.recorded
        if text == words:
            return meaning
        self.understood = ""
        if not text:
            return None
        try:
            meaning = self.read(text)
        except (Unreadable, names.Unfound) as why:
            raise forms.ValidationError(str(why)) from None
        self.understood = self.say(meaning)
        return meaning

    def has_changed(self, initial, data) -> bool:
        return (initial or "").strip() != (data or "").strip()


class QuantityField(WordsField):
    """A number of people in words → Quantity."""

    reads = "number"

    def read(self, text: str) -> quantities.Quantity:
        return quantities.read(text)

    def say(self, quantity: quantities.Quantity) -> str:
        return quantities.echo(quantity)


class WhenField(WordsField):
    """A date in words → When, read against `reported_on`, which the form sets before it cleans."""

    reads = "date"
    reported_on: date | None = None

    def read(self, text: str) -> dates.When:
        return dates.read(text, self.reported_on)

    def say(self, when: dates.When) -> str:
        return dates.echo(when)


class DayField(WhenField):
    """One day in words → date."""

    reads = "day"

    def read(self, text: str) -> date:
        when = dates.read(text, self.reported_on)
        if when.precision != DatePrecision.DAY:
            raise Unreadable(_("“%(text)s” is not one day: write day, month and year.") % {"text": text})
        return when.start

    def say(self, day: date) -> str:
        return formatted(day, "l j F Y")


class NameField(WordsField):
    """A name in any spelling → the actor, place, source or report that is called so."""

    def __init__(self, kind: str, **options):
        self.reads = kind
        self.model = names.MODELS[kind]
        super().__init__(**options)

    def read(self, text: str):
        return names.find(self.model, text)

    def say(self, thing) -> str:
        [said] = names.describe([thing])
        return said


class LinesField(forms.CharField):
    """Several short texts, one a line → list of str."""

    widget = forms.Textarea(attrs={"class": "input short", "rows": 4})

    def __init__(self, *, longest: int, **options):
        self.longest = longest
        super().__init__(**{"required": False} | options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in (value or "").splitlines() if line.strip()))

    def validate(self, lines) -> None:
        super().validate(lines)
        for line in lines:
            if len(line) > self.longest:
                raise forms.ValidationError(
                    _("“%(line)s…” is longer than %(longest)s characters: one spelling on each line.")
                    % {"line": line[:30], "longest": self.longest}
                )

    def run_validators(self, lines) -> None:
        for line in lines:
            super().run_validators(line)

    def has_changed(self, initial, data) -> bool:
        return list(initial or []) != self.to_python(data)


UNDRESSED = (forms.CheckboxInput, forms.RadioSelect)


def dress(form: forms.BaseForm) -> None:
    """Give plain inputs the class of the stylesheet."""
    for field in form.fields.values():
        if not isinstance(field.widget, UNDRESSED):
            field.widget.attrs.setdefault("class", "input")


def is_removed(row: forms.BaseForm) -> bool:
    """Whether the row of a formset, cleaned already, is ticked to be removed."""
    return bool(getattr(row, "cleaned_data", {}).get(DELETION_FIELD_NAME))


def kept(rows: forms.BaseFormSet) -> list:
    """The rows that will be there: recorded or filled, and not to be removed."""
    return [row for row in rows.forms if (row.instance.pk or row.has_changed()) and not is_removed(row)]


READERS = {
    "number": QuantityField,
    "date": WhenField,
    "day": DayField,
    **{kind: lambda kind=kind: NameField(kind) for kind in names.MODELS},
}


def understood(kind: str, text: str, reported_on: date | None = None) -> tuple[str, str]:
    """The echo and the error, one of them empty, for words typed into an input of a kind (a key of READERS)."""
    field = READERS[kind]()
    field.reported_on = reported_on
    try:
        field.clean(text)
    except forms.ValidationError as error:
        return "", " ".join(error.messages)
    return field.understood, ""


def reported_on(published: str, report: str) -> date | None:
    """The report's date, of the words that stand in section 1 so far; None where they do not say it yet."""
    for field, text in ((NameField("report"), report), (DayField(), published)):
        try:
            meaning = field.clean(text)
        except forms.ValidationError:
            continue
        if meaning is not None:
            return meaning.published_on if isinstance(meaning, Report) else meaning
    return None
