"""Form fields that read parameters strictly: what they do not know is an error, never a wider answer (C13)."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import Filter


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
