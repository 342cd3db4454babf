from __future__ import annotations

from django.urls import path

from icp.packs import views

urlpatterns = [
    path("filings/<uuid:pk>/pack/", views.pack, name="filing-pack"),
    path("filings/<uuid:pk>/pack.pdf", views.pack_pdf, name="filing-pack-pdf"),
]
