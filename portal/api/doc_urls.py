"""Pages about the API, below a language: its description, and an organization's keys."""

from __future__ import annotations

from django.urls import path

from portal.api import pages
from portal.api.description.page import docs

app_name = "api"
urlpatterns = [
    path("api/docs/", docs, name="docs"),
    path("settings/api-keys/", pages.keys, name="keys"),
    path("settings/api-keys/<uuid:pk>/revoke/", pages.revoke, name="key-revoke"),
]
