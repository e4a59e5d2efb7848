"""Addresses: the app's own from the root, the entry desk under /admin/, the health check."""

from django.contrib import admin
from django.urls import include, path

from conflict_tracker.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("events.urls")),
]

handler400 = "events.views.pages.bad_request"
handler403 = "events.views.pages.forbidden"
handler404 = "events.views.pages.not_found"
handler500 = "events.views.pages.server_error"
