"""The bare views as a server: the portal's settings without its middleware."""

from __future__ import annotations

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
# Only now: one of the applications insists on its middleware while it is loaded.
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "tests.bench.bare_urls"
application = WSGIHandler()
