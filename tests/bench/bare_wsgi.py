"""The bare views as a server: the portal's settings without its middleware."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "tests.bench.bare_urls"
application = get_wsgi_application()
