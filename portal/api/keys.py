"""Opening and revoking keys."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Organization, User
from portal.accounts.permissions import require
from portal.api import secrets
from portal.api.models import LONGEST_LIFE, ApiKey
from portal.api.scopes import SCOPES, UnknownScope, parse
from portal.calendar.clock import engine_now
from portal.events.recording import record
from portal.refusals import Forbidden, Malformed, Refused

LIVE_KEYS_AT_MOST = 20


def open_key(
    *,
    organization: Organization,
    user: User,
    name: str,
    scopes: Iterable[str],
    by: User | None,
    days: int = LONGEST_LIFE.days,
    allowed_networks: Iterable[str] = (),
    requests_per_minute: int = 600,
) -> tuple[ApiKey, secrets.Token]:
    """A new key and its token, which can be read this once only.

    `by` is None when an operator opens the key from the command line. Raises Forbidden, Refused
    (`not_a_member`, `too_many_keys`) or Malformed (`unknown_scope`, `key_lifetime`, `unknown_network`).
    """
    if by is not None:
        require(by, "api_key.manage", organization)
        _refuse_acting_for_another(user, by)
    if not user.roles_in(organization.pk):
        raise Refused(
            "not_a_member",
            _("%(email)s is not a member of %(organization)s.")
            % {"email": user.email, "organization": organization.name},
            _("Invite the person first; a key acts for a member."),
        )
    token = secrets.draw()
    pepper_id, digest = secrets.seal(token.secret)
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        now = engine_now()
        _refuse_too_many(organization)
        key = ApiKey.objects.create(
            organization=organization,
            user=user,
            name=name.strip()[:80],
            prefix=token.prefix,
            pepper_id=pepper_id,
            digest=digest,
            scopes=_scopes(scopes),
            allowed_networks=_networks(allowed_networks),
            requests_per_minute=max(1, requests_per_minute),
            expires_at=now + _life(days),
        )
        record("api_key.opened", organization=organization, subject=key, actor=by, payload=_facts(key))
    return key, token


def revoke_key(key: ApiKey, *, by: User) -> None:
    """The key stops working with the next request. Revoking twice is the same as once.

    The person a key acts for may always revoke it; others need the role.
    """
    if key.user_id != by.pk:
        require(by, "api_key.manage", key.organization)
    with transaction.atomic():
        revoked = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=engine_now())
        if revoked:
            record(
                "api_key.revoked", organization=key.organization, subject=key, actor=by, payload=_facts(key)
            )


def _refuse_acting_for_another(user: User, by: User) -> None:
    if user == by:
        return
    raise Forbidden(
        "key_for_another",
        _("A key acts for the person who opens it, and %(email)s is somebody else.") % {"email": user.email},
        _("Ask that person to open the key."),
    )


def _refuse_too_many(organization: Organization) -> None:
    if organization.api_keys.filter(revoked_at=None, expires_at__gt=engine_now()).count() < LIVE_KEYS_AT_MOST:
        return
    raise Refused(
        "too_many_keys",
        _("%(organization)s has %(count)d live keys, which is the most there can be.")
        % {"organization": organization.name, "count": LIVE_KEYS_AT_MOST},
        _("Revoke one that is no longer used; the list shows when each was last used."),
    )


def _scopes(names: Iterable[str]) -> list[str]:
    try:
        scopes = parse(names)
    except UnknownScope as error:
        raise Malformed(
            "unknown_scope",
            str(error),
            _("Choose from the list of scopes."),
            extra={"fields": {"scopes": [str(error)]}},
        ) from error
    if not scopes:
        sentence = _("A key without a scope can do nothing.")
        remedy = _("Give at least one of: %(scopes)s.") % {"scopes": ", ".join(SCOPES)}
        raise Malformed("unknown_scope", sentence, remedy, extra={"fields": {"scopes": [sentence]}})
    return scopes


def _networks(texts: Iterable[str]) -> list[str]:
    networks = []
    for text in filter(None, (text.strip() for text in texts)):
        try:
            networks.append(str(ipaddress.ip_network(text)))
        except ValueError as error:
            sentence = _("%(text)s is not an address or network.") % {"text": text}
            remedy = _("Write it like 203.0.113.7 or 203.0.113.0/24.")
            raise Malformed(
                "unknown_network", sentence, remedy, extra={"fields": {"allowed_networks": [sentence]}}
            ) from error
    return networks


def _life(days: int) -> timedelta:
    if 1 <= days <= LONGEST_LIFE.days:
        return timedelta(days=days)
    sentence = _("A key lives between 1 and 365 days, not %(days)d.") % {"days": days}
    remedy = _("Two keys may live at once, so a key can be replaced without a gap.")
    raise Malformed("key_lifetime", sentence, remedy, extra={"fields": {"days": [sentence]}})


def _facts(key: ApiKey) -> dict[str, Any]:
    return {"prefix": key.prefix, "scopes": key.scopes, "expires_at": key.expires_at.isoformat()}
