"""Asks the DNS, in a time of ours. No answer is never a way around a check.

The system's hosts file and search domains are not read, so `metadata` or `db` mean nothing here. It asks
over the network and waits: only workers use it, never a web request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import dns.exception
import dns.message
import dns.name
import dns.resolver
from django.conf import settings

from portal.egress.refusals import EgressFailed, EgressRefused
from portal.egress.rules.addresses import Address
from portal.egress.rules.targets import UnusableTarget, host_of

SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """chain: the names that CNAME records lead through, in order. addresses: of one family."""

    chain: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()


def addresses_of(name: str, *, seconds: float = SECONDS) -> tuple[Address, ...]:
    """Every A and AAAA address of a name, unjudged. Empty when the name does not exist or has none.

    A name of EGRESS_HOSTS has its one address. EgressRefused when `name` is no host name; EgressFailed
    `no_dns_answer` when no name server answers in time.
    """
    host = _readable(name)
    if host in settings.EGRESS_HOSTS:
        return (ip_address(settings.EGRESS_HOSTS[host][0]),)
    answers = [_ask(host, family, seconds / 2) for family in ("A", "AAAA")]
    found = tuple(address for answer in answers if answer for address in answer.addresses)
    # One family that is not answered takes nothing from the other: what is found is judged all the same.
    if not found and None in answers:
        raise EgressFailed("no_dns_answer", given=host)
    return found


def chain_of(name: str, *, seconds: float = SECONDS) -> tuple[str, ...]:
    """The names a name leads through by CNAME records, without final dots; empty when it is no alias.

    Errors as in `addresses_of`.
    """
    host = _readable(name)
    if host in settings.EGRESS_HOSTS:
        return ()
    answer = _ask(host, "A", seconds)
    if answer is None:
        raise EgressFailed("no_dns_answer", given=host)
    return answer.chain


def _readable(name: str) -> str:
    try:
        return host_of(name)
    except UnusableTarget as error:
        raise EgressRefused(error.code, **error.facts) from error


def _ask(host: str, family: str, seconds: float) -> Found | None:
    """None when nobody answers; an empty answer when the name or its records do not exist."""
    question = dns.name.from_text(f"{host}.")
    try:
        answer = _resolver(seconds).resolve(question, family, search=False, raise_on_no_answer=False)
    except dns.resolver.NXDOMAIN as error:
        return Found(_chain(error.response(question)))
    except dns.exception.DNSException:
        return None
    addresses = tuple(ip_address(record.address) for record in answer.rrset or ())
    return Found(_chain(answer.response), addresses)


def _chain(response: dns.message.Message) -> tuple[str, ...]:
    if not isinstance(response, dns.message.QueryMessage):
        return ()
    cnames: Sequence[dns.rrset.RRset] = response.resolve_chaining().cnames
    return tuple(str(rrset[0].target).removesuffix(".").lower() for rrset in cnames)


def _resolver(seconds: float) -> dns.resolver.Resolver:
    configured = settings.EGRESS_NAMESERVER
    resolver = dns.resolver.Resolver(configure=not configured)
    if configured:
        resolver.nameservers, resolver.port = [configured[0]], configured[1]
    resolver.lifetime = seconds
    resolver.timeout = min(2.0, seconds)
    return resolver
