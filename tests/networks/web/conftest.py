from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from portal.accounts.models import User
from tests.networks.web.world import confirmed
from tests.world import World

ClientFor = Callable[[User], Client]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Addresses are made in the language of the thread; a page in Chinese would leave it behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def lena(world: World, client_for: ClientFor) -> Client:
    return client_for(world.lena)


@pytest.fixture
def priya(world: World, client_for: ClientFor) -> Client:
    """She has just confirmed that it is her, so that she may approve."""
    return confirmed(client_for(world.priya))
