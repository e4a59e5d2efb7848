from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    """What the project as a whole does at its start: rights after each migrate, and a warning where nobody limits them."""

    name = "conflict_tracker"

    def ready(self) -> None:
        from conflict_tracker.deployed import warn_of_an_owner_who_serves

        post_migrate.connect(give_rights, sender=apps.get_app_config("events"))
        checks.register(warn_of_an_owner_who_serves, deploy=True)


def give_rights(**signal: object) -> None:
    """To the role of DATABASE_URL, where there is an owner beside it and every table is there."""
    from conflict_tracker import rights

    if settings.APPLICATION_ROLE:
        rights.give(role=settings.APPLICATION_ROLE, password=settings.APPLICATION_PASSWORD)
