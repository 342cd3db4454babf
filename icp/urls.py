from __future__ import annotations

from django.urls import include, path

app_name = "icp"
urlpatterns = [
    path("icp-check/", include("icp.eligibility.urls")),
    path("", include("icp.documents.urls")),
    path("", include("icp.filings.urls")),
    path("", include("icp.packs.urls")),
    path("domains/", include("icp.domains.urls")),
    path("guides/", include("icp.guides.urls")),
    path("", include("icp.licenses.urls")),
    path("", include("icp.publication.urls")),
]
