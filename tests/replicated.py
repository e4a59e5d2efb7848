"""The settings of a web server that tests start on servers of their own: as deployed, with four things made lighter."""

from conflict_tracker.settings import *  # noqa: F403 - DATABASE_URL and the rest stand in the environment

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = BASE_DIR / "static" / "events"  # noqa: F405 - nothing is collected here
