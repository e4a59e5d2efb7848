"""The addresses of the contract (docs: design of the interface). Once published they are never reused for another thing."""

from django.urls import include, path, re_path

from events.exports.formats import FORMATS, TABLES
from events.views import actors, corrections, downloads, export, incidents, packages, pages, sources
from events.views.dashboard import dashboard

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("incidents/", incidents.incident_list, name="incident_list"),
    path("incidents/<slug:code>/", incidents.incident_detail, name="incident_detail"),
    path("timeline/", incidents.timeline, name="timeline"),
    path("actors/", actors.actor_list, name="actor_list"),
    path("actors/<slug:slug>/", actors.actor_detail, name="actor_detail"),
    path("sources/", sources.source_list, name="source_list"),
    path("sources/<slug:slug>/", sources.source_detail, name="source_detail"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections.csv", corrections.corrections_file, name="corrections_csv"),
    path("corrections.atom", corrections.corrections_feed, name="corrections_atom"),
    path("packages/", packages.package_list, name="package_list"),
    path("packages/new/", packages.package_new, name="package_new"),
    path("packages/make/", packages.package_make, name="package_make"),
    path("packages/compare/", packages.package_compare, name="package_compare"),
    path("packages/compare.csv", packages.package_compare_file, name="package_compare_csv"),
    path("packages/<slug:public_id>/", packages.package_detail, name="package"),
    path("packages/<slug:public_id>.zip", packages.package_zip, name="package_zip"),
    path("export/", export.export, name="export"),
    path("about/", pages.about, name="about"),
    path("incidents.json", downloads.incidents_json, name="incidents_json"),
    path("api/", include("events.api.urls")),
    re_path(rf"^(?P<table>{'|'.join(TABLES)})\.(?P<form>{'|'.join(FORMATS)})$", downloads.download, name="download"),
    re_path(r"^record\.(?P<form>zip|xlsx)$", downloads.record, name="record"),
    re_path(r"^charts/(?P<name>[a-z]+)\.(?P<form>csv|json)$", downloads.chart, name="chart"),
]
