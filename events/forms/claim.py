"""Section 3: how many, as one claimant says it in one report."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import quantities
from events.choices import DatePrecision, Stance, Subset, VictimGroup
from events.dates import When, write
from events.forms import names, quoted
from events.forms.fields import DayField, EntryForm, NameField, QuantityField, dress
from events.models import Actor, Claim, ClaimStance

STANCES = [("", gettext_lazy("says nothing of it")), *Stance.choices]
SELDOM = ("report", "claimed_on", "supersedes", "derives_from", "set_aside_because")
MAKES_A_CLAIM = ("claimant", "is_unnamed", "number", *Subset.values, "quote", "combatants_of")


class ClaimForm(EntryForm, forms.ModelForm):
    """What one claimant says. A row in which nothing was said is no claim.

    `perpetrators` (set before cleaning) are whom a stance without an actor of its own is about.
    """

    perpetrators: list[Actor] = ()

    claimant = NameField(
        "source", label=gettext_lazy("Claimant"), help_text=gettext_lazy("Whose number it is, not who printed it.")
    )
    is_unnamed = forms.BooleanField(required=False, label=gettext_lazy("no claimant named in the report"))
    number = QuantityField(
        label=gettext_lazy("How many"), help_text=gettext_lazy("14, at least 18, 14–17, dozens, some, none.")
    )
    children = QuantityField(label=gettext_lazy("children"))
    women = QuantityField(label=gettext_lazy("women"))
    men = QuantityField(label=gettext_lazy("men"))
    combatants_of = NameField("actor", label=gettext_lazy("Whose combatants"))
    report = NameField("report", max_length=600, label=gettext_lazy("Report"))
    claimed_on = DayField(label=gettext_lazy("Said on"))

    class Meta:
        model = Claim
        fields = [
            *("quote", "claimant", "is_unnamed", "harm", "victims", "combatants_of"),
            *(
                "number",
                "children",
                "women",
                "men",
                "report",
                "claimed_on",
                "supersedes",
                "derives_from",
                "set_aside_because",
            ),
        ]
        widgets = {"quote": forms.Textarea(attrs={"class": "input line", "rows": 2, "dir": "auto"})}
        labels = {"quote": gettext_lazy("The words")}
        help_texts = {"quote": gettext_lazy("Paste the sentence of the report that carries the number.")}

    def __init__(self, *args, siblings: list[Claim] = (), **options):
        super().__init__(*args, **options)
        stances = list(self.instance.stances.all()) if self.instance.pk else []
        self.pairs = [(f"stance_{number}", f"stance_on_{number}") for number in range(len(stances) + 1)]
        for stance, on in self.pairs:
            self.fields[stance] = forms.ChoiceField(choices=STANCES, required=False, label=_("On who did it"))
            self.fields[on] = NameField(
                "actor", label=_("Of which actor"), help_text=_("Empty: of the perpetrators above.")
            )
        self._link(siblings)
        if self.instance.pk:
            self._show_recorded(stances)
        else:
            self.fields["report"].help_text = _("Empty: the report of section 1.")
            self.fields["claimed_on"].help_text = _("Empty: the day its report was published.")
        dress(self)

    def _link(self, siblings: list[Claim]) -> None:
        """Offer the incident's other saved claims as what this one supersedes or derives from."""
        others = [claim for claim in siblings if claim.pk != self.instance.pk]
        for name in ("supersedes", "derives_from"):
            if others:
                self.fields[name].queryset = Claim.objects.with_sources().filter(pk__in=[one.pk for one in others])
                self.fields[name].empty_label = _("no other claim")
            else:
                self.fields.pop(name, None)

    def _show_recorded(self, stances: list[ClaimStance]) -> None:
        claim, day = self.instance, self.instance.claimed_on
        self.initial["is_unnamed"] = claim.claimant_id is None
        for name in ("claimant", "combatants_of", "report"):
            self._hold(name, names.words_for(getattr(claim, name)), getattr(claim, name))
        self._hold("number", quantities.write(claim.quantity), claim.quantity, quantities.echo(claim.quantity))
        for subset in Subset.values:
            said = quantities.of_bounds(getattr(claim, f"{subset}_minimum"), getattr(claim, f"{subset}_maximum"))
            if said:
                self._hold(subset, quantities.write(said), said, quantities.echo(said))
        self._hold(
            "claimed_on", "" if day == claim.report.published_on else write(When(day, day, DatePrecision.DAY)), day
        )
        for (stance, on), recorded in zip(self.pairs, stances, strict=False):
            self.initial[stance] = recorded.stance
            self._hold(on, names.words_for(recorded.actor), recorded.actor)

    def _hold(self, name: str, words: str, meaning, understood: str = "") -> None:
        self.initial[name] = self.fields[name].hold(words, meaning, understood)

    def has_changed(self) -> bool:
        if self.instance.pk:
            return super().has_changed()
        return any(name in self.changed_data for name in (*MAKES_A_CLAIM, self.pairs[0][0], self.pairs[0][1]))

    def clean(self):
        cleaned = super().clean()
        if "report" in self.changed_data and "claimed_on" not in self.changed_data:
            cleaned["claimed_on"] = None  # another report has another day
        self._check_claimant(cleaned)
        if not cleaned.get("number") and "number" not in self.errors:
            self.add_error(
                "number",
                _(
                    "Write how many, or “some” where nobody counted. If the report gives no number, empty the whole claim."
                ),
            )
        if cleaned.get("combatants_of") and cleaned.get("victims") != VictimGroup.COMBATANTS:
            self.add_error("combatants_of", _("Choose “combatants” as victims, or leave this empty."))
        self._check_stances(cleaned)
        return cleaned

    def _check_claimant(self, cleaned: dict) -> None:
        if "claimant" in self.errors:
            return
        if cleaned.get("claimant") and cleaned.get("is_unnamed"):
            self.add_error("is_unnamed", _("A claimant is named: take the tick away, or empty the name."))
        if not cleaned.get("claimant") and not cleaned.get("is_unnamed"):
            self.add_error("claimant", _("Say who gave the number, or choose “no claimant named”."))

    def _check_stances(self, cleaned: dict) -> None:
        """`stances`: actor → what is said of it."""
        self.stances: dict[Actor, str] = {}
        for stance, on in self.pairs:
            said, whom = cleaned.get(stance), cleaned.get(on)
            if whom and not said:
                self.add_error(stance, _("Say what the claimant says of this actor, or empty the name."))
            if said and not whom and not self.perpetrators and on not in self.errors:
                self.add_error(on, _("Say of whom: no perpetrator is named above."))
            for actor in ([whom] if whom else self.perpetrators) if said else []:
                if actor in self.stances:
                    self.add_error(on, _("%(actor)s is named twice in this claim.") % {"actor": actor})
                self.stances[actor] = said

    def _post_clean(self) -> None:
        number = self.cleaned_data.get("number")
        if number:
            claim = self.instance
            claim.minimum, claim.maximum, claim.qualifier = number.minimum, number.maximum, number.qualifier
            claim.best = number.best
        for subset in Subset.values:
            if subset in self.cleaned_data:
                said = self.cleaned_data[subset]
                setattr(self.instance, f"{subset}_minimum", said.minimum if said else None)
                setattr(self.instance, f"{subset}_maximum", said.maximum if said else None)
        super()._post_clean()

    def save_stances(self) -> None:
        """Make the recorded stances those of the form."""
        claim = self.instance
        ClaimStance.objects.filter(claim=claim).exclude(actor__in=self.stances).delete()
        for actor, stance in self.stances.items():
            ClaimStance.objects.update_or_create(claim=claim, actor=actor, defaults={"stance": stance})

    @property
    def stance_fields(self) -> list[tuple]:
        """The pairs of inputs: what is said, and of whom."""
        return [(self[stance], self[on]) for stance, on in self.pairs]

    @property
    def opens_more(self) -> bool:
        """Whether what is seldom needed holds something to look at."""
        names_of_more = [name for pair in self.pairs[1:] for name in pair]
        seldom = [self[name] for name in (*SELDOM, *names_of_more) if name in self.fields]
        return any(field.errors or (field.value() and field.name != "report") for field in seldom)

    @property
    def advice(self) -> str:
        """C4: what looks wrong and is recorded as written all the same, and numbers that the words do not have."""
        return " ".join(said for said in (self._whole_and_parts(), self.not_in_the_words) if said)

    @property
    def not_in_the_words(self) -> str:
        """A sentence on numbers that the quoted words do not carry; "" for none, and before anything is read."""
        if not hasattr(self, "cleaned_data") or self.is_unjudged:
            return ""
        return quoted.advice(
            self.cleaned_data.get("quote") or "", {name: self.cleaned_data.get(name) for name in quoted.NUMBERS}
        )

    def _whole_and_parts(self) -> str:
        number = self.cleaned_data.get("number")
        parts = [self.cleaned_data.get(subset) for subset in Subset.values]
        least = quantities_sum(part.minimum for part in parts if part)
        if number and number.maximum is not None and least > number.maximum:
            return _("Children, women and men are %(parts)s or more, and all together %(whole)s: check the words.") % {
                "parts": least,
                "whole": number.maximum,
            }
        return ""


def quantities_sum(bounds) -> int:
    """The least that stated parts come to; a part without a lower bound adds nothing to the least (C1, C8)."""
    return sum(bound for bound in bounds if bound is not None)
