"""A name server that answers otherwise the second time gets no second time."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest
from pytest_socket import SocketConnectBlockedError

from portal.egress.refusals import EgressFailed
from portal.egress.resolving import addresses_of, chain_of
from tests.portal.egress.conftest import NameServer, Site
from tests.portal.egress.test_fetching import URL, ask, failure_of, refusal_of

NAME = "rebind.nordwind-robotics.com"
PUBLIC = "47.88.1.1"


def test_the_connection_goes_to_the_address_that_was_judged(
    nameserver: NameServer, connections: list[Any], say: Callable[[str], None]
) -> None:
    nameserver.records[NAME, "A"] = [[PUBLIC], ["127.0.0.1"]]

    # No test leaves this machine: its guard stops the connection, and says where it would have gone.
    with pytest.raises(SocketConnectBlockedError, match=PUBLIC):
        ask(f"http://{NAME}/")

    assert nameserver.asked.count((NAME, "A")) == 1, "nobody asks again between judging and connecting"
    assert refusal_of(f"http://{NAME}/") == "address_not_public"
    assert connections == []
    say(f"2 answers of one name, {len(connections)} connections inside")


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("A", ["127.0.0.1"]),
        ("A", ["100.100.100.200"]),
        ("A", [PUBLIC, "10.0.0.1"]),
        ("A", ["10.0.0.1", PUBLIC]),
        ("AAAA", ["::1"]),
        ("AAAA", ["::ffff:127.0.0.1"]),
        ("AAAA", ["64:ff9b::7f00:1"]),
        ("AAAA", ["2400:3200::1", "fd00:ec2::254"]),
    ],
)
def test_one_address_inside_refuses_the_name(
    kind: str, answer: list[str], nameserver: NameServer, connections: list[Any]
) -> None:
    nameserver.records[NAME, kind] = [answer]
    nameserver.records.setdefault((NAME, "A"), [[PUBLIC]])

    assert refusal_of(f"https://{NAME}/") == "address_not_public"
    assert connections == []


def test_an_alias_of_a_name_inside_is_refused(nameserver: NameServer, connections: list[Any]) -> None:
    nameserver.records[NAME, "CNAME"] = [["redis.internal"]]
    nameserver.records["redis.internal", "A"] = [["127.0.0.1"]]

    assert refusal_of(f"https://{NAME}/") == "address_not_public"
    assert connections == []


def test_a_redirect_to_a_name_inside_is_refused(
    nameserver: NameServer, site: Site, connections: list[Any]
) -> None:
    nameserver.records[NAME, "A"] = [["127.0.0.1"]]
    site.redirects_to(f"http://{NAME}/")

    assert refusal_of(URL, redirects=3) == "address_not_public"
    assert len(connections) == 1


def test_a_name_that_is_not_found_is_refused_and_not_passed_on(
    nameserver: NameServer, connections: list[Any]
) -> None:
    nameserver.records[NAME, "MX"] = [[]]

    assert refusal_of(f"http://{NAME}/") == "name_not_found"
    assert refusal_of("http://absent.nordwind-robotics.com/") == "name_not_found"
    nameserver.is_silent = True
    assert failure_of(f"http://{NAME}/", seconds=0.4) == "no_dns_answer"
    assert connections == []


@pytest.mark.parametrize(
    "name", ["printer.local", "db.internal", "router.home.arpa", "metadata", "localhost"]
)
def test_a_name_of_a_local_network_is_not_even_asked_for(name: str, nameserver: NameServer) -> None:
    nameserver.records[name, "A"] = [[PUBLIC]]

    assert refusal_of(f"http://{name}/") == "not_a_public_name"
    assert nameserver.asked == []


def test_addresses_and_aliases_of_a_name(nameserver: NameServer) -> None:
    nameserver.records["www.example.com", "CNAME"] = [["cdn.example.net"]]
    nameserver.records["cdn.example.net", "CNAME"] = [["edge.example.org"]]
    nameserver.records["edge.example.org", "A"] = [[PUBLIC, "127.0.0.1"]]
    nameserver.records["edge.example.org", "AAAA"] = [["2400:3200::1"]]

    found = addresses_of("WWW.example.com.")

    assert set(found) == {ip_address(PUBLIC), ip_address("127.0.0.1"), ip_address("2400:3200::1")}
    assert chain_of("www.example.com") == ("cdn.example.net", "edge.example.org")
    assert chain_of("edge.example.org") == () and addresses_of("absent.example.com") == ()


def test_an_alias_that_leads_nowhere_or_in_a_circle(nameserver: NameServer) -> None:
    nameserver.records["a.example.com", "CNAME"] = [["gone.example.com"]]
    nameserver.records["b.example.com", "CNAME"] = [["b.example.com"]]

    assert chain_of("a.example.com") == ("gone.example.com",)
    assert addresses_of("a.example.com") == ()
    with pytest.raises(EgressFailed):
        addresses_of("b.example.com", seconds=0.4)


def test_a_name_of_the_table_is_asked_of_nobody(nameserver: NameServer, site: Site) -> None:
    assert addresses_of("www.nordwind-robotics.com") == (ip_address("127.0.0.1"),)
    assert chain_of("www.nordwind-robotics.com") == () and nameserver.asked == []
