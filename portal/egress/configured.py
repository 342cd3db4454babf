"""The settings of the egress room, read from text. What cannot be used stops the start."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from django.core.exceptions import ImproperlyConfigured

from portal.egress.rules.addresses import Network

Endpoint = tuple[str, int]


def own_ranges(given: Iterable[str]) -> tuple[Network, ...]:
    """
    >>> own_ranges(["10.8.0.0/16"])
    (IPv4Network('10.8.0.0/16'),)
    """
    try:
        return tuple(ip_network(text.strip()) for text in given)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"EGRESS_OWN_RANGES: {error}. Write ranges such as 10.8.0.0/16."
        ) from error


def hosts_table(given: str) -> dict[str, Endpoint]:
    """
    >>> hosts_table("www.example.com=127.0.0.1:8443")
    {'www.example.com': ('127.0.0.1', 8443)}
    """
    table = {}
    for entry in given.split():
        name, _, where = entry.partition("=")
        table[name.lower()] = _loopback("EGRESS_HOSTS", where)
    return table


def nameserver(given: str) -> Endpoint | None:
    return _loopback("EGRESS_NAMESERVER", given) if given else None


def _loopback(setting: str, text: str) -> Endpoint:
    host, _, port = text.rpartition(":")
    try:
        address, number = ip_address(host.strip("[]")), int(port)
    except ValueError as error:
        raise ImproperlyConfigured(f"{setting}: {text!r} is not an address and a port.") from error
    if not address.is_loopback:
        raise ImproperlyConfigured(f"{setting}: {text!r} is not on this machine. Write 127.0.0.1:PORT.")
    return str(address), number
