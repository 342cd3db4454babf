from __future__ import annotations

from django.urls import path

from icp.eligibility.api import CheckDetail, Checks, Policies

urlpatterns = [
    path("eligibility-checks/", Checks.as_view(), name="api-eligibility-checks"),
    path("eligibility-checks/<uuid:pk>/", CheckDetail.as_view(), name="api-eligibility-check"),
    path("eligibility-policies/", Policies.as_view(), name="api-eligibility-policies"),
]
