from __future__ import annotations

from django.urls import path

from icp.documents.web import consenting, listing, opening, reviewing, uploading

_PAPER = "filings/<uuid:pk>/documents/papers/<uuid:paper>"
urlpatterns = [
    path("filings/<uuid:pk>/documents/", listing.papers, name="papers"),
    path("filings/<uuid:pk>/documents/consent/", consenting.consent, name="papers-consent"),
    path("filings/<uuid:pk>/documents/ask/", reviewing.ask, name="papers-ask"),
    path("filings/<uuid:pk>/documents/<slug:key>/", uploading.paper, name="paper-upload"),
    path(
        "filings/<uuid:pk>/documents/certificates/<uuid:certificate>/",
        reviewing.certificate,
        name="papers-certificate",
    ),
    path(f"{_PAPER}/open/", opening.open_one, name="paper-open"),
    path(f"{_PAPER}/file/<str:token>/", opening.file, name="paper-file"),
    path(f"{_PAPER}/review/", reviewing.review, name="paper-review"),
    path(f"{_PAPER}/delete/", uploading.delete, name="paper-delete"),
]
