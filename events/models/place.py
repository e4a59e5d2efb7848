from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.choices import PlaceLevel
from events.models.named import Tree, TreeQuerySet


def point_constraints(model: str) -> list[models.CheckConstraint]:
    """Latitude and longitude together, and on the globe (WGS 84, decimal degrees)."""
    return [
        models.CheckConstraint(
            name=f"{model}_point_whole",
            condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
            violation_error_message=_("Give both latitude and longitude, or neither."),
        ),
        models.CheckConstraint(
            name=f"{model}_latitude_in_range",
            condition=Q(latitude=None) | Q(latitude__range=(-90, 90)),
            violation_error_message=_("A latitude lies between −90 and 90 degrees."),
        ),
        models.CheckConstraint(
            name=f"{model}_longitude_in_range",
            condition=Q(longitude=None) | Q(longitude__range=(-180, 180)),
            violation_error_message=_("A longitude lies between −180 and 180 degrees."),
        ),
    ]


class Place(Tree):
    """A node of the gazetteer, from country to site."""

    level = models.CharField(_("level"), max_length=16, choices=PlaceLevel)
    pcode = models.CharField(_("p-code"), max_length=32, null=True, blank=True, unique=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    objects = TreeQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "id"]
        indexes = [GinIndex(fields=["lineage"], name="place_lineage")]
        constraints = [
            Tree.not_its_own_parent("place"),
            models.CheckConstraint(
                name="place_top_is_country",
                condition=Q(parent__isnull=False) | Q(level=PlaceLevel.COUNTRY),
                violation_error_message=_("Only a country stands at the top; say what this place is part of."),
            ),
            *point_constraints("place"),
        ]
