from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("portal.api.urls")),
    *i18n_patterns(
        path("", include("portal.web.urls")),
        path("", include("allauth.account.urls")),
        path("2fa/", include("allauth.mfa.urls")),
        path("", include("icp.urls")),
        path("", include("networks.urls")),
    ),
]
