from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import ActorKind
from events.models.named import Tree, TreeQuerySet


class Actor(Tree):
    """An organised party or state body. Its parent is what it is part of: the Aerospace Forces of Russia."""

    kind = models.CharField(_("kind"), max_length=16, choices=ActorKind)
    description = models.TextField(_("description"), blank=True)

    objects = TreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name", "id"]
        indexes = [GinIndex(fields=["lineage"], name="actor_lineage")]
        constraints = [Tree.not_its_own_parent("actor")]

    def get_absolute_url(self) -> str:
        return reverse("actor_detail", args=[self.slug])
