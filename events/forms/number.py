"""How an incident's numbers are made: a rule of its own, or a number decided, each for a reason that readers see."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.choices import Harm, RuleName, Subset, VictimGroup
from events.figures import Figure
from events.forms.fields import EntryForm, QuantityField, dress
from events.models import Decision

LONGEST = Decision._meta.get_field("because").max_length


class ReasonField(forms.CharField):
    """Why; readers see it."""

    def __init__(self, **options):
        widget = forms.Textarea(attrs={"class": "input line", "rows": 2, "dir": "auto"})
        super().__init__(
            **{
                "max_length": LONGEST,
                "widget": widget,
                "label": gettext_lazy("Why"),
                "help_text": gettext_lazy("Readers see it."),
                "error_messages": {"required": gettext_lazy("Say why: readers see the reason.")},
            }
            | options
        )


class RuleForm(EntryForm, forms.Form):
    """The rule of one incident; empty for its dataset's."""

    rule = forms.ChoiceField(required=False, label=gettext_lazy("Rule"))
    because = ReasonField()

    def __init__(self, *args, dataset, **options):
        super().__init__(*args, **options)
        own = _("the dataset’s: %(rule)s") % {"rule": RuleName(dataset.rule).label}
        rules = [one for one in RuleName.computed() if dataset.coder_id or one[0] != RuleName.AS_PUBLISHED]
        self.fields["rule"].choices = [("", own), *rules]
        dress(self)


class DecisionForm(EntryForm, forms.Form):
    """One number, decided. `figure` is what came of a valid form."""

    harm = forms.ChoiceField(choices=Harm.choices, label=gettext_lazy("Harm"))
    victims = forms.ChoiceField(
        choices=[
            (VictimGroup.ALL.value, VictimGroup.ALL.label),
            *[(one.value, one.label) for one in VictimGroup if one != VictimGroup.ALL],
            *Subset.choices,
        ],
        label=gettext_lazy("Victims"),
    )
    number = QuantityField(
        required=True,
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("20–25, 22, at least 18, at most 40."),
        error_messages={"required": gettext_lazy("Write the number, or its bounds.")},
    )
    best = forms.IntegerField(
        required=False, min_value=0, label=gettext_lazy("Best"), help_text=gettext_lazy("Empty: what the words give.")
    )
    because = ReasonField()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["best"].widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"})
        dress(self)

    def clean(self):
        cleaned = super().clean()
        number, best = cleaned.get("number"), cleaned.get("best")
        if number and not self.errors:
            self._read(number, number.own_value if best is None else best)
        return cleaned

    def _read(self, number, best: int | None) -> None:
        try:
            self.figure = Figure(number.minimum, best, number.maximum)
        except ValueError:
            self.add_error("best", _("The best lies between the lowest and the highest."))


class TakeBackForm(EntryForm, forms.Form):
    """Takes a decision back."""

    because = ReasonField()

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        dress(self)
