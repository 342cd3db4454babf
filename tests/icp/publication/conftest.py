"""Granted filings, and the site of Nordwind on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from icp.publication.models import Publication
from tests.icp.filings.cases import NUMBER, brought_to
from tests.portal.egress.conftest import NameServer, Site
from tests.world import World

DOMAIN = "nordwind-maschinen.cn"
Granted = Callable[..., Publication]
LINK = "https://beian.miit.gov.cn/"


def page(*, number: str = NUMBER, link: str = LINK, more: str = "") -> bytes:
    body = (
        f'<meta charset="utf-8"><p>北风机械（上海）有限公司</p><a href="{link}">{number}</a>{more}'.encode()
    )
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    """The website of the filed domain. `site.answers(page())` decides what it says."""
    site = Site()
    settings.EGRESS_HOSTS = {DOMAIN: ("127.0.0.1", site.port), f"www.{DOMAIN}": ("127.0.0.1", site.port)}
    yield site
    site.close()


@pytest.fixture
def names(settings: Any) -> Iterator[NameServer]:
    """Knows no name until a test writes one down."""
    server = NameServer()
    settings.EGRESS_NAMESERVER = server.address
    yield server
    server.close()


@pytest.fixture
def granted(world: World) -> Granted:
    def make(**answers: Any) -> Publication:
        filing = brought_to("APPROVED", world, **answers)
        return Publication.objects.select_related("filing", "organization", "psb").get(filing=filing)

    return make
