from __future__ import annotations

from django.urls import path

from networks.accelerations import api as accelerations
from networks.connections.api import ConnectionDetail, ConnectionResources, Connections, RemoveConnection
from networks.fulfilment.api import NetworkRequestResources, NetworkRequestSteps
from networks.requests.api import VERBS, NetworkRequestDetail, NetworkRequestPlan, NetworkRequests

ACCELERATION = "accelerations/<uuid:pk>/"
ONE = "network-requests/<uuid:pk>/"

urlpatterns = [
    path("network-requests/", NetworkRequests.as_view(), name="api-network-requests"),
    path(ONE, NetworkRequestDetail.as_view(), name="api-network-request"),
    path(f"{ONE}plan/", NetworkRequestPlan.as_view(), name="api-network-request-plan"),
    path(f"{ONE}steps/", NetworkRequestSteps.as_view(), name="api-network-request-steps"),
    path(f"{ONE}resources/", NetworkRequestResources.as_view(), name="api-network-request-resources"),
    *(
        path(f"{ONE}{name}/", view.as_view(), name=f"api-network-request-{name}")
        for name, view in VERBS.items()
    ),
    path("accelerations/", accelerations.Accelerations.as_view(), name="api-accelerations"),
    path(ACCELERATION, accelerations.AccelerationDetail.as_view(), name="api-acceleration"),
    *(
        path(f"{ACCELERATION}{name}/", view.as_view(), name=f"api-acceleration-{name}")
        for name, view in accelerations.VERBS.items()
    ),
    path("connections/", Connections.as_view(), name="api-connections"),
    path("connections/<uuid:pk>/", ConnectionDetail.as_view(), name="api-connection"),
    path("connections/<uuid:pk>/resources/", ConnectionResources.as_view(), name="api-connection-resources"),
    path("connections/<uuid:pk>/remove/", RemoveConnection.as_view(), name="api-connection-remove"),
]
