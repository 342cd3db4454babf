"""Every address of the portal. Pages stand below a language; programs, health and the admin do not."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from allauth.urls import build_provider_urlpatterns
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from portal.web.health import healthz
from portal.web.views import root

admin.autodiscover()
# The admin has no log-in page of its own: one door, with its limits and its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

_social: list[URLPattern | URLResolver] = []
if settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
    _social = [
        path("external/", include("allauth.socialaccount.urls")),
        path("external/", include(build_provider_urlpatterns())),
    ]

urlpatterns = [
    path("", root, name="root"),
    path("healthz", healthz, name="healthz"),
    path("api/v1/", include("portal.api.urls")),
    path("api/", include("portal.api.schema_urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("portal.web.urls")),
        path("", include("portal.accounts.urls")),
        path("", include("portal.notifications.urls")),
        path("", include("portal.api.doc_urls")),
        path("", include("allauth.account.urls")),
        path("2fa/", include("allauth.mfa.urls")),
        *_social,
        path("", include("icp.urls")),
        path("", include("networks.urls")),
    ),
]
handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.permission_denied"
handler404 = "portal.web.errors.page_not_found"
handler500 = "portal.web.errors.server_error"
