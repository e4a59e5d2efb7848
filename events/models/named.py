"""What actors, places and sources share: a name, its local script, other spellings, and a tree of the like."""

import re

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ARABIC = re.compile("[\u0600-\u06ff]")


class NamedQuerySet(models.QuerySet):
    def with_spellings(self):
        """Annotate `spellings`: every name in lower case between bars, "|russia|россия|russian federation|"."""
        names = Func(
            "slug", "name", "name_local", "aliases", function="events_spellings", output_field=models.TextField()
        )
        return self.annotate(spellings=names)  # sql/spellings.sql, with an index of places by it

    def called(self, text: str):
        """Exactly this name, local name, alias or slug, in any case."""
        return self.with_spellings().filter(spellings__contains=f"|{text.strip().lower()}|")

    def like(self, text: str):
        """Names that hold the text; those that begin with it first."""
        part = text.strip().lower()
        begins = models.Case(models.When(spellings__contains=f"|{part}", then=0), default=1)
        return self.with_spellings().filter(spellings__contains=part).order_by(begins, "name")


class Named(models.Model):
    """A thing with names. `aliases` are other spellings in any language; search finds them all (C10)."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_local = models.CharField(_("name in local script"), max_length=200, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), verbose_name=_("aliases"), default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def spoken(self) -> str:
        """The name in the language of the page."""
        return in_language(self.name, self.name_local, get_language())


def in_language(name: str, name_local: str, language: str) -> str:
    """The local name on an Arabic page, where there is one in Arabic; the name elsewhere."""
    return name_local if language == "ar" and ARABIC.search(name_local) else name


class TreeQuerySet(NamedQuerySet):
    def under(self, ids):
        """These nodes and everything under them (C10)."""
        return self.filter(lineage__overlap=list(ids))


class Tree(Named):
    """A named node of a tree. `lineage` holds the ids from the root to the node itself; triggers keep it (sql/trees.sql)."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False)

    class Meta(Named.Meta):
        abstract = True

    @staticmethod
    def not_its_own_parent(model: str) -> models.CheckConstraint:
        return models.CheckConstraint(name=f"{model}_not_its_own_parent", condition=Q(parent=None) | ~Q(parent=F("id")))
