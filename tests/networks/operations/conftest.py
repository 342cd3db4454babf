from __future__ import annotations

import pytest

from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings
from tests.processes import Standin

from .world import Builder


@pytest.fixture
def cloud(standin: Standin) -> Cloud:
    return Cloud(CloudSettings(endpoint=standin.address))


@pytest.fixture
def builder(cloud: Cloud) -> Builder:
    return Builder(cloud)
