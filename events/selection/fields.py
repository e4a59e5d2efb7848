"""Form fields that read parameters strictly: what they do not know is an error, never a wider answer (C13)."""

import re

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

from events.models import Dataset, Incident


class DatasetField(forms.Field):
    """The slug of a dataset → the dataset; `datasets`: those of whoever asks."""

    datasets: list[Dataset] = []

    def clean(self, value) -> Dataset | None:
        if not value:
            return None
        for dataset in self.datasets:
            if dataset.slug == value:
                return dataset
        raise ValidationError(_("no dataset is called “%(value)s”"), params={"value": value})


class DatasetFilter(Filter):
    field_class = DatasetField


class NamedListField(forms.Field):
    """A repeatable parameter of slugs (or another unique key) → list of instances, in the order given."""

    widget = forms.SelectMultiple

    def __init__(self, *, model, keys=("slug",), **kwargs):
        super().__init__(**kwargs)
        self.model, self.keys = model, keys

    def clean(self, value) -> list:
        wanted = list(dict.fromkeys(value or []))
        if not wanted:
            return []
        found = {}
        match = Q()
        for key in self.keys:
            match |= Q(**{f"{key}__in": [name for name in wanted if "\0" not in name]})  # which PostgreSQL refuses
        for instance in self.model.objects.filter(match):
            found |= {getattr(instance, key): instance for key in self.keys}
        missing = [name for name in wanted if name not in found]
        if missing:
            raise ValidationError(
                _("no %(kind)s is called “%(name)s”"),
                params={"kind": self.model._meta.verbose_name, "name": missing[0]},
            )
        return list(dict.fromkeys(found[name] for name in wanted))


class NamedListFilter(Filter):
    field_class = NamedListField


NO_SUCH_CODE = _("no incident has the code “%(code)s”")
MOST_CODES = 100
"""Of one question: the address of more would be longer than servers take."""


class CodesField(forms.Field):
    """Codes of incidents, in any case, with spaces, commas or new lines between them → the incidents, in the order given, each
    once; one that was merged is the incident that was kept. `user`: who asks, and finds what they may see (C7)."""

    user = AnonymousUser()

    def clean(self, value) -> list[Incident]:
        wanted = list(dict.fromkeys(code for code in re.split(r"[\s,;]+", (value or "").upper()) if code))
        if not wanted:
            return []
        if len(wanted) > MOST_CODES:
            said = _("at most %(most)s codes at once (there are %(count)s); ask for the others apart")
            raise ValidationError(said, params={"most": MOST_CODES, "count": len(wanted)})
        asked = Incident.objects.filter(code__in=[code for code in wanted if "\0" not in code])
        found = {one.code: one for one in asked.visible_to(self.user).unmerged()}
        for merged in asked.leading_on(self.user):
            kept = Incident.objects.filter(pk=merged.kept.pk).visible_to(self.user).first()
            if kept:
                found[merged.code] = kept
        missing = [code for code in wanted if code not in found]
        if missing:
            is_retracted = asked.retracted().filter(code=missing[0]).exists()
            said = _("“%(code)s” was retracted; its page says why") if is_retracted else NO_SUCH_CODE
            raise ValidationError(said, params={"code": missing[0]})
        return list(dict.fromkeys(found[code] for code in wanted))


class CodesFilter(Filter):
    field_class = CodesField


class IsoDateField(forms.DateField):
    """A date as 2017-10-31 and nothing else, in every language."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("“%(value)s” is not a date; write it as 2017-10-31")}

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(**kwargs)

    def to_python(self, value):
        text = (value or "").strip()
        try:
            if text and len(text) != 10:
                raise ValidationError("")
            return super().to_python(text)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"], params={"value": text}) from None


class IsoDateFilter(Filter):
    field_class = IsoDateField


class KnownOnField(IsoDateField):
    """A day up to which claims are known: today at the latest."""

    default_error_messages = {
        "to_come": _("“%(value)s” is still to come; nobody knows what will have been said by then")
    }

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(self.error_messages["to_come"], params={"value": day.isoformat()})
        return day


class KnownOnFilter(Filter):
    field_class = KnownOnField
