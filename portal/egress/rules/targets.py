"""Reads a web address that somebody typed, or a server redirects to, into the one thing it can mean. Pure.

A host has many spellings: 2130706433, 0x7f.1, 0177.0.0.1, full-width digits, ideographic dots, a zone id, a
percent sign. Readers disagree about them, and what one reader judges another one connects to. So a name is
brought to its ASCII form (UTS 46) first, and whatever then looks like a number must be four plain decimal
numbers.

>>> target_of("HTTPS://Bücher.example:443/ä?q=1#x")
Target(scheme='https', host='xn--bcher-kva.example', port=443, path='/%C3%A4?q=1', address=None)
>>> target_of("http://127.0.0.1./").address
IPv4Address('127.0.0.1')
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urlsplit

import idna

from portal.egress.rules.addresses import Address

PORTS = {"http": 80, "https": 443}
MOST_CHARACTERS = 2048
LOCAL_ENDINGS = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "invalid", "onion", "home.arpa"}
)
_NOT_IN_AN_ADDRESS = re.compile(
    r"[\x00-\x20\x7f-\x9f\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\s]"
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Percent stays: what is escaped already stays as it is.
_SAFE = "/?:@!$&'()*+,;=~-._%[]"


class UnusableTarget(ValueError):
    """code: a key of `rules.sentences`; given: the part that cannot be used."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Target:
    """host: lower-case ASCII without a final dot, or an address literal without brackets; port: 80 or 443."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None = None

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.path}"

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(url: str, schemes: Collection[str] = ("https", "http")) -> Target:
    if not url or len(url) > MOST_CHARACTERS or _NOT_IN_AN_ADDRESS.search(url):
        raise UnusableTarget("unreadable_url", given=url)
    try:
        parts = urlsplit(url)
        netloc = parts.netloc
    except ValueError as error:
        raise UnusableTarget("unreadable_url", given=url) from error
    if parts.scheme not in schemes:
        raise UnusableTarget(
            "scheme_not_allowed", given=url, schemes=", ".join(f"{scheme}://" for scheme in schemes)
        )
    if "@" in netloc:
        raise UnusableTarget("holds_credentials")
    host, port = _split(netloc, PORTS[parts.scheme], url)
    address = _literal(host)
    path = quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )
    return Target(parts.scheme, str(address) if address else host, port, path, address)


def _split(netloc: str, usual: int, url: str) -> tuple[str, int]:
    matched = re.fullmatch(r"(\[[^\[\]]*\]|[^\[\]:]*)(?::(.*))?", netloc)
    if not matched or not matched[1]:
        raise UnusableTarget("unreadable_url", given=url)
    written = matched[2] or str(usual)
    if written not in ("80", "443"):
        raise UnusableTarget("port_not_allowed", given=written)
    host = matched[1] if matched[1].startswith("[") else host_of(matched[1])
    return host, int(written)


def host_of(name: str) -> str:
    """A host name in ASCII: lower case, no final dot. UnusableTarget when it is none.

    >>> host_of("WWW．Example。COM．")
    'www.example.com'
    """
    try:
        host = idna.encode(name, uts46=True).decode() if not name.isascii() else name.lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise UnusableTarget("odd_host", given=name) from error
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise UnusableTarget("odd_host", given=name)
    return host


def _literal(host: str) -> Address | None:
    """The address that a host literally is; None for a name. Only plain spellings are literals."""
    try:
        if host.startswith("["):
            # A zone id names an interface of our own machine; ipaddress would accept it.
            if "%" in host or not host.isascii():
                raise AddressValueError(host)
            return IPv6Address(host[1:-1])
        if _NUMBER.fullmatch(host.rpartition(".")[2]):
            return IPv4Address(host)
    except AddressValueError as error:
        raise UnusableTarget("odd_host", given=host) from error
    return None


def is_public_name(host: str) -> bool:
    """Whether a name can be one of the public internet: it has a dot and no ending of a local network.

    >>> is_public_name("metadata"), is_public_name("a.home.arpa"), is_public_name("example.com")
    (False, False, True)
    """
    endings = [host.split(".", n)[-1] for n in range(host.count(".") + 1)]
    return "." in host and not LOCAL_ENDINGS.intersection(endings)
