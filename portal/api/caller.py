"""Who is asking, with types: REST framework leaves `request.auth` and `request.user` open."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from rest_framework.request import Request

from portal.accounts.models import User
from portal.api.models import ApiKey


def key_of(request: Request) -> ApiKey:
    """The key that was shown. Raises PermissionDenied where a view let nobody's request through."""
    if not isinstance(request.auth, ApiKey):
        raise PermissionDenied
    return request.auth


def person_of(request: Request) -> User:
    """The person the key acts for, whose memberships are narrowed to the key's organization."""
    return key_of(request).user
