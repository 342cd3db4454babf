from __future__ import annotations

from django.urls import URLPattern, path

from icp.documents.web import consenting, listing, opening, reviewing, uploading
from icp.documents.web.finding import FILING, LICENSE


def _pages(of: str, prefix: str) -> list[URLPattern]:
    """The pages of papers of a filing, or of a license: the same views, told which."""
    base, told = f"{of}s/<uuid:pk>/documents/", {"of": of}
    paper = f"{base}papers/<uuid:paper>/"
    return [
        path(base, listing.papers, told, name=f"{prefix}papers"),
        path(f"{base}consent/", consenting.consent, told, name=f"{prefix}papers-consent"),
        path(f"{base}<slug:key>/", uploading.paper, told, name=f"{prefix}paper-upload"),
        path(
            f"{base}certificates/<uuid:certificate>/",
            reviewing.certificate,
            told,
            name=f"{prefix}papers-certificate",
        ),
        path(f"{paper}open/", opening.open_one, told, name=f"{prefix}paper-open"),
        path(f"{paper}file/<str:token>/", opening.file, told, name=f"{prefix}paper-file"),
        path(f"{paper}review/", reviewing.review, told, name=f"{prefix}paper-review"),
        path(f"{paper}delete/", uploading.delete, told, name=f"{prefix}paper-delete"),
    ]


urlpatterns = [
    # Before the page of one paper, whose address would swallow it.
    path("filings/<uuid:pk>/documents/ask/", reviewing.ask, name="papers-ask"),
    *_pages(FILING, ""),
    *_pages(LICENSE, "license-"),
]
