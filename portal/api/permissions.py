from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from portal.api.models import ApiKey
from portal.api.scopes import ANY_KEY
from portal.refusals import Forbidden


class HasScope(BasePermission):
    """The key carries the scope that the view names. A view that names none answers nobody."""

    def has_permission(self, request: Request, view: Any) -> bool:
        key = request.auth
        scope = view.scope_of(request) if hasattr(view, "scope_of") else None
        if not isinstance(key, ApiKey) or scope is None:
            return False
        if scope == ANY_KEY or scope in key.scopes:
            return True
        raise Forbidden(
            "scope_missing",
            _("This key does not carry the scope %(scope)s.") % {"scope": scope},
            _("It carries: %(scopes)s. Open a key with that scope.") % {"scopes": ", ".join(key.scopes)},
        )
