from __future__ import annotations

from django.utils.deprecation import MiddlewareMixin


class StaffSecondFactorMiddleware(MiddlewareMixin):
    """Staff work with a second factor."""
