from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import ChangeKind, RuleName
from events.models.change import Change


class DatasetQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def visible_to(self, user):
        """Every dataset for those who may enter incidents, the public ones for everybody else."""
        return self if user.has_perm("events.add_incident") else self.public()


class Dataset(models.Model):
    """Whose coding of events this is. Figures of two datasets are never summed (C12)."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    code_prefix = models.CharField(
        _("code prefix"), max_length=8, unique=True, help_text=_("Incident codes begin with it: MYD-2017-0001.")
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Readers see its published incidents."))
    is_generated = models.BooleanField(_("generated"), default=False, help_text=_("Invented; every page says so."))
    is_default = models.BooleanField(
        _("default"), default=False, help_text=_("Pages answer for it unless asked otherwise.")
    )
    rule = models.CharField(
        _("rule"),
        max_length=32,
        choices=RuleName.computed(),
        default=RuleName.INDEPENDENT_RANGE,
        help_text=_("How several claims become one range, unless an incident says otherwise (C6)."),
    )
    coder = models.ForeignKey(
        "events.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whose coding"),
        help_text=_("The source whose numbers the rule “as published” takes as they are."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    citation = models.TextField(_("citation"), blank=True)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="dataset_one_default"),
            models.CheckConstraint(
                name="dataset_rule_is_computed", condition=Q(rule__in=[rule for rule, _label in RuleName.computed()])
            ),
            models.CheckConstraint(
                name="dataset_as_published_has_coder",
                condition=~Q(rule=RuleName.AS_PUBLISHED) | Q(coder__isnull=False),
                violation_error_message=_("Say whose coding it is: the rule takes that source’s numbers."),
            ),
            models.CheckConstraint(
                condition=Q(code_prefix__regex=r"^[A-Z][A-Z0-9]{1,7}$"),
                name="dataset_code_prefix_is_capitals",
                violation_error_message=_("A code prefix is two to eight capital letters or digits, as in MYD."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def was_made_for_a_file(self) -> bool:
        """Whether it was made in one transaction with a file sent into it, and not by a person before: the history knows."""
        made = Change.objects.filter(table=self._meta.db_table, row=self.pk, kind=ChangeKind.INSERTED)
        sent = self.batches.model._meta.db_table, self.batches.values("pk")
        return Change.objects.filter(
            table=sent[0], row__in=sent[1], kind=ChangeKind.INSERTED, transaction__in=made.values("transaction")
        ).exists()
