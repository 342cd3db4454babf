"""Below /api/v1/. The last line answers what nobody else does, so programs never meet a page."""

from __future__ import annotations

from django.urls import include, path

from portal.api.v1.events import Events
from portal.api.v1.nothing import nothing_here
from portal.api.v1.organizations import OrganizationDetail, Organizations
from portal.api.v1.whoami import Whoami

urlpatterns = [
    path("whoami/", Whoami.as_view(), name="api-whoami"),
    path("organizations/", Organizations.as_view(), name="api-organizations"),
    path("organizations/<uuid:pk>/", OrganizationDetail.as_view(), name="api-organization"),
    path("events/", Events.as_view(), name="api-events"),
    path("", include("icp.api_urls")),
    path("", include("networks.api_urls")),
    path("<path:rest>", nothing_here),
]
