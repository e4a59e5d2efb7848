from datetime import datetime

from django.db import models
from django.db.models import Case, Count, Max, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.figures import Total


class PackageQuerySet(models.QuerySet):
    def public(self):
        """Those of datasets that are public now: a dataset that was closed takes its packages along (C7)."""
        return self.filter(dataset__is_public=True)

    def asking(self, query: str, language: str, site: str):
        """Those that answer this question in this language under this address, the newest first."""
        return self.filter(query=query, language=language, site=site).order_by("-id")

    def named(self, *names: str):
        return self.filter(public_id__in=names).select_related("dataset")

    def before(self, number: int | None):
        """Those made before the one of this number; all without one."""
        found = self.select_related("dataset")
        return found if number is None else found.filter(pk__lt=number)

    def comparable(self, package):
        """Others of the same dataset, those of the same question first, then the newest."""
        others = self.filter(dataset=package.dataset_id).exclude(pk=package.pk)
        return others.order_by(Case(When(query=package.query, then=0), default=1), "-pk")

    def made_since(self, moment: datetime):
        return self.filter(made_at__gte=moment)

    def made_so_far(self) -> tuple[int, datetime | None]:
        """How many there are and when the last was made: both stay only as long as no other comes, since none goes."""
        return tuple(self.aggregate(Count("pk"), Max("made_at")).values())


class Package(models.Model):
    """A selection to cite: what was asked, of which state of the record, and what the files came to (docs/adr/0015).

    `last_change` and `missing_changes` are the data version: the largest id of the history when it was made, and the ids
    below it that were not to be seen then (events/packages/version.py). The tables of the ZIP are made again from them;
    `texts` (name → text) are kept, for they are in the words of the release that wrote them. `files` lists every file of
    the ZIP in its order: name, sha256, bytes, and of tables rows and columns. `counts` maps tables to rows, and "measure"
    to the seven numbers of the sum of what was asked. Never changed and never deleted (sql/packages.sql).
    """

    public_id = models.SlugField(_("name"), max_length=120, unique=True)
    dataset = models.ForeignKey(
        "events.Dataset", on_delete=models.PROTECT, related_name="packages", verbose_name=_("dataset")
    )
    query = models.TextField(_("question"))
    sentence = models.TextField(_("selection in words"))
    measure = models.CharField(_("what is counted"), max_length=200)
    language = models.CharField(_("language"), max_length=16)
    as_of = models.DateField(_("as known on"), null=True)
    site = models.CharField(_("site"), max_length=255)
    made_at = models.DateTimeField(_("made"))
    last_change = models.BigIntegerField(_("last change"))
    missing_changes = models.JSONField(_("changes not seen then"), default=list)
    layout = models.PositiveSmallIntegerField(_("layout"))
    counts = models.JSONField(_("counts"))
    files = models.JSONField(_("files"))
    texts = models.JSONField(_("texts"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-id"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["-made_at"], name="package_newest")]
        constraints = [
            models.CheckConstraint(name="package_sha256_is_hex", condition=Q(sha256__regex="^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("package", args=[self.public_id])

    @property
    def permanent_address(self) -> str:
        return f"{self.site}{self.get_absolute_url()}"

    @property
    def total(self) -> Total:
        """The sum of what was asked, as it was."""
        return Total(**self.counts["measure"])
