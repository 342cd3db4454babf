from __future__ import annotations

from django.urls import path

from icp.filings.web import (
    checking,
    detail,
    history,
    listing,
    provinces,
    review,
    saying,
    starting,
    status_list,
    task,
)

urlpatterns = [
    path("filings/", listing.filings, name="filings"),
    path("filings/new/", starting.start, name="filing-new"),
    path("filings/<uuid:pk>/", detail.detail, name="filing"),
    path("filings/<uuid:pk>/tasks/<slug:key>/", task.task, name="filing-task"),
    path("filings/<uuid:pk>/check/", checking.check, name="filing-check"),
    path("filings/<uuid:pk>/timeline/", history.history, name="filing-history"),
    path("filings/<uuid:pk>/do/<slug:verb>/", saying.say, name="filing-do"),
    path("desk/", review.desk, name="desk"),
    path("desk/import/", status_list.paste, name="desk-import"),
    path("desk/provinces/", provinces.provinces, name="desk-provinces"),
    path("desk/<uuid:pk>/", review.desk_filing, name="desk-filing"),
    path("desk/<uuid:pk>/claim/", review.claim, name="desk-claim"),
    path("desk/<uuid:pk>/hand-back/", review.hand_back, name="desk-hand-back"),
]
