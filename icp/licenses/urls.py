from __future__ import annotations

from django.urls import path

from icp.licenses.web import detail, listing, starting

urlpatterns = [
    path("", listing.licenses, name="licenses"),
    path("new/", starting.start, name="license-new"),
    path("<uuid:pk>/", detail.license, name="license"),
]
