"""The one cloud account this installation may work in (RELIABILITY T30): asked once, before anything else is.

A staging key in production, or the other way round, would build and pay in the wrong account. So while the
account of the credentials is not the one that is set, nothing is sent but the question who we are.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from portal.alibaba.errors import AlibabaError

ACCOUNT_NOT_ALLOWED = "AccountNotAllowed"


class AllowedAccount:
    """Safe to share between threads. Without an allowed account nothing is asked and nothing refused."""

    def __init__(self, allowed: str, ask: Callable[[], str]) -> None:
        self.allowed = allowed
        self._ask = ask
        self._lock = threading.Lock()
        self._given: str | None = None

    def require(self) -> None:
        """Raises `AlibabaError` of class `auth` for another account, or what asking raised."""
        if self.allowed and self.given() != self.allowed:
            raise AlibabaError(ACCOUNT_NOT_ALLOWED, self.sentence(), outcome="auth")

    def given(self) -> str:
        """The account of the credentials; asked once, and again only while there was no answer."""
        with self._lock:
            if self._given is None:
                self._given = self._ask()
            return self._given

    def sentence(self) -> str:
        return (
            f"The credentials belong to the cloud account {self.given()}, and only {self.allowed} is allowed "
            "(ALIBABA_CLOUD_ACCOUNT). Nothing was sent."
        )
