from __future__ import annotations

from django.urls import path

from icp.publication.web import footer, psb, watch

urlpatterns = [
    path("filings/<uuid:pk>/footer/", footer.footer, name="filing-footer"),
    path("filings/<uuid:pk>/footer/check/", footer.check, name="filing-footer-check"),
    path("filings/<uuid:pk>/psb/", psb.psb, name="filing-psb"),
    path("filings/<uuid:pk>/psb/pack/", psb.pack, name="filing-psb-pack"),
    path("filings/<uuid:pk>/watch/", watch.watch, name="filing-watch"),
]
