from __future__ import annotations

from django.middleware.locale import LocaleMiddleware
from django.utils.deprecation import MiddlewareMixin


class LanguageMiddleware(LocaleMiddleware):
    """The address decides the language."""


class RefusalMiddleware(MiddlewareMixin):
    """Shows a refusal as a page."""
