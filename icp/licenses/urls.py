from __future__ import annotations

from django.urls import path

from icp.licenses.web import desk, detail, listing, starting

urlpatterns = [
    path("licenses/", listing.licenses, name="licenses"),
    path("licenses/new/", starting.start, name="license-new"),
    path("licenses/<uuid:pk>/", detail.license, name="license"),
    path("desk/licenses/", desk.desk, name="desk-licenses"),
]
