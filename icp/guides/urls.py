from __future__ import annotations

from django.urls import path

from icp.guides import views

urlpatterns = [
    path("", views.guides, name="guides"),
    path("<slug:slug>/", views.guide, name="guide"),
]
