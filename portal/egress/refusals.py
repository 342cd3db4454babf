"""The two ways in which a request to the outside gives no answer."""

from __future__ import annotations

from portal.egress.rules.sentences import said
from portal.notifications.rules.words import Words


class NoAnswer(Exception):
    """code: stable snake_case, a key of `rules.sentences`. words: the sentence in both languages."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code = code
        self.words: Words = said(code, **facts)
        super().__init__(code)


class EgressRefused(NoAnswer):
    """The portal does not connect there. Asking again does not change that, unless the DNS changes."""


class EgressFailed(NoAnswer):
    """The portal connected, or tried to, and no usable answer came. A later try may work."""
