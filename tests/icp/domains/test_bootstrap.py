from __future__ import annotations

from typing import Any

import pytest

from icp.domains.rules.bootstrap import (
    PACKAGED,
    PACKAGED_DOCUMENTS,
    REGISTRIES,
    Bootstrap,
    MalformedBootstrap,
    checked,
    services,
)

SMALL: dict[str, Any] = {
    "dns": {
        "services": [
            [["com", "NET"], ["http://insecure.example/", "https://com.example/rdap"]],
            [["uk.com"], ["https://uk.example/"]],
            [["mg"], ["http://rdap.nic.mg/"]],
        ]
    },
    "ipv4": {
        "services": [
            [["93.0.0.0/8"], ["https://wide.example/"]],
            [["93.184.0.0/15"], ["https://narrow.example/"]],
            [["not a block"], ["https://never.example/"]],
        ]
    },
    "ipv6": {"services": [[["2400::/12"], ["https://six.example/"]]]},
}


def test_names_go_to_the_longest_ending_that_is_listed() -> None:
    small = Bootstrap.parse(SMALL)
    assert small.for_name("Nordwind.com") == "https://com.example/rdap/domain/nordwind.com"
    assert small.for_name("nordwind.uk.com") == "https://uk.example/domain/nordwind.uk.com"
    assert small.for_name("nordwind.net") == "https://com.example/rdap/domain/nordwind.net"


@pytest.mark.parametrize("name", ["nordwind.mg", "nordwind.cn", "com", ""])
def test_some_names_nobody_answers_for(name: str) -> None:
    assert Bootstrap.parse(SMALL).for_name(name) is None


def test_addresses_go_to_the_narrowest_block() -> None:
    small = Bootstrap.parse(SMALL)
    assert small.for_address("93.184.1.1") == "https://narrow.example/ip/93.184.1.1"
    assert small.for_address("93.1.1.1") == "https://wide.example/ip/93.1.1.1"
    assert small.for_address("2400::1") == "https://six.example/ip/2400::1"


@pytest.mark.parametrize(
    "address",
    ["192.168.1.1", "172.16.0.1", "169.254.169.254", "100.100.100.200", "10.0.0.1", "::1", "fd00::1"],
)
def test_an_address_that_is_not_public_is_nobodys(address: str) -> None:
    """Though the registers hold the blocks around most of them."""
    assert PACKAGED.for_address(address) is None
    assert Bootstrap.parse(SMALL).for_address("94.1.1.1") is None


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"services": {}}, {"services": [["com"]]}, {"services": [[["com"], "https://x/"]]}],
)
def test_what_is_no_list_is_refused(document: Any) -> None:
    with pytest.raises(MalformedBootstrap):
        dict(services(document))


@pytest.mark.parametrize(
    "url", ["https://", "https://[::", "ftp://x.example/", "https://x.example/?a=1", 7, None]
)
def test_a_service_without_a_usable_address_is_left_out(url: Any) -> None:
    assert list(services({"services": [[["com"], [url]]]})) == []


def test_a_list_cut_short_is_not_taken() -> None:
    with pytest.raises(MalformedBootstrap, match="Only 3 entries"):
        checked("dns", SMALL["dns"])


def test_the_recorded_lists_are_whole_and_dated() -> None:
    for registry in REGISTRIES:
        assert checked(registry, PACKAGED_DOCUMENTS[registry])["services"]
    assert PACKAGED_DOCUMENTS["dns"]["publication"].startswith("2026-07-23")
    # Every ending of the guide but .cn has a service; .cn has none, and its registrar is found by hand.
    for ending in ("com", "net", "org", "asia"):
        assert (PACKAGED.for_name(f"nordwind.{ending}") or "").startswith("https://")
    assert PACKAGED.for_name("nordwind.cn") is None


def test_every_public_block_of_the_old_internet_has_a_register() -> None:
    missing = [
        n for n in range(1, 224) if n not in (10, 127) and PACKAGED.for_address(f"{n}.200.7.9") is None
    ]
    assert missing == []
