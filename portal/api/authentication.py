"""Who is asking: `Authorization: Bearer causeway_<prefix>_<secret>`, one statement.

A key acts as its person inside one organization. The person's memberships are narrowed to that
organization right here, so `visible_to` and `may` answer as if they belonged to no other.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from portal.accounts.models import User
from portal.api import secrets, throttling
from portal.api.addresses import address_of
from portal.api.finding import found
from portal.api.models import ApiKey
from portal.api.refusals import TooMany, Unauthorized
from portal.refusals import Forbidden

REMEMBERED_EVERY = timedelta(minutes=1)


class ApiKeyAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiKey]:
        key = self._key_of(request)
        now = key.asked_at
        if not key.works_at(now):
            _refuse_ended(key)
        if not key.user.is_active or not key.roles:
            raise Unauthorized(
                "key_without_member",
                _("The person this key acts for is no longer a member of its organization."),
                _("Open a key as somebody who is."),
            )
        if not key.works_from(address_of(request._request)):
            raise Forbidden(
                "address_not_allowed",
                _("This key is limited to certain addresses, and yours is not among them."),
                _("Ask from an allowed address, or open a key without that limit."),
            )
        _remember_use(key, now)
        user = key.user
        # Seen by User.roles_in, staff_roles and organization_ids: the key's organization and no other.
        user._membership_rows = [(key.organization_id, role) for role in key.roles]
        return user, key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="causeway"'

    def _key_of(self, request: Request) -> ApiKey:
        header = request.META.get("HTTP_AUTHORIZATION", "")
        if not header:
            raise Unauthorized(
                "key_missing",
                _("No key was given."),
                _("Send the header `Authorization: Bearer` followed by your key."),
            )
        scheme, _space, text = header.partition(" ")
        token = secrets.parse(text.strip()) if scheme.lower() == "bearer" else None
        key = found(token) if token else None
        if key is None:
            _refuse_unknown(request)
        return key


def _remember_use(key: ApiKey, now: datetime) -> None:
    if key.last_used_at is None or key.last_used_at < now - REMEMBERED_EVERY:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=now - REMEMBERED_EVERY)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def _refuse_unknown(request: Request) -> NoReturn:
    wait = throttling.take(f"address:{address_of(request._request)}"[:80], throttling.FAILURES)
    if wait is not None:
        raise TooMany(
            "too_many_failures",
            _("Too many wrong keys came from your address."),
            _("Wait as long as Retry-After says, and check the key."),
            extra={"retry_after": wait},
        )
    # Whether the prefix exists is nobody's business: one answer for every key that does not fit.
    raise Unauthorized("key_unknown", _("This key is not one of ours."), _("Check that it is complete."))


def _refuse_ended(key: ApiKey) -> NoReturn:
    remedy = _("Open a new key under Settings, API keys.")
    if key.revoked_at is not None:
        raise Unauthorized("key_revoked", _("This key was revoked."), remedy)
    day = f"{key.expires_at:%Y-%m-%d}"
    raise Unauthorized("key_expired", _("This key expired on %(day)s.") % {"day": day}, remedy)
