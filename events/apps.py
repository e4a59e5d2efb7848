from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Conflict Tracker")
    default_auto_field = "django.db.models.BigAutoField"


class EntryDeskConfig(AdminConfig):
    """Django's admin, as our entry desk."""

    default_site = "events.admin.site.EntryDesk"

    def ready(self) -> None:
        super().ready()
        for pages in ("accounts", "incident", "record"):
            import_module(f"events.admin.{pages}")
        site.unregister(import_module("procrastinate.contrib.django.models").ProcrastinateJob)  # jobs are no records
