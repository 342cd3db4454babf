"""The product as a server, with the bell among its addresses."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.ROOT_URLCONF = "tests.portal.api.bell_urls"
application = get_wsgi_application()
