"""Addresses one by one: what is inside, what is outside, and what only looks like it."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.egress.rules.addresses import verdict

REFUSED = {
    "metadata": [
        "100.100.100.200",
        "169.254.169.254",
        "::ffff:100.100.100.200",
        "64:ff9b::6464:64c8",
        "2002:6464:64c8::1",
    ],
    "not_public": [
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "169.254.0.1", "172.16.0.1"),
        *(
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
        ),
        *("224.0.0.1", "232.1.1.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::ffff:10.0.0.1", "::7f00:1", "::8.8.8.8", "64:ff9b::a00:1", "64:ff9b:1::808:808"),
        *("100::1", "2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002:a00:1::"),
        *("2002:808:808::1", "2001:0:808:808::f7f7:f7f7", "3fff::1", "4000::1", "5f00::1", "fc00::1"),
        *("fd00::1", "fe80::1", "fec0::1", "ff02::1", "ff0e::1"),
    ],
}
PUBLIC = (
    "8.8.8.8",
    "47.88.1.1",
    "100.128.0.1",
    "223.255.255.1",
    "2400:3200::1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
)


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts]
)
def test_an_address_inside_is_refused(kind: str, text: str) -> None:
    refusal = verdict(ip_address(text))

    assert refusal and refusal.kind == kind


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_not(text: str) -> None:
    assert verdict(ip_address(text)) is None


def test_the_nat_of_an_ipv6_network_is_judged_by_what_it_carries() -> None:
    assert verdict(ip_address("64:ff9b::808:808")) is None


@pytest.mark.parametrize("text", ["47.88.7.9", "::ffff:47.88.7.9", "64:ff9b::2f58:709", "2400:3200:5::1"])
def test_ranges_of_the_installation_are_refused(text: str) -> None:
    own = (ip_network("47.88.7.0/24"), ip_network("2400:3200:5::/48"))

    refusal = verdict(ip_address(text), own)

    assert refusal and refusal.kind == "own_network"


@settings(deadline=None)
@given(st.ip_addresses(v=4))
def test_wrapping_an_address_opens_no_way(address: IPv4Address) -> None:
    number = int(address)
    wrapped = [
        IPv6Address(0xFFFF << 32 | number),
        IPv6Address(0x64FF9B << 96 | number),
        IPv6Address(number),
        IPv6Address(0x2002 << 112 | number << 80),
        IPv6Address(0x20010000 << 96 | number << 64 | (number ^ 0xFFFFFFFF)),
    ]
    if verdict(address):
        assert all(verdict(each) for each in wrapped)


@settings(deadline=None)
@given(st.ip_addresses(v=6))
def test_outside_of_global_unicast_nothing_of_ipv6_is_reached(address: IPv6Address) -> None:
    if (
        address not in ip_network("2000::/3")
        and address.ipv4_mapped is None
        and int(address) >> 32 != 0x64FF9B << 64
    ):
        assert verdict(address)
