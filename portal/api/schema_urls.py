"""Below /api/, beside /api/v1/: the description for programs."""

from __future__ import annotations

from django.urls import path

from portal.api.description.document import docs_redirect, schema

urlpatterns = [
    path("schema/", schema, name="api-schema"),
    path("docs/", docs_redirect, name="api-docs-any-language"),
]
