"""The addresses under /api/. Once published they are never reused for another thing."""

from django.urls import path

from events.api import documentation, views

answering = [
    path("incidents/", views.Incidents.as_view(), name="api_incidents"),
    path("incidents/<slug:code>/", views.OneIncident.as_view(), name="api_incident"),
    path("claims/", views.Claims.as_view(), name="api_claims"),
    path("actors/", views.Actors.as_view(), name="api_actors"),
    path("places/", views.Places.as_view(), name="api_places"),
    path("sources/", views.Sources.as_view(), name="api_sources"),
    path("datasets/", views.Datasets.as_view(), name="api_datasets"),
    path("totals/", views.Totals.as_view(), name="api_totals"),
    path("series/", views.Series.as_view(), name="api_series"),
    path("attribution/", views.Attributions.as_view(), name="api_attribution"),
]

urlpatterns = [
    path("", documentation.page, name="api"),
    path("schema.json", documentation.Description.as_view(), name="api_schema"),
    *answering,
]
