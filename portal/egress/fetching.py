"""The one way in which the portal fetches what somebody else has named. It never runs in a web request.

An address typed by a customer, or sent by a server in a redirect, may lead inside: to the cloud's metadata,
to our database. So the name is resolved once, every address it has is judged, and the connection goes to the
address that was judged, with the name kept for the certificate and the Host header. A second answer of the
DNS therefore has no say. Redirects are read and judged like the first address. No proxy of the environment
is used. The whole exchange ends in its time however slowly its bytes come, and no more than `most_bytes` of
a body are kept, packed or unpacked.

What was found may be shown to a customer only as far as the caller's own rules allow: a body is never shown.
Source: RELIABILITY T8, P17 (2026-11).
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from time import monotonic
from urllib.parse import urljoin

from django.conf import settings

from portal.egress.connecting import Endpoint, Exchange, Got, exchange
from portal.egress.refusals import EgressFailed, EgressRefused, NoAnswer
from portal.egress.resolving import SECONDS as DNS_SECONDS
from portal.egress.resolving import addresses_of
from portal.egress.rules.addresses import Address, unwrapped, verdict
from portal.egress.rules.targets import Target, UnusableTarget, is_public_name, target_of

logger = logging.getLogger(__name__)
REDIRECTING = frozenset({301, 302, 303, 307, 308})
MOST_ADDRESSES_TRIED = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """url: the last one asked. headers: lower-case names. address: the one connected to."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    address: str
    redirects: int
    is_cut: bool = False


def fetch(
    url: str,
    *,
    purpose: str,
    method: str = "GET",
    schemes: Collection[str] = ("https",),
    redirects: int = 0,
    seconds: float = 10,
    most_bytes: int = 1 << 20,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """Ask one URL. EgressRefused when it must not be asked, EgressFailed when no usable answer comes.

    `purpose` is one word for the log: `webhook`, `footer`. An answer of any status is an answer. With
    `redirects` 0 a redirect is the answer; otherwise GET and HEAD follow that many.
    """
    if redirects and method not in ("GET", "HEAD"):
        raise ValueError("Only GET and HEAD follow redirects.")
    ends_at = monotonic() + seconds
    asked = url
    try:
        for hop in range(redirects + 1):
            target = _read(asked, schemes)
            got, address = _ask(target, Exchange(method, headers or {}, body, most_bytes), ends_at)
            location = got.headers.get("location", "")
            if not redirects or got.status not in REDIRECTING or not location:
                logger.info("%s asked %s: %s", purpose, target.host, got.status)
                return Answer(got.status, target.url, got.headers, got.body, address, hop, got.is_cut)
            asked = _joined(target.url, location)
        raise EgressFailed("too_many_redirects", given=target.host, limit=str(redirects))
    except NoAnswer as error:
        logger.info("%s got no answer: %s", purpose, error.code)
        raise


def _read(url: str, schemes: Collection[str]) -> Target:
    try:
        return target_of(url, schemes)
    except UnusableTarget as error:
        raise EgressRefused(error.code, **error.facts) from error


def _joined(base: str, location: str) -> str:
    with contextlib.suppress(UnicodeError):
        # http.client reads headers as Latin-1; servers write them in UTF-8.
        location = location.encode("latin-1").decode()
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise EgressRefused("unreadable_url", given=location) from error


def _ask(target: Target, wanted: Exchange, ends_at: float) -> tuple[Got, str]:
    endpoints = _endpoints(target, ends_at)
    for endpoint in endpoints[:MOST_ADDRESSES_TRIED]:
        try:
            return exchange(target, endpoint, wanted, ends_at), endpoint[0]
        except EgressFailed as error:
            # Only a connection that never came to be may be tried at the next address: nothing was sent.
            if error.code != "no_connection" or endpoint == endpoints[-1]:
                raise
    raise AssertionError("unreachable")


def _endpoints(target: Target, ends_at: float) -> list[Endpoint]:
    """Where to connect, judged. One address that leads inside refuses the whole name."""
    if target.host in settings.EGRESS_HOSTS:
        return [settings.EGRESS_HOSTS[target.host]]
    if target.address:
        addresses: tuple[Address, ...] = (target.address,)
    elif not is_public_name(target.host):
        raise EgressRefused("not_a_public_name", given=target.host)
    else:
        addresses = addresses_of(target.host, seconds=min(DNS_SECONDS, ends_at - monotonic()))
    if not addresses:
        raise EgressRefused("name_not_found", given=target.host)
    for address in addresses:
        if refusal := verdict(address, settings.EGRESS_OWN_RANGES):
            logger.warning("%s leads to %s (%s)", target.host, refusal.address, refusal.kind)
            raise EgressRefused("address_not_public", given=target.host)
    return [(str(unwrapped(address)), target.port) for address in addresses]
