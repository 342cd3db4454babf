from __future__ import annotations

from django.urls import path

from networks.accelerations import views as accelerations
from networks.web import catalogue, connections, detail, editing, listing, review, verbs

app_name = "networks"
urlpatterns = [
    path("networks/", catalogue.catalogue, name="catalogue"),
    path("prices/", catalogue.prices, name="prices"),
    path("requests/", listing.requests, name="requests"),
    path("requests/new/", editing.new, name="request-new"),
    path("requests/<uuid:pk>/", detail.detail, name="request-detail"),
    path("requests/<uuid:pk>/live/", detail.live, name="request-live"),
    path("requests/<uuid:pk>/plan/", detail.plan, name="request-plan"),
    path("requests/<uuid:pk>/resources/", detail.resources, name="request-resources"),
    path("requests/<uuid:pk>/cost/", detail.cost, name="request-cost"),
    path("requests/<uuid:pk>/history/", detail.history, name="request-history"),
    path("requests/<uuid:pk>/edit/", editing.edit, name="request-edit"),
    path("requests/<uuid:pk>/check/", editing.check, name="request-check"),
    path("requests/<uuid:pk>/withdraw/", verbs.withdraw, name="request-withdraw"),
    path("requests/<uuid:pk>/pause/", verbs.pause, name="request-pause"),
    path("requests/<uuid:pk>/resume/", verbs.resume, name="request-resume"),
    path("requests/<uuid:pk>/retry/", verbs.retry, name="request-retry"),
    path("requests/<uuid:pk>/unwind/", verbs.unwind, name="request-unwind"),
    path("queue/", listing.queue, name="queue"),
    path("queue/<uuid:pk>/", review.review, name="review"),
    path("accelerations/", accelerations.accelerations, name="accelerations"),
    path("accelerations/new/", accelerations.new, name="acceleration-new"),
    path("accelerations/<uuid:pk>/", accelerations.acceleration, name="acceleration"),
    path("accelerations/<uuid:pk>/<slug:verb>/", accelerations.act, name="acceleration-do"),
    path("connections/", connections.connections, name="connections"),
    path("connections/<uuid:pk>/", connections.connection, name="connection"),
    path("connections/<uuid:pk>/remove/", connections.remove, name="connection-remove"),
]
