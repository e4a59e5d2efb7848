from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import NamedKind


class Spelling(models.Model):
    """A person's decision whom or what a name in a file means, asked once and remembered.

    `words` are the name, `within` the names it stands under there (a governorate's, say), both folded as
    events.matching folds them.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=NamedKind)
    words = models.CharField(_("words"), max_length=300)
    within = models.CharField(_("within"), max_length=300, blank=True)
    place = models.ForeignKey(
        "events.Place", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("place")
    )
    actor = models.ForeignKey(
        "events.Actor", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("actor")
    )
    source = models.ForeignKey(
        "events.Source", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("source")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), auto_now=True)

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        ordering = ["kind", "words", "within"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "words", "within"], name="spelling_decided_once"),
            models.CheckConstraint(
                name="spelling_means_one_thing",
                condition=Q(kind=NamedKind.PLACE, place__isnull=False, actor=None, source=None)
                | Q(kind=NamedKind.ACTOR, place=None, actor__isnull=False, source=None)
                | Q(kind=NamedKind.SOURCE, place=None, actor=None, source__isnull=False),
            ),
            models.CheckConstraint(name="spelling_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.within})" if self.within else self.words

    @property
    def meant(self):
        """The place, actor or source."""
        return self.place or self.actor or self.source
