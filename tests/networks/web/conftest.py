from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import User
from tests.world import World

ClientFor = Callable[[User], Client]


@pytest.fixture
def lena(world: World, client_for: ClientFor) -> Client:
    return client_for(world.lena)


@pytest.fixture
def priya(world: World, client_for: ClientFor) -> Client:
    return client_for(world.priya)
