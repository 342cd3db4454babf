from __future__ import annotations

from django.urls import path

from icp.eligibility import result_views, views

urlpatterns = [
    path("", views.start, name="check-start"),
    path("r/<str:token>/", views.result, name="check-result"),
    path("r/<str:token>/again/", views.again, name="check-again"),
    path("r/<str:token>/save/", result_views.save, name="check-save"),
    path("r/<str:token>/summary/", result_views.summary, name="check-summary"),
    path("r/<str:token>/summary.pdf", result_views.summary_pdf, name="check-summary-pdf"),
    path("<slug:page>/", views.question, name="check-question"),
]
