"""Who signs the calls: a key pair, or a role assumed with it.

The role's session is asked for through the SDK's own STS client, cached, and renewed when two thirds of its
life have passed (RELIABILITY W21). The credentials library's role provider is not used: it speaks HTTPS only
and signs with the old method, so no stand-in could serve it (OPERATIONS 8).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from alibabacloud_credentials.models import CredentialModel

from portal.alibaba.endpoint import CloudSettings
from portal.alibaba.errors import AlibabaError

STANDIN_KEY: Final = ("standin", "standin-secret")
RENEW_AFTER: Final = 2 / 3  # of the session's life


@dataclass(frozen=True, slots=True)
class Keys:
    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str | None = field(default=None, repr=False)


AssumeRole = Callable[[], Keys]
Clock = Callable[[], float]


class Credentials:
    """The keys to sign with now. Safe to share between threads; `get_credential` is what the SDK asks for."""

    def __init__(
        self, settings: CloudSettings, assume_role: AssumeRole, clock: Clock = time.monotonic
    ) -> None:
        self._settings = settings
        self._assume_role = assume_role
        self._clock = clock
        self._lock = threading.Lock()
        self._session: tuple[Keys, float] | None = None

    def current(self) -> Keys:
        """Raises `AlibabaError` of class `auth` when nothing is configured or the role is refused."""
        own = own_keys(self._settings)
        if not self._settings.role_arn:
            return own
        with self._lock:
            if self._session is None or self._clock() >= self._session[1]:
                renew_at = self._clock() + self._settings.session_seconds * RENEW_AFTER
                self._session = (self._assume_role(), renew_at)
            return self._session[0]

    def get_credential(self) -> CredentialModel:
        keys = self.current()
        kind = "sts" if keys.security_token else "access_key"
        return CredentialModel(
            access_key_id=keys.access_key_id,
            access_key_secret=keys.access_key_secret,
            security_token=keys.security_token,
            type=kind,
            provider_name="static_sts" if keys.security_token else "static_ak",
        )


def own_keys(settings: CloudSettings) -> Keys:
    if settings.access_key_id and settings.access_key_secret:
        return Keys(settings.access_key_id, settings.access_key_secret)
    if settings.is_loopback:
        return Keys(*STANDIN_KEY)
    raise AlibabaError(
        "CredentialsMissing",
        "No access key is configured. Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.",
        outcome="auth",
    )
