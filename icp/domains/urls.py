from __future__ import annotations

from django.urls import path

from icp.domains import views

urlpatterns = [
    path("", views.lookups, name="lookups"),
    path("<uuid:pk>/", views.lookup_detail, name="lookup-detail"),
    path("<uuid:pk>/again/", views.lookup_again, name="lookup-again"),
]
