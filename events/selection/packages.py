"""What the addresses of packages ask beside a selection: a page of the list, and two packages to compare; as strict (C13)."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from events.models import Package
from events.selection.language import LanguageForm
from events.selection.reading import BadQuestion, cleaned


class ListForm(LanguageForm):
    """`after`: the number of the last package of the page before."""

    after = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class CompareForm(LanguageForm):
    """`a` and `b`: two packages by name. `b` may be missing, while somebody chooses it."""

    a = forms.SlugField(max_length=120)
    b = forms.SlugField(max_length=120, required=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two packages of one dataset; the second is None while it is to be chosen."""

    a: Package
    b: Package | None


def read_after(request) -> int | None:
    """After which package the page begins; None is the first page. Raises BadQuestion naming what is not understood."""
    return cleaned(ListForm, request)["after"]


def read_pair(request) -> Pair:
    """The two packages named. Raises BadQuestion naming what is not understood."""
    asked = cleaned(CompareForm, request)
    found = {one.public_id: one for one in Package.objects.public().named(asked["a"], asked["b"])}
    missing = [(name, asked[name]) for name in ("a", "b") if asked[name] and asked[name] not in found]
    if missing:
        said = _("no package is called “%(value)s”")
        raise BadQuestion([(name, said % {"value": value}) for name, value in missing])
    pair = Pair(found[asked["a"]], found.get(asked["b"]))
    if pair.b and pair.a == pair.b:
        raise BadQuestion([("b", _("it is the same package; name another one"))])
    if pair.b and pair.a.dataset_id != pair.b.dataset_id:
        raise BadQuestion(
            [("b", _("it is of another dataset, and figures of two datasets are not set against each other"))]
        )
    return pair
