from dataclasses import asdict

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import NamedKind, NameState
from events.drafts import DraftName


class BatchNameQuerySet(models.QuerySet):
    def undecided(self):
        """Those that a person is to decide before the file is loaded."""
        return self.filter(state=NameState.OPEN)

    def like_none(self):
        """Those that look like none of ours, so that there is nothing to look at before they are taken as new ones."""
        return self.filter(candidates=[])

    def listed(self, state: str, kind: str = "", words: str = ""):
        """Of a state, of a kind where one is given, with the words in them or above them."""
        found = self.filter(state=state)
        if kind:
            found = found.filter(kind=kind)
        return found.filter(Q(words__icontains=words) | Q(within__icontains=words)) if words else found


class BatchName(models.Model):
    """A name of a place, an actor or a source as an imported file has it, and which of ours it means.

    `key` and `draft` are the reader's (events.drafts.DraftName); `within` is the words that it stands under, as a spelling
    is remembered. `meant` is the id of one of ours. `candidates` are the likest of ours (events.spellings.Candidate), and
    `waits` says that what it stands under is itself not decided. `rows` of the file have it, `first_row` the first.
    """

    batch = models.ForeignKey("events.Batch", on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=8, choices=NamedKind)
    key = models.CharField(max_length=600)
    words = models.CharField(_("words"), max_length=300)
    within = models.CharField(_("within"), max_length=300, blank=True)
    draft = models.JSONField()
    state = models.CharField(_("state"), max_length=8, choices=NameState, default=NameState.OPEN)
    meant = models.BigIntegerField(null=True)
    candidates = models.JSONField(default=list)
    waits = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    first_row = models.PositiveIntegerField(null=True)

    objects = BatchNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name in an imported file")
        verbose_name_plural = _("names in imported files")
        ordering = ["-rows", "id"]
        default_permissions = ()
        indexes = [models.Index(fields=["batch", "state", "kind"], name="name_of_batch")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "kind", "key"], name="batch_name_once"),
            models.CheckConstraint(
                name="batch_name_matched_means_one",
                condition=Q(state=NameState.MATCHED, meant__isnull=False)
                | (~Q(state=NameState.MATCHED) & Q(meant=None)),
            ),
            models.CheckConstraint(name="batch_name_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words

    def as_draft(self) -> DraftName:
        """The reader's own, again."""
        draft = self.draft | {"kind": NamedKind(self.kind)}
        return DraftName(**{name: tuple(value) if isinstance(value, list) else value for name, value in draft.items()})

    @classmethod
    def of_draft(cls, batch, name: DraftName, **more) -> "BatchName":
        """Not saved yet."""
        return cls(batch=batch, kind=name.kind, key=name.key, words=name.words[:300], draft=asdict(name), **more)
