"""Addresses: the app's own from the root, the entry desk under /admin/, the health check."""

from django.contrib import admin
from django.urls import include, path

from conflict_tracker.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("events.urls")),
]
