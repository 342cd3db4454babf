"""Which addresses the portal may connect to when somebody else has named the target. Pure.

Only public unicast addresses. An IPv6 address that carries an IPv4 one inside it (IPv4-mapped,
IPv4-compatible, 6to4, NAT64, Teredo) is judged by what it carries. Python's `is_private` does not do: it
says False for 100.100.100.200, where Alibaba Cloud's metadata answers with the credentials of the machine's
role. Sources: RELIABILITY T8 (2026-11); IANA's special-purpose address registries for IPv4 and IPv6.

>>> verdict(ip_address("100.100.100.200"))
Refusal(kind='metadata', address='100.100.100.200')
>>> verdict(ip_address("2002:7f00:1::")).kind
'not_public'
>>> verdict(ip_address("8.8.8.8")) is None
True
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

METADATA = (ip_address("100.100.100.200"), ip_address("169.254.169.254"))
GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
IPV4_COMPATIBLE = IPv6Network("::/96")
IPV4_TRANSLATED = IPv6Network("::ffff:0:0:0/96")
# Ranges that some supported version of Python still calls global.
NEVER: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "100.64.0.0/10",  # shared by carriers and clouds
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays, withdrawn
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",  # reserved, with the broadcast address
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """kind: `metadata`, `own_network` or `not_public`. address: the one that was refused, unwrapped."""

    kind: str
    address: str


def verdict(address: Address, own: Collection[Network] = ()) -> Refusal | None:
    """Why this address may not be connected to; None when it may.

    `own` are ranges of the installation: its private networks and its own public addresses.
    """
    for inner in _inside_out(address):
        if refusal := _judge(inner, own):
            return refusal
    return None


def unwrapped(address: Address) -> Address:
    """The IPv4 address that the operating system would use for an IPv4-mapped one, else the same address."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _inside_out(address: Address) -> Iterator[Address]:
    """What an address carries, then the address itself unless it only stands for what it carries."""
    if isinstance(address, IPv4Address):
        yield address
        return
    carried = _carried(address)
    yield from carried
    if not carried or not _only_stands_for_it(address):
        yield address


def _carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.teredo:
        return address.teredo
    if address.sixtofour:
        return (address.sixtofour,)
    if any(address in network for network in (*NAT64, IPV4_COMPATIBLE, IPV4_TRANSLATED)):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def _only_stands_for_it(address: IPv6Address) -> bool:
    """An IPv4-mapped address, or a public IPv4 address behind the well-known NAT64 prefix (RFC 6052)."""
    return address.ipv4_mapped is not None or address in NAT64[0]


def _judge(address: Address, own: Collection[Network]) -> Refusal | None:
    if address in METADATA:
        return Refusal("metadata", str(address))
    if any(address in network for network in own if network.version == address.version):
        return Refusal("own_network", str(address))
    is_public = (
        address.is_global
        and not (address.is_multicast or address.is_reserved or address.is_unspecified)
        and not any(address in network for network in NEVER if network.version == address.version)
        and (isinstance(address, IPv4Address) or address in GLOBAL_UNICAST)
    )
    return None if is_public else Refusal("not_public", str(address))
