from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("icp.api_urls")),
    path("", include("networks.api_urls")),
]
