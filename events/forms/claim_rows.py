"""Several claims of one incident, each in a row of its own, and how they rest on each other."""

from django.db.models import Prefetch
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext as _

from events.forms.claim import ClaimForm
from events.forms.fields import is_removed, kept
from events.models import Claim, ClaimStance, Incident


class ClaimRows(BaseInlineFormSet):
    """The claims of one incident."""

    def __init__(self, *args, **options):
        stances = Prefetch("stances", ClaimStance.objects.select_related("actor__parent").order_by("pk"))
        super().__init__(*args, queryset=Claim.objects.with_sources().prefetch_related(stances), **options)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"siblings": list(self.get_queryset())}

    def kept(self) -> list[ClaimForm]:
        """The claims that will be there: filled, and not to be removed."""
        return kept(self)

    def clean(self) -> None:
        removed = {form.instance for form in self.forms if is_removed(form)}
        origins = {form.instance.pk: self._origins(form) for form in self.kept() if form.instance.pk}
        for form in self.kept():
            for name, origin in self._origins(form).items():
                if origin in removed:
                    form.add_error(name, _("That claim is to be removed: choose another, or keep it."))
                elif form.instance.pk and form.instance.pk in _above(origin.pk, origins):
                    form.add_error(name, _("That claim rests on this one: one of the two came first."))

    @staticmethod
    def _origins(form: ClaimForm) -> dict[str, Claim]:
        found = {name: form.cleaned_data.get(name) for name in ("supersedes", "derives_from")}
        return {name: claim for name, claim in found.items() if claim}


def _above(start: int, origins: dict[int, dict[str, Claim]]) -> set[int]:
    """The claims that a claim rests on, itself among them."""
    reached, ahead = set(), [start]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += [claim.pk for claim in origins.get(here, {}).values()]
    return reached


def claim_rows(*, removable: bool, blank: int) -> type[ClaimRows]:
    return inlineformset_factory(
        Incident, Claim, fk_name="incident", form=ClaimForm, formset=ClaimRows, extra=blank, can_delete=removable
    )
