"""Which RDAP service to ask about a name or an address: the longest match in IANA's lists (RFC 9224).

Three lists, for names and for the two kinds of addresses. A recorded copy comes with the product (names as of
2026-07-23), so that a look-up works before the first refresh and without a network. Services that speak
without TLS are left out.

>>> PACKAGED.for_name("nordwind.com")
'https://rdap.verisign.com/com/v1/domain/nordwind.com'
>>> PACKAGED.for_name("nordwind.cn") is None
True
>>> PACKAGED.for_address("223.5.5.5")
'https://rdap.apnic.net/ip/223.5.5.5'
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from portal.egress.rules.addresses import verdict

Registry = Literal["dns", "ipv4", "ipv6"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
REGISTRIES: Final[tuple[Registry, ...]] = ("dns", "ipv4", "ipv6")
FEWEST: Final[Mapping[Registry, int]] = {"dns": 500, "ipv4": 150, "ipv6": 20}


class MalformedBootstrap(ValueError):
    """A list that is not of the form, or that names far fewer services than IANA's does."""


@dataclass(frozen=True)
class Bootstrap:
    """`names` maps an ending to its service, `networks` a block of addresses to its."""

    names: Mapping[str, str]
    networks: Mapping[Network, str]

    @classmethod
    def parse(cls, documents: Mapping[Registry, Any]) -> Bootstrap:
        """Raises MalformedBootstrap; an entry that cannot be used (no https, no network) is left out."""
        names = dict(services(documents["dns"]))
        networks: dict[Network, str] = {}
        for registry in ("ipv4", "ipv6"):
            for block, url in services(documents[registry]):
                network = _network(block)
                if network is not None:
                    networks[network] = url
        return cls(names, networks)

    def for_name(self, name: str) -> str | None:
        """The address to ask about a registrable name (A-label); None where its registry has no service."""
        labels = name.lower().split(".")
        for start in range(1, len(labels)):
            service = self.names.get(".".join(labels[start:]))
            if service is not None:
                return f"{service}domain/{name.lower()}"
        return None

    def for_address(self, text: str) -> str | None:
        """The address to ask about a public IP address; None for any other, and where nobody answers."""
        address = ipaddress.ip_address(text)
        if verdict(address) is not None:
            return None
        for network in self._longest_first:
            if address.version == network.version and address in network:
                return f"{self.networks[network]}ip/{address}"
        return None

    @cached_property
    def _longest_first(self) -> tuple[Network, ...]:
        return tuple(sorted(self.networks, key=lambda network: -network.prefixlen))


def services(document: Any) -> Iterator[tuple[str, str]]:
    """(ending or block, https service with a slash at its end) of one list. Raises MalformedBootstrap."""
    listed = document.get("services") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise MalformedBootstrap("There is no list of services.")
    for entry in listed:
        match entry:
            case [list(keys), list(urls)]:
                service = next((url for url in urls if is_https(url)), None)
                if service is not None:
                    yield from ((key.lower(), _slashed(service)) for key in keys if isinstance(key, str))
            case _:
                raise MalformedBootstrap("An entry is not a pair of keys and services.")


def checked(registry: Registry, document: Any) -> dict[str, Any]:
    """The list as it may be stored. Raises MalformedBootstrap where it is none, or is cut short."""
    found = len(dict(services(document)))
    if found < FEWEST[registry]:
        raise MalformedBootstrap(f"Only {found} entries; IANA's list has more than {FEWEST[registry]}.")
    return {"publication": document.get("publication"), "services": document["services"]}


def is_https(url: object) -> bool:
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and not parts.query and not parts.fragment


def _slashed(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


def _network(block: str) -> Network | None:
    try:
        return ipaddress.ip_network(block)
    except ValueError:
        return None


_FILE = Path(__file__).parent / "data" / "rdap-bootstrap.json"
PACKAGED_DOCUMENTS: Final[Mapping[Registry, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))
PACKAGED: Final = Bootstrap.parse(PACKAGED_DOCUMENTS)
